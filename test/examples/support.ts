import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterEach } from 'vitest'
import { cleanEnvironment } from '../support/environment'

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

export function start(file: string, args: string[] = [], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: cleanEnvironment(more),
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
