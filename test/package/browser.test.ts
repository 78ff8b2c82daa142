import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as root from '../../src'
import { installed, manifest } from '../support/installed'
import { succeed } from '../support/run'
import { browserBundlers } from './bundlers'

const name = manifest.name as string

/** An application for browsers loads the package in each way that there is. */
const pages = {
  'import.mjs': `import { Bootpay } from '${name}'\nBootpay.verify('r1')`,
  'default.mjs': `import bootpay from '${name}'\nbootpay.Bootpay.verify('r1')`,
  'deep.mjs': `import { RestClient } from '${name}/dist/bootpay.js'\nRestClient.verify('r1')`,
  'all.mjs': `import { ${Object.keys(root).join(', ')} } from '${name}'\nconsole.log(${Object.keys(root).join(', ')})`,
  'codes.mjs': `import { PaymentStatus } from '${name}'\nconsole.log(PaymentStatus.PAID)`,
  'later.mjs': `import { Bootpay } from '${name}'\nexport const verify = () => Bootpay.verify('r1')\nglobalThis.verify = verify`,
  'require.cjs': `const { Bootpay } = require('${name}')\nBootpay.verify('r1')`,
  'deep-require.cjs': `require('${name}/dist/bootpay').Bootpay.verify('r1')`,
}

let consumer: string
let folder: string
beforeAll(async () => {
  ;({ consumer } = await installed())
  folder = mkdtempSync(join(consumer, 'page-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a script where there is nothing of Node; gives back what it threw. */
function thrownBy(file: string): string | undefined {
  try {
    runInContext(readFileSync(file, 'utf8'), createContext({ console: { log() {} } }))
  } catch (error) {
    return String(error)
  }
  return undefined
}

describe.each(browserBundlers)('a page that $name bundles for browsers', ({ bundle }) => {
  it.each(Object.entries(pages))(
    'fails as it loads the package by %s, and says what is wrong',
    async (file, text) => {
      writeFileSync(join(folder, file), text)
      const outfile = join(folder, `${file}.bundle.js`)
      await bundle(join(folder, file), outfile)
      const thrown = thrownBy(outfile)
      expect(thrown).toContain('Private Key는 절대로 브라우저에 있으면 안 됩니다')
      expect(thrown).toContain('the private key must never be in a browser')
      expect(thrown).toContain(name)
      expect(readFileSync(outfile, 'utf8')).not.toMatch(/node:|axios|api\.bootpay/)
      expect(statSync(outfile).size).toBeLessThan(6_000)
    },
    60_000,
  )

  it('runs if it uses nothing of the package', async () => {
    writeFileSync(join(folder, 'unused.mjs'), `import { Bootpay } from '${name}'\nglobalThis.isRun = true`)
    const outfile = join(folder, 'unused.bundle.js')
    await bundle(join(folder, 'unused.mjs'), outfile)
    expect(thrownBy(outfile)).toBeUndefined()
  }, 60_000)
})

describe('a server', () => {
  const works = `if (typeof Bootpay.verify !== 'function') throw new Error('a stub')`

  // The conditions of jest's environment of jsdom, whose tests run in Node.
  it.each([
    ['require', ['-e', `const { Bootpay } = require('${name}'); ${works}`]],
    ['import', ['--input-type=module', '-e', `import { Bootpay } from '${name}'; ${works}`]],
    ['a deep require', ['-e', `const { Bootpay } = require('${name}/dist/bootpay'); ${works}`]],
  ])('with the condition `browser` gets the package by %s', async (_, args) => {
    await succeed(process.execPath, ['--conditions=browser', ...args], { cwd: consumer })
  })
})
