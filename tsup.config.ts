import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import typescript from 'typescript'

/** What users import. Each is one CommonJS file, so that `require` and `import` share one state in Node. */
const entries = { bootpay: 'src/index.ts', sandbox: 'src/sandbox/index.ts' }
/** For `node --require` and `--import`: CommonJS alone, because each thread of each process loads it first. */
const preload = { 'sandbox-register': 'src/sandbox/register/index.ts' }

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** Comments are for the declarations and for readers of the source; every process that pays would parse them. */
const withoutComments: Plugin = {
  name: 'without-comments',
  setup(build) {
    build.onLoad({ filter: /src\/.*\.ts$/ }, ({ path }) => {
      const { outputText } = typescript.transpileModule(readFileSync(path, 'utf8'), {
        compilerOptions: {
          target: typescript.ScriptTarget.ES2022,
          module: typescript.ModuleKind.ESNext,
          removeComments: true,
        },
      })
      return { contents: outputText, loader: 'js' }
    })
  },
}

/** The command and the preload run the sandbox that lies beside them, and bring no second copy. */
const sandboxBeside: Plugin = {
  name: 'sandbox-beside',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/index$/ }, ({ importer }) =>
      /sandbox\/(command|register)\//.test(importer) ? { path: './sandbox.js', external: true } : undefined,
    )
  },
}

/** The ES module build loads by static imports, and leaves `global-require.ts` a file of its own, which runs before axios. */
const staticImports: Plugin = {
  name: 'static-imports',
  setup(build) {
    build.onResolve({ filter: /\/load$/ }, () => ({ path: resolve('src/core/load-static.ts') }))
    build.onResolve({ filter: /^\.\/global-require$/ }, () => ({
      path: './bootpay.require.mjs',
      external: true,
    }))
  },
}

// Not tsup's own `clean`: it runs late enough to take the declarations written below with it.
rmSync('dist', { recursive: true, force: true })

const globalRequire = 'src/core/global-require.ts'
// Shorter code, in which a stack trace still leads to readable lines.
const common: Options = { target: 'node18', splitting: false, platform: 'node', minifySyntax: true }

export default defineConfig([
  {
    ...common,
    entry: { ...entries, ...preload, 'sandbox-command': 'src/sandbox/command/index.ts' },
    format: 'cjs',
    dts: { entry: { ...entries, ...preload } },
    esbuildPlugins: [withoutComments, sandboxBeside],
    // `import bootpay from …`, compiled to CommonJS by TypeScript or Babel, reads `default`.
    footer: { js: "Object.defineProperty(module.exports, 'default', { value: module.exports });" },
    async onSuccess() {
      for (const name of Object.keys(entries)) writeModule(name)
      writeSandboxBundle()
      writeBrowserStub()
    },
  },
  {
    ...common,
    // One for each: a module runs once, however many import it.
    entry: {
      'bootpay.bundle': 'src/bundle.ts',
      'bootpay.require': globalRequire,
      'sandbox.require': globalRequire,
    },
    format: 'esm',
    esbuildPlugins: [withoutComments, staticImports],
    // A bundler writes it anew anyway. What users see of names is set where they are made.
    minify: true,
    // Korean as it is: escaped, it takes twice the bytes.
    esbuildOptions(options) {
      options.charset = 'utf8'
    },
  },
])

/**
 * The ES module beside `dist/<name>.js`: it hands on the same objects, by name and as the default. It imports
 * `<name>.import.js`, which is one line: Node scans a CommonJS file that a module imports for export names, and
 * scanning the whole package would double the load time.
 */
function writeModule(name: string) {
  const names = namesIn(name).join(', ')
  writeFileSync(`dist/${name}.import.js`, `exports.all = require('./${name}.js')\n`)
  writeFileSync(
    `dist/${name}.mjs`,
    `import { all } from './${name}.import.js'\nexport const { ${names} } = all\nexport default all\n`,
  )
  writeFileSync(
    `dist/${name}.d.mts`,
    `import * as all from './${name}.js'\nexport * from './${name}.js'\nexport default all\n`,
  )
}

/** Bundlers get the sandbox as the same CommonJS file, which requires Node's modules while it is loaded. */
function writeSandboxBundle() {
  const lines = [
    `import { removeGlobalRequire } from './sandbox.require.mjs'`,
    `import all from './sandbox.js'`,
    'removeGlobalRequire()',
    'export const { startSandbox } = all',
    'export default all',
  ]
  writeFileSync('dist/sandbox.bundle.mjs', `${lines.join('\n')}\n`)
}

/**
 * What bundlers for browsers get in place of the package. It has every name, because they stop at one that is missing
 * before anything is said, and gives each by a call, because they keep no module of constants.
 */
function writeBrowserStub() {
  const korean =
    'Private Key는 절대로 브라우저에 있으면 안 됩니다. 누구나 읽어서 결제를 취소할 수 있습니다. bootpay-backend-nodejs는 서버(Node.js)의 코드에서만 불러오세요'
  const english =
    'the private key must never be in a browser, where anyone can read it and cancel payments. Load bootpay-backend-nodejs in code for the server (Node.js) only'
  const lines = [
    'function refuse() {',
    `  throw new Error(${JSON.stringify(`${korean} (${english})`)})`,
    '}',
    ...namesIn('bootpay').map((name) => `export const ${name} = refuse()`),
    'export default refuse()',
  ]
  writeFileSync('dist/bootpay.browser.mjs', `${lines.join('\n')}\n`)
}

function namesIn(name: string): string[] {
  const file = resolve('dist', `${name}.js`)
  return Object.keys(createRequire(file)(file))
}
