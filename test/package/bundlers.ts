import { basename, dirname } from 'node:path'
import { promisify } from 'node:util'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import { nodeResolve, type RollupNodeResolveOptions } from '@rollup/plugin-node-resolve'
import * as esbuild from 'esbuild'
import { rollup } from 'rollup'
import * as vite from 'vite'
import webpack from 'webpack'

/** Writes an application and all that it imports, but for Node's own modules, into one file. */
export type Bundle = (entry: string, outfile: string) => Promise<unknown>

/** The bundlers with the settings that their guides give for Node, by the kind of file that comes out. */
export const bundlers: { name: string; extension: 'cjs' | 'mjs'; bundle: Bundle }[] = [
  { name: 'esbuild, CommonJS', extension: 'cjs', bundle: byEsbuild({ format: 'cjs' }) },
  {
    name: 'esbuild, CommonJS, minified',
    extension: 'cjs',
    bundle: byEsbuild({ format: 'cjs', minify: true }),
  },
  { name: 'esbuild, ES module', extension: 'mjs', bundle: byEsbuild({ format: 'esm' }) },
  {
    name: 'esbuild, ES module, minified',
    extension: 'mjs',
    bundle: byEsbuild({ format: 'esm', minify: true }),
  },
  {
    name: 'webpack, CommonJS',
    extension: 'cjs',
    bundle: byWebpack({ output: { library: { type: 'commonjs2' } } }),
  },
  {
    name: 'webpack, ES module',
    extension: 'mjs',
    bundle: byWebpack({ output: { library: { type: 'module' } }, experiments: { outputModule: true } }),
  },
  { name: 'Rollup, CommonJS', extension: 'cjs', bundle: byRollup('cjs') },
  { name: 'Rollup, ES module', extension: 'mjs', bundle: byRollup('es') },
  { name: 'Vite for servers', extension: 'mjs', bundle: byVite },
]

function byEsbuild(options: esbuild.BuildOptions): Bundle {
  return (entry, outfile) =>
    esbuild.build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node18',
      logLevel: 'error',
      ...options,
    })
}

function byWebpack({ output, ...options }: webpack.Configuration): Bundle {
  return async (entry, outfile) => {
    const compiler = webpack({
      entry,
      mode: 'production',
      target: 'node18',
      // It takes ten seconds for what esbuild does in one.
      optimization: { minimize: false },
      output: { path: dirname(outfile), filename: basename(outfile), ...output },
      ...options,
    })
    const stats = await promisify(compiler.run.bind(compiler))()
    await promisify(compiler.close.bind(compiler))()
    if (stats?.hasErrors()) throw new Error(stats.toString('errors-only'))
  }
}

function byRollup(format: 'cjs' | 'es' | 'iife', resolve: RollupNodeResolveOptions = {}): Bundle {
  return async (input, file) => {
    const bundle = await rollup({
      input,
      plugins: [nodeResolve({ preferBuiltins: true, ...resolve }), commonjs(), json()],
      // axios' dependencies import each other in circles.
      onwarn: () => {},
    })
    await bundle.write({ file, format, name: 'application', exports: 'auto' })
    await bundle.close()
  }
}

async function byVite(entry: string, outfile: string) {
  await vite.build({
    configFile: false,
    root: dirname(entry),
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      target: 'node18',
      outDir: dirname(outfile),
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: basename(outfile) } },
    },
  })
}

/** The same bundlers with the settings that their guides give for browsers; each writes a script. */
export const browserBundlers: { name: string; bundle: Bundle }[] = [
  { name: 'esbuild', bundle: byEsbuild({ platform: 'browser', format: 'iife', target: 'es2022' }) },
  {
    name: 'webpack',
    bundle: byWebpack({ target: ['web', 'es2022'], output: {} }),
  },
  { name: 'Rollup', bundle: byRollup('iife', { browser: true }) },
  { name: 'Vite', bundle: byViteForBrowsers },
]

async function byViteForBrowsers(entry: string, outfile: string) {
  await vite.build({
    configFile: false,
    root: dirname(entry),
    logLevel: 'error',
    build: {
      outDir: dirname(outfile),
      emptyOutDir: false,
      modulePreload: { polyfill: false },
      rollupOptions: { input: entry, output: { format: 'iife', entryFileNames: basename(outfile) } },
    },
  })
}
