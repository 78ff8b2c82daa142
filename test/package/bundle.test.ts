import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox'
import { installed } from './installed'
import { succeed } from './run'

let sandbox: Sandbox
let consumer: string
const elsewhere = mkdtempSync(join(tmpdir(), 'bootpay-bundle-'))

beforeAll(async () => {
  ;({ consumer } = await installed())
  sandbox = await startSandbox()
})
afterAll(async () => {
  await sandbox.close()
  rmSync(elsewhere, { recursive: true })
})

/** A shop that looks a payment up, and gives half of it back through axios. */
const shop = `
  const [url, applicationId, privateKey, receiptId] = process.argv.slice(2)
  Bootpay.setConfig(applicationId, privateKey, 'production', { baseUrl: url })
  async function main() {
    const token = await Bootpay.getAccessToken()
    const { data } = await Bootpay.verify(receiptId)
    let passed = 0
    Bootpay.$http.interceptors.request.use((config) => { passed++; return config })
    const { data: { remain_price } } = await Bootpay.cancel({ receiptId, price: data.price / 2 })
    console.log(token.status, data.price, remain_price, passed)
  }
  main()`

describe('an application bundled into one file, in a folder without node_modules, still pays', () => {
  it.each([
    { format: 'cjs', extension: 'cjs', load: `const { Bootpay } = require('bootpay-backend-nodejs')` },
    { format: 'cjs', extension: 'cjs', load: `import { Bootpay } from 'bootpay-backend-nodejs'` },
    {
      format: 'cjs',
      extension: 'cjs',
      load: `import pkg from 'bootpay-backend-nodejs'; const { Bootpay } = pkg`,
    },
    { format: 'esm', extension: 'mjs', load: `import { Bootpay } from 'bootpay-backend-nodejs'` },
    {
      format: 'esm',
      extension: 'mjs',
      load: `import pkg from 'bootpay-backend-nodejs'; const { Bootpay } = pkg`,
    },
  ] as const)('as $format from: $load', async ({ format, extension, load }) => {
    const outfile = join(elsewhere, `shop.${extension}`)
    writeFileSync(join(consumer, 'shop.js'), load + shop)
    await build({
      entryPoints: [join(consumer, 'shop.js')],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node18',
      format,
      minify: true,
      logLevel: 'error',
      // What every guide to bundling for Node gives to dependencies written in CommonJS.
      ...(format === 'esm' && {
        banner: {
          js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
        },
      }),
    })
    expect(readdirSync(elsewhere)).toEqual([`shop.${extension}`])

    const { receipt_id } = sandbox.pay({ price: 1000 })
    const args = [outfile, sandbox.url, sandbox.applicationId, sandbox.privateKey, receipt_id]
    expect(await succeed(process.execPath, args, { cwd: elsewhere })).toBe('200 1000 500 1\n')
    rmSync(outfile)
  })
})
