import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterEach } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

export interface Ended {
  code: number | null
  output: string
  errors: string
}

/** The environment of the tests, without keys. */
function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(BOOTPAY_|CARD_|FORCE_COLOR|NODE_OPTIONS)/.test(name),
  )
  return { ...Object.fromEntries(inherited), ...more }
}

export function start(file: string, args: string[] = [], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: environment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended: Ended = { code: null, output: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.errors += text
  })
  const end = new Promise<Ended>((done) =>
    child.once('close', (code) => {
      running.delete(child)
      done({ ...ended, code })
    }),
  )
  return { child, end, ended }
}

export async function run(
  file: string,
  args: string[] = [],
  more: Record<string, string> = {},
): Promise<Ended> {
  return start(file, args, more).end
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resume) => setTimeout(resume, 10))
}
