import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { open } from './support'

// Each test starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let folder: string
let command: string
const running: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bootpay-sandbox-'))
  command = join(folder, 'command.cjs')
  const entry = join(__dirname, '../../src/sandbox/command.ts')
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', outfile: command })
})

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})

afterAll(() => rm(folder, { recursive: true }))

function run(...args: string[]) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += chunk))
  child.stderr.on('data', (chunk) => (output.err += chunk))
  const printed = async (pattern: RegExp): Promise<string> => {
    while (!pattern.test(output.out)) await once(child.stdout, 'data')
    return pattern.exec(output.out)?.[0] ?? ''
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  return { child, printed, ended }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'it prints what to paste, logs requests, and ends cleanly on %s',
  async (signal) => {
    const { child, printed, ended } = run('--port', '0')
    const line = await printed(
      /Bootpay\.setConfig\('[0-9a-f]{24}', '[^']{44}', 'production', \{ baseUrl: '[^']+' \}\)/,
    )
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? ''
    expect((await fetch(`${url}/receipt/12345`)).status).toBe(401)
    await fetch(`${url}/receipt/%1B%5B31m%0Afake`)
    await printed(/fake/)
    child.kill(signal)
    const { code, out, err } = await ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`${url}/`)
    expect(out).toMatch(/\d\d:\d\d:\d\d GET {4}\/receipt\/12345 401 code -99\d+/)
    expect(out).toContain('/receipt/\\u{1b}[31m\\u{a}fake')
  },
)

test.each([
  [['--nonsense'], /--nonsense/],
  [['extra'], /extra/],
  [['--port'], /--port/],
  [['--port=many'], /--port/],
  [['--port', 'many'], /--port/],
  [['--help=me'], /--help=me/],
  [['--port', '70000'], /--port/],
  [['--feedback-url', 'nowhere'], /--feedback-url/],
  [['--feedback-url', 'ftp://127.0.0.1/'], /--feedback-url/],
  [['--feedback-url', 'https://shop.example/'], /--allow-remote-feedback/],
] as const)('%j is one clear line and exit code 2', async (args, named) => {
  const { code, out, err } = await run(...args).ended
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(named)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('a port in use is one clear line and exit code 1', async () => {
  const { sandbox } = await open()
  const { port } = new URL(sandbox.url)
  const { code, err } = await run('--port', port).ended
  expect(code).toBe(1)
  expect(err).toContain(port)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('--help names every option', async () => {
  const { code, out } = await run('--help').ended
  expect(code).toBe(0)
  for (const option of ['--port', '--feedback-url', '--allow-remote-feedback']) expect(out).toContain(option)
})
