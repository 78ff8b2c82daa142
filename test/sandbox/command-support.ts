import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { cleanEnvironment } from '../support/environment'

/** A folder with a space in its name, in which the command, the preload and the sandbox lie as in `dist`. */
export const folder = mkdtempSync(join(tmpdir(), 'bootpay sandbox-'))
export const command = join(folder, 'sandbox-command.js')
export const register = join(folder, 'sandbox-register.js')

const source = join(__dirname, '../../src/sandbox')
const running: ChildProcess[] = []

beforeAll(async () => {
  await build({
    entryPoints: {
      'sandbox-command': join(source, 'command/index.ts'),
      'sandbox-register': join(source, 'register/index.ts'),
      sandbox: join(source, 'index.ts'),
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outdir: folder,
    plugins: [
      {
        name: 'sandbox-beside',
        setup(build) {
          build.onResolve({ filter: /^\.\.\/index$/ }, ({ importer }) =>
            /[\\/](command|register)[\\/]/.test(importer)
              ? { path: './sandbox.js', external: true }
              : undefined,
          )
        },
      },
    ],
  })
})

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

afterAll(() => rmSync(folder, { recursive: true }))

export interface StartOptions {
  env?: Record<string, string>
  input?: string
  cwd?: string
}

/** Starts Node with these arguments. */
export function start(args: readonly string[], { env, input, cwd = folder }: StartOptions = {}) {
  const child = spawn(process.execPath, args, { cwd, env: cleanEnvironment(env), stdio: 'pipe' })
  running.push(child)
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text))
  child.stdin.on('error', () => {}).end(input)
  const printed = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(output.out)) await once(child.stdout, 'data')
    return pattern.exec(output.out)?.[0] ?? ''
  }
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
  }))
  return { child, printed, ended }
}

/** Starts the command. */
export const run = (...args: string[]) => start([command, ...args])
