import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../src/sandbox'
import { installed, manifest } from '../support/installed'
import { evaluate, run } from '../support/run'

let consumer: string
beforeAll(async () => {
  ;({ consumer } = await installed())
})

const name = manifest.name as string

describe('the package loads', () => {
  it('by require, by import, from the deep path of 1.1.2, always as the very same Bootpay', async () => {
    const same = await evaluate(
      `
      import { createRequire } from 'node:module'
      import { Bootpay, RestClient, BootpayClient } from '${name}'
      import pkg from '${name}'
      import * as all from '${name}'
      import deep from '${name}/dist/bootpay'
      import deepFile, { Bootpay as deepNamed } from '${name}/dist/bootpay.js'
      const require = createRequire('${consumer}/app.js')
      const late = await import('${name}')
      const found = {
        RestClient, deepNamed,
        'default import': pkg.Bootpay, 'default RestClient': pkg.RestClient,
        'all.Bootpay': all.Bootpay, 'all.default': all.default.Bootpay, 'import()': late.Bootpay,
        'deep path': deep.Bootpay, 'deep file': deepFile.Bootpay,
        require: require('${name}').Bootpay, 'require RestClient': require('${name}').RestClient,
        'require deep path': require('${name}/dist/bootpay').Bootpay,
        'require deep file': require('${name}/dist/bootpay.js').Bootpay,
      }
      const odd = Object.keys(found).filter((name) => found[name] !== Bootpay)
      console.log(JSON.stringify({ odd, isClient: Bootpay instanceof BootpayClient }))
      `,
      consumer,
      'module',
    )
    expect(same).toEqual({ odd: [], isClient: true })
  })

  it('with the same names by require and by import', async () => {
    const [required, imported] = [
      await evaluate(`console.log(JSON.stringify(Object.keys(require('${name}')).sort()))`, consumer),
      await evaluate(
        `import * as all from '${name}'; console.log(JSON.stringify(Object.keys(all).sort()))`,
        consumer,
        'module',
      ),
    ]
    expect(imported).toEqual([...required, 'default'].sort())
    expect(required).toContain('Bootpay')
  })

  it('with errors that are instances of one class, whichever way they came', async () => {
    const caught = await evaluate(
      `
      import { createRequire } from 'node:module'
      import { Bootpay, BootpayError, isBootpayError } from '${name}'
      const required = createRequire('${consumer}/app.js')('${name}')
      const error = await required.Bootpay.verify('').catch((error) => error)
      console.log(JSON.stringify([error instanceof BootpayError, error instanceof required.BootpayError, isBootpayError(error)]))
      `,
      consumer,
      'module',
    )
    expect(caught).toEqual([true, true, true])
  })

  it('with the sandbox by require and by import', async () => {
    const same = await evaluate(
      `
      import { createRequire } from 'node:module'
      import { startSandbox } from '${name}/sandbox'
      import sandbox from '${name}/sandbox'
      const required = createRequire('${consumer}/app.js')('${name}/sandbox')
      console.log(JSON.stringify([sandbox.startSandbox === startSandbox, required.startSandbox === startSandbox]))
      `,
      consumer,
      'module',
    )
    expect(same).toEqual([true, true])
  })

  it('with its package.json', async () => {
    const version = await evaluate(
      `console.log(JSON.stringify(require('${name}/package.json').version))`,
      consumer,
    )
    expect(version).toBe(manifest.version)
  })

  it.each(['dist/sandbox.js', 'dist/bootpay.mjs', 'src/index.ts', 'dist'])(
    'but not from %s',
    async (path) => {
      const { code, stderr } = await run(process.execPath, ['--eval', `require('${name}/${path}')`], {
        cwd: consumer,
      })
      expect(code).toBe(1)
      expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
    },
  )
})

