import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installed, lockfile, project } from '../support/installed'
import { npm, succeed } from '../support/run'

/** As `npm install @bootpay/server-rest-client@npm:bootpay-backend-nodejs` leaves it, of the packed tarball. */
let folder: string
beforeAll(async () => {
  const { tarball } = await installed()
  folder = mkdtempSync(join(tmpdir(), 'bootpay-alias-'))
  for (const [path, entry] of Object.entries<{ dev?: boolean }>(lockfile.packages)) {
    if (path && !entry.dev) cpSync(join(project, path), join(folder, path), { recursive: true })
  }
  const dependencies = { '@bootpay/server-rest-client': `file:${tarball}` }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  await npm(['install'], folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Code of a shop that knows the old package alone; the sandbox takes the place of the gateway. */
const shop = `
  RestClient.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  const { receipt_id } = sandbox.pay({ price: 1000, orderId: 'order-1' })
  RestClient.getAccessToken().then(function (token) {
    if (token.status !== 200) return
    return RestClient.verify(receipt_id).then(function (answer) {
      console.log(answer.data.price, answer.data.status)
      return sandbox.close()
    })
  })
`

describe('the package installed under the name of @bootpay/server-rest-client', () => {
  it('is found under that name alone', () => {
    expect(existsSync(join(folder, 'node_modules/@bootpay/server-rest-client/dist/bootpay.js'))).toBe(true)
    expect(existsSync(join(folder, 'node_modules/bootpay-backend-nodejs'))).toBe(false)
  })

  it.each([
    ['by require', "const { RestClient } = require('@bootpay/server-rest-client')", 'commonjs'],
    ['by import of a name', "import { RestClient } from '@bootpay/server-rest-client'", 'module'],
    [
      'by import of the default',
      "import bootpay from '@bootpay/server-rest-client'\nconst { RestClient } = bootpay",
      'module',
    ],
  ])('verifies a payment for a program that loads it %s', async (_how, load, type) => {
    const start = `import('@bootpay/server-rest-client/sandbox').then(({ startSandbox }) => startSandbox())`
    const program = `${load}\n${start}.then((sandbox) => {${shop}})`
    const output = await succeed('node', [`--input-type=${type}`, '-e', program], { cwd: folder })
    expect(output).toBe('1000 1\n')
  })
})
