import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox'
import { readDocument } from '../readme/document'
import { installed, manifest, project } from '../support/installed'
import { type Ids, type MethodName, methodNames, methods, sampleIds } from '../support/methods'
import { succeed } from '../support/run'
import { bundlers } from './bundlers'

const name = manifest.name as string
const end = readFileSync(join(import.meta.dirname, 'bundled-shop.js'), 'utf8')

/** An application loads the package in each way that there is; `legacy.cjs` is its half that uses `require`. */
const shops = {
  'shop.mjs': `
    import { Bootpay, BootpayError, parseFeedback } from '${name}'
    import bootpay from '${name}'
    import deep, { RestClient } from '${name}/dist/bootpay.js'
    import { startSandbox } from '${name}/sandbox'
    import sandboxes from '${name}/sandbox'
    import legacy from './legacy.cjs'
    const clients = [bootpay.Bootpay, deep.Bootpay, RestClient, ...legacy.clients]
    const starters = [sandboxes.startSandbox, ...legacy.starters]`,
  'shop.cjs': `
    const { Bootpay, BootpayError, parseFeedback } = require('${name}')
    const { startSandbox } = require('${name}/sandbox')
    const { clients, starters } = require('./legacy.cjs')`,
}
const legacy = `
    exports.clients = [
      require('${name}').RestClient,
      require('${name}').default.Bootpay,
      require('${name}/dist/bootpay').Bootpay,
    ]
    exports.starters = [require('${name}/sandbox').startSandbox]`

let consumer: string
let sandbox: Sandbox
let elsewhere: string

beforeAll(async () => {
  ;({ consumer } = await installed())
})
beforeEach(async () => {
  elsewhere = mkdtempSync(join(tmpdir(), 'bootpay-bundle-'))
  sandbox = await startSandbox()
  return async () => {
    await sandbox.close()
    rmSync(elsewhere, { recursive: true })
  }
})

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** The application's folder, within the folder into which the package was installed. */
function application(files: Record<string, string>): string {
  const folder = mkdtempSync(join(consumer, 'shop-'))
  folders.push(folder)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}

/** What the bundle printed, run in a folder that holds nothing else. */
async function reported(outfile: string, argument: object): Promise<any> {
  expect(readdirSync(elsewhere)).toHaveLength(1)
  return JSON.parse(await succeed(process.execPath, [outfile, JSON.stringify(argument)], { cwd: elsewhere }))
}

const idsOf = (method: MethodName) =>
  Object.fromEntries(
    Object.entries(sampleIds).map(([key, id]) => [key, `${id}-of-${method}`]),
  ) as unknown as Ids

/** One sample call of each method, after what it needs in order to succeed. */
function preparedCalls() {
  return methodNames.map((method) => {
    const ids = idsOf(method)
    methods[method].prepare?.(sandbox, ids)
    return [method, methods[method].samples(ids)[0]] as const
  })
}

async function expectToPay(outfile: string) {
  const calls = preparedCalls()
  const { url, applicationId, privateKey } = sandbox
  const feedback = { receipt_id: 'r-1', price: 1000, status: 1, private_key: privateKey }
  const unknownReceipt = 'receipt-that-is-not-there'
  const report = await reported(outfile, { url, applicationId, privateKey, calls, unknownReceipt, feedback })
  for (const method of methodNames) {
    const data = methods[method].answer(idsOf(method))
    expect(report.answers[method]).toMatchObject({ status: 200, ...(data !== undefined && { data }) })
  }
  expect(report.error).toMatchObject({
    isBootpayError: true,
    fields: { status: 500, code: -2100, message: expect.any(String) },
    name: 'BootpayApiError',
    type: 'api',
    method: 'verify',
    outcomeUnknown: false,
  })
  expect(report.className).toBe('BootpayClient')
  expect(report.intercepted).toBe(2)
  expect(report.throughAxios).toMatchObject(methods.verify.answer(idsOf('verify')) as object)
  expect(report.authentic).toEqual([true, false])
  expect(report).toMatchObject({ sandbox: 200, globalRequire: 'undefined' })
  expect(report.isOne.length).toBeGreaterThan(3)
  expect(report.isOne).not.toContain(false)
}

/** Every copy of the package would bring this name. */
const copiesIn = (outfile: string) =>
  readFileSync(outfile, 'utf8').split('bootpay-backend-nodejs.error').length - 1

describe.each(bundlers)(
  'an application bundled by $name pays in an empty folder',
  ({ bundle, extension }) => {
    it.each(Object.entries(shops))(
      'through one Bootpay, loaded in every way by %s',
      async (file, start) => {
        const folder = application({ [file]: start + end, 'legacy.cjs': legacy })
        const outfile = join(elsewhere, `shop.${extension}`)
        await bundle(join(folder, file), outfile)
        expect(copiesIn(outfile)).toBe(1)
        await expectToPay(outfile)
      },
      60_000,
    )
  },
)

describe('the commands of the guide', () => {
  const commands = readDocument('bundling', 'ko').blocks.map(({ code }) => code.trim())
  const server =
    readDocument('README', 'ko').blocks.find(({ code }) => code.includes('listen(3000)'))?.code ?? ''

  it.each(commands)(
    'bundle the Express server of the README: %s',
    async (command) => {
      const started = server.replace(
        'listen(3000)',
        "listen(0, () => { console.log('listens'); process.exit() })",
      )
      expect(started).not.toBe(server)
      const folder = application({ 'server.js': started })
      const outfile = join(elsewhere, /--outfile=(\S+)/.exec(command)?.[1] ?? '')
      const bin = join(project, 'node_modules/.bin/esbuild')
      const bundling = command.replace('npx esbuild', bin).replace(/--outfile=\S+/, `--outfile=${outfile}`)
      // Express is installed in the project, not beside the package.
      const env = { NODE_PATH: join(project, 'node_modules') }
      await succeed('sh', ['-c', bundling], { cwd: folder, env })
      expect(await succeed(process.execPath, [outfile], { cwd: elsewhere })).toBe('listens\n')
    },
    60_000,
  )
})

describe('an ES module that esbuild bundles without the condition `module`', () => {
  it('says by its errors which module it cannot load, and sends nothing', async () => {
    const folder = application({
      'shop.mjs': `
        import { Bootpay, parseFeedback } from '${name}'
        const errors = []
        const keep = ({ type, message, outcomeUnknown }) => errors.push({ type, message, outcomeUnknown })
        Bootpay.setConfig('app', 'key', 'production', { baseUrl: 'http://127.0.0.1:1' })
        Bootpay.$token = 'token'
        await Bootpay.cancel({ receiptId: 'r1' }).catch(keep)
        try {
          parseFeedback({ receipt_id: 'r1', price: 1, status: 1, private_key: 'key' }, { privateKey: 'key' })
        } catch (error) {
          keep(error)
        }
        console.log(JSON.stringify(errors))`,
    })
    const outfile = join(elsewhere, 'shop.mjs')
    await esbuild.build({
      entryPoints: [join(folder, 'shop.mjs')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['worker'],
      logLevel: 'error',
    })
    const named = (module: string) => ({
      type: 'config',
      outcomeUnknown: false,
      message: expect.stringContaining(`the module ${module} could not be loaded`),
    })
    expect(await reported(outfile, {})).toEqual([named('axios'), named('node:crypto')])
  })
})