describe('imports that a compiler turned into require', () => {
  const source = `
    import bootpay from '${name}'
    import { Bootpay } from '${name}'
    import * as all from '${name}'
    import deep from '${name}/dist/bootpay'
    import sandbox from '${name}/sandbox'
    console.log(JSON.stringify([bootpay.Bootpay, bootpay.RestClient, all.Bootpay, deep.Bootpay].map((one) => one === Bootpay).concat(typeof sandbox.startSandbox)))`

  it.each([
    ['with esModuleInterop', true],
    ['without', false],
  ])('by TypeScript %s find the package', async (_name, esModuleInterop) => {
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop },
    })
    expect(outputText).toContain('require(')
    expect(await evaluate(outputText, consumer)).toEqual([true, true, true, true, 'function'])
  })

  it('by esbuild find the package', async () => {
    const { transform } = await import('esbuild')
    const { code } = await transform(source, { format: 'cjs', loader: 'js' })
    expect(await evaluate(code, consumer)).toEqual([true, true, true, true, 'function'])
  })
})

describe('what loading costs', () => {
  const report = `
    const modules = () => process.moduleLoadList.filter((one) => /^NativeModule (http|https|tls|net|zlib)$/.test(one))
    const before = { modules: modules(), globals: Reflect.ownKeys(globalThis).length, listeners: process.eventNames().length }`
  const counted = `{
      files: Object.keys(cache).map((file) => file.slice(file.lastIndexOf('/node_modules/') + 14)),
      modules: modules().filter((one) => !before.modules.includes(one)),
      globals: Reflect.ownKeys(globalThis).length - before.globals,
      listeners: process.eventNames().length - before.listeners,
    }`

  it('by require is one file, and neither axios nor https', async () => {
    const cost = await evaluate(
      `${report}; require('${name}').Bootpay; const { cache } = require; console.log(JSON.stringify(${counted}))`,
      consumer,
    )
    expect(cost).toEqual({ files: [`${name}/dist/bootpay.js`], modules: [], globals: 0, listeners: 0 })
  })

  it('by import is that file and the two small ones beside it', async () => {
    const cost = await evaluate(
      `import { createRequire } from 'node:module'
       ${report}; await import('${name}'); const { cache } = createRequire('${consumer}/app.js'); console.log(JSON.stringify(${counted}))`,
      consumer,
      'module',
    )
    expect(cost).toEqual({
      files: [`${name}/dist/bootpay.import.js`, `${name}/dist/bootpay.js`],
      modules: [],
      globals: 0,
      listeners: 0,
    })
  })

  const axiosIsLoaded = `Object.keys(require.cache).some((file) => file.includes('/node_modules/axios/'))`

  it('by setConfig is axios, as soon as the program has nothing else to do', async () => {
    const loaded = await evaluate(
      `const { Bootpay } = require('${name}')
       Bootpay.setConfig('app', 'key')
       const seen = [${axiosIsLoaded}]
       setTimeout(() => console.log(JSON.stringify([...seen, ${axiosIsLoaded}])), 50)`,
      consumer,
    )
    expect(loaded).toEqual([false, true])
  })

  it('by a call is axios, and the process ends by itself after it', async () => {
    const sandbox = await startSandbox()
    try {
      const { receipt_id } = sandbox.pay({ price: 1000 })
      const { code, stdout } = await run(
        process.execPath,
        [
          '--eval',
          `const { Bootpay } = require('${name}')
           Bootpay.setConfig('${sandbox.applicationId}', '${sandbox.privateKey}', 'production', { baseUrl: '${sandbox.url}' })
           const call = Bootpay.verify('${receipt_id}')
           const begun = ${axiosIsLoaded}
           call.then(({ data }) => {
             const answered = performance.now()
             // The sandbox closes an idle connection after five seconds: less means that none was waited for.
             process.on('exit', () => console.log(data.price, begun, performance.now() - answered < 2500))
           })`,
        ],
        { cwd: consumer },
      )
      expect([code, stdout]).toEqual([0, '1000 true true\n'])
    } finally {
      await sandbox.close()
    }
  })

  it('writes nothing, whatever DEBUG says', async () => {
    const { code, stdout, stderr } = await run(process.execPath, ['--eval', `require('${name}').Bootpay`], {
      cwd: consumer,
      env: { DEBUG: '*' },
    })
    expect([code, stdout, stderr]).toEqual([0, '', ''])
  })
})
