import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { flags } from '../../src/sandbox/command/flags'
import { run } from './command-support'
import { open } from './support'

// Each test starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

test.each(['SIGINT', 'SIGTERM'] as const)(
  'bootpay-sandbox prints what to paste, logs requests, and ends cleanly on %s',
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

test('it goes on when its log is read no more', async () => {
  const { child, printed, ended } = run('--port', '0')
  const url = await printed(/http:\/\/127\.0\.0\.1:\d+/)
  child.stdout.destroy()
  for (const path of ['/receipt/1', '/receipt/2', '/receipt/3']) {
    expect((await fetch(url + path)).status).toBe(401)
  }
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, err: '' })
})

test.each([
  [['--nonsense'], /--nonsense/],
  [['extra'], /extra/],
  [['--port'], /--port/],
  [['--port=many'], /--port/],
  [['--seed', '--', 'node', '--version'], /--seed.*needs a value/],
  [['--order-id', '--quiet', '--', 'node'], /--order-id.*needs a value/],
  [['--port', 'many'], /--port/],
  [['--help=me'], /--help=me/],
  [['--'], /--/],
  [['--port', '0', '--'], /--/],
  [['--quiet=yes', '--', 'node'], /--quiet/],
  [['--port', '70000'], /--port/],
  [['--record', '/no/such/folder/file', '--port', '0'], /--record/],
  [['--merchants', 'all'], /--merchants/],
  [['--price', '1000'], /--accept-unknown/],
  [['--order-id', 'order-1'], /--accept-unknown/],
  [['--accept-unknown', '--price', '1,000'], /--price/],
  [['--accept-unknown', '--price', '0'], /price/],
  [['--seed', 'nowhere.json'], /nowhere\.json/],
  [['--seed', 'nowhere.json', '--', 'node', '--version'], /nowhere\.json/],
  [['--feedback-url', 'nowhere'], /--feedback-url/],
  [['--feedback-url', 'ftp://127.0.0.1/'], /--feedback-url/],
  [['--feedback-url', 'https://shop.example/'], /--allow-remote-feedback/],
] as const)('bootpay-sandbox with %j prints one line and exits with code 2', async (args, named) => {
  const { code, out, err } = await run(...args).ended
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(named)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('bootpay-sandbox on a port in use prints one line and exits with code 1', async () => {
  const { sandbox } = await open()
  const { port } = new URL(sandbox.url)
  const { code, err } = await run('--port', port).ended
  expect(code).toBe(1)
  expect(err).toContain(port)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('bootpay-sandbox --version prints the version of the package, and nothing else', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'))
  expect(await run('--version').ended).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
})

test('bootpay-sandbox --help names every option', async () => {
  const { code, out } = await run('--help').ended
  expect(code).toBe(0)
  for (const { name } of flags) expect(out).toContain(` ${name} `)
  for (const exitCode of ['0', '1', '2', '126', '127'])
    expect(out).toMatch(new RegExp(`^  ${exitCode} `, 'm'))
})
