import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { freePort } from '../support/free-port.mjs'
import { command, folder, register, run, start } from './command-support'

// Each test starts processes, which take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const node = process.execPath
const requestToken = `fetch('https://api.bootpay.co.kr/request/token', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ application_id: process.env.APP ?? 'app', private_key: process.env.KEY ?? 'key' }),
})`
/** A program that asks the gateway for a token and prints the status. */
const ask = `${requestToken}.then(({ status }) => console.log('status', status))`
/** A program that looks a receipt up and prints its price and order id. */
const verify = (id: string) => `${requestToken}.then(async (answer) => {
  const { token: authorization } = (await answer.json()).data
  const receipt = await fetch('https://api.bootpay.co.kr/receipt/${id}', { headers: { authorization } })
  const { data } = await receipt.json()
  console.log(data?.price, data?.order_id)
})`

function program(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

test('a command runs with its arguments and standard streams, and its exit code is that of bootpay-sandbox', async () => {
  const file = program(
    'streams.js',
    `process.stdin.on('data', (text) => process.stdout.write(text + process.argv.slice(2).join('|')))
     process.stdin.on('end', () => { console.error('to stderr'); process.exitCode = 7 })`,
  )
  const { ended } = start([command, '--quiet', '--', node, file, '--port', '*', 'a b'], { input: 'input ' })
  expect(await ended).toMatchObject({ code: 7, out: 'input --port|*|a b', err: 'to stderr\n' })
})

test('the requests of a command arrive at the sandbox, announced before and summed up after it', async () => {
  const { code, out, err } = await run('--', node, '--eval', ask).ended
  expect({ code, out }).toEqual({ code: 0, out: 'status 200\n' })
  const [before, ...after] = err.trimEnd().split('\n')
  expect(before).toMatch(/^bootpay-sandbox: 장부 http:\/\/127\.0\.0\.1:\d+\/ .*no money moves/)
  expect(after).toEqual(['bootpay-sandbox: 끝났습니다 (ended)', '  요청 (requests)    1: getAccessToken 1'])
})

test('--quiet prints nothing of its own', async () => {
  const { code, out, err } = await run('--quiet', '--', node, '--eval', ask).ended
  expect({ code, out, err }).toEqual({ code: 0, out: 'status 200\n', err: '' })
})

test('the summary counts requests by function, payments, cancels, refusals and webhooks', async () => {
  const file = program(
    'merchant.js',
    `const call = (method, path, body) => fetch('https://api.bootpay.co.kr' + path, {
       method,
       headers: { 'content-type': 'application/json', authorization: call.token ?? '' },
       body: body && JSON.stringify(body),
     }).then((answer) => answer.json())
     let webhooks = 0
     const server = require('node:http').createServer((request, response) => {
       response.end('OK')
       if (++webhooks === 2) setTimeout(() => server.close(), 300)
     }).listen(0, '127.0.0.1', async () => {
       call.token = (await call('POST', '/request/token', { application_id: 'app', private_key: 'key' })).data.token
       const card = { order_id: '1', pg: 'nicepay', item_name: 'a', card_no: '5570420000000007', card_pw: '12', expire_year: '30', expire_month: '12', identify_number: '900101' }
       const { billing_key } = (await call('POST', '/request/card_rebill', card)).data
       const url = 'http://127.0.0.1:' + server.address().port
       const charge = (price, feedback_url) => call('POST', '/subscribe/billing', { billing_key, item_name: 'a', price, order_id: '1', feedback_url, feedback_content_type: 'json' })
       const { receipt_id } = (await charge(3000, url)).data
       await charge(1500, 'http://127.0.0.1:1/')
       await call('POST', '/cancel', { receipt_id, price: 1000 })
       await call('GET', '/receipt/unknown')
     })`,
  )
  const { code, err } = await run('--', node, file).ended
  expect(code).toBe(0)
  expect(err.split('\n').slice(2, -1)).toEqual([
    '  요청 (requests)    6: getAccessToken 1, requestSubscribeBillingKey 1, requestSubscribeBillingPayment 2, cancel 1, verify 1',
    '  결제 (payments)    2: 4,500원',
    '  취소 (cancels)     1: 1,000원',
    '  거절 (refusals)    1: verify 500 (-2100 unknownReceipt) 1',
    '  웹훅 (webhooks)    3: OK 2, 응답 없음 (not answered) 1',
  ])
})

test('--seed puts payments into the books of every merchant', async () => {
  const seed = program(
    'seed.json',
    JSON.stringify({ receipts: [{ receiptId: 'receipt-of-a-browser', price: 12_000, orderId: 'order-7' }] }),
  )
  const { out } = await run('--quiet', '--seed', seed, '--', node, '--eval', verify('receipt-of-a-browser'))
    .ended
  expect(out).toBe('12000 order-7\n')
})

test('--accept-unknown makes an unknown receipt a paid one, with the price and the order id that are given', async () => {
  const args = ['--', node, '--eval', verify('receipt-of-a-browser')]
  expect((await run('--quiet', ...args).ended).out).toBe('undefined undefined\n')
  expect((await run('--quiet', '--accept-unknown', ...args).ended).out).toMatch(/^1000 /)
  const { out } = await run('--quiet', '--accept-unknown', '--price', '5000', '--order-id=order-7', ...args)
    .ended
  expect(out).toBe('5000 order-7\n')
})

test('--record writes requests and answers as JSON lines, with secrets masked', async () => {
  const file = join(folder, 'record.jsonl')
  await run('--quiet', '--record', file, '--', node, '--eval', ask).ended
  await run('--quiet', '--record', file, '--', node, '--eval', verify('receipt-of-a-browser')).ended
  const text = readFileSync(file, 'utf8')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['POST', '/request/token', 200],
    ['POST', '/request/token', 200],
    ['GET', '/receipt/receipt-of-a-browser', 500],
  ])
  expect(lines[2].answer).toMatchObject({ status: 500, code: -2100 })
  expect(text).not.toMatch(/"key"|[0-9a-f]{64}/)
})

test('--merchants any lets the sandbox alone take the keys of a program that a preload leads there', async () => {
  const { child, printed } = run('--port', '0', '--merchants', 'any')
  const url = await printed(/http:\/\/127\.0\.0\.1:\d+/)
  const { ended } = start(['--require', register, '--eval', ask], { env: { BOOTPAY_SANDBOX_URL: url } })
  expect(await ended).toMatchObject({ code: 0, out: 'status 200\n', err: '' })
  child.kill()
})

test('--port is the port of the sandbox', async () => {
  const port = await freePort()
  const { out } = await run(
    '--quiet',
    '--port',
    `${port}`,
    '--',
    node,
    '--print',
    'process.env.BOOTPAY_SANDBOX_URL',
  ).ended
  expect(out).toBe(`http://127.0.0.1:${port}\n`)
})

test('any application id with a key of its own is a merchant, and another key for it is refused', async () => {
  const text = `${ask}.then(() => { process.env.KEY = 'other'; return ${ask} })`
  const { out, err } = await run('--', node, '--eval', text).ended
  expect(out).toBe('status 200\nstatus 401\n')
  expect(err).toContain('거절 (refusals)    1: getAccessToken 401')
})

test.each([
  [
    'a child with the environment of its parent',
    `require('node:child_process').spawn('node', ['--eval', ask], { stdio: 'inherit' })`,
  ],
  [
    'a child with an environment of its own',
    `require('node:child_process').spawn(process.execPath, ['--eval', ask], { stdio: 'inherit', env: { A: '1' } })`,
  ],
  ['a forked module', `require('node:child_process').fork(file, { env: {}, execArgv: [] })`],
  [
    'a synchronous child with an environment of its own',
    `require('node:child_process').spawnSync(process.execPath, ['--eval', ask], { stdio: 'inherit', env: {} })`,
  ],
  [
    'a file run to its end with an environment of its own',
    `require('node:child_process').execFileSync(process.execPath, ['--eval', ask], { stdio: 'inherit', env: {} })`,
  ],
  [
    'a shell that sets NODE_OPTIONS',
    `require('node:child_process').execSync('NODE_OPTIONS=--no-warnings node ' + JSON.stringify(file), { stdio: 'inherit' })`,
  ],
  [
    'a promised shell with an environment of its own',
    `require('node:util').promisify(require('node:child_process').exec)('node ' + JSON.stringify(file), { env: { PATH: process.env.PATH } }).then(({ stdout }) => process.stdout.write(stdout))`,
  ],
  ['a worker', `new (require('node:worker_threads').Worker)(file)`],
  [
    'a worker with an environment and options of its own',
    `new (require('node:worker_threads').Worker)(file, { env: {}, execArgv: [] })`,
  ],
  [
    'a grandchild without NODE_OPTIONS',
    `require('node:child_process').spawn(process.execPath, ['--eval', 'require("node:child_process").spawn(process.execPath, ["--eval", process.argv[1]], { stdio: "inherit", env: {} })', ask], { stdio: 'inherit', env: {} })`,
  ],
])('%s reaches the sandbox too', async (_, text) => {
  const file = program('asked.js', ask)
  const parent = program(
    'parent.js',
    `const ask = ${JSON.stringify(ask)}; const file = ${JSON.stringify(file)}; ${text}`,
  )
  const { code, out, err } = await run('--', node, parent).ended
  expect({ code, out }).toEqual({ code: 0, out: 'status 200\n' })
  expect(err).toContain('getAccessToken 1')
})

test('npm scripts run on the sandbox, also one that sets NODE_OPTIONS', async () => {
  const project = join(folder, 'npm project')
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'ask.js'), ask)
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'shop',
      scripts: { test: 'NODE_OPTIONS=--no-warnings node ask.js && node ask.js' },
    }),
  )
  const { ended } = start([command, '--quiet', '--', 'npm', '--silent', 'test'], { cwd: project })
  expect(await ended).toMatchObject({ code: 0, out: 'status 200\nstatus 200\n', err: '' })
})

test('a script that sets NODE_OPTIONS and brings a node of its own runs with that node, on the sandbox', async () => {
  const own = join(folder, 'own node')
  mkdirSync(own)
  // As yarn 1 writes it.
  const wrapper = program('own node/node', `#!/bin/sh\necho wrapped\nexec '${node}' "$@"\n`)
  chmodSync(wrapper, 0o700)
  const file = program('asked by a script.js', ask)
  const script = `require('node:child_process').spawn('sh', ['-c', 'NODE_OPTIONS=--no-warnings node "$0"', ${JSON.stringify(file)}], { stdio: 'inherit', env: { ...process.env, PATH: ${JSON.stringify(own)} + ':' + process.env.PATH } })`
  const { out, err } = await run('--', node, '--eval', script).ended
  expect(out).toBe('wrapped\nstatus 200\n')
  expect(err).toContain('getAccessToken 1')
})

test('a command within a command runs on the inner sandbox', async () => {
  const script = program('inner.sh', `NODE_OPTIONS=--no-warnings node --eval "$ASK"`)
  const inside = [node, command, '--', 'sh', script]
  const { ended } = start([command, '--', ...inside], { env: { ASK: ask } })
  const { code, out, err } = await ended
  expect({ code, out }).toEqual({ code: 0, out: 'status 200\n' })
  expect(err.match(/요청 \(requests\).*/g)).toEqual([
    '요청 (requests)    1: getAccessToken 1',
    '요청 (requests)    0',
  ])
})

test('NODE_OPTIONS that are set already stay, before ours', async () => {
  const other = program('other preload.js', 'globalThis.other = true')
  const { ended } = start(
    [command, '--quiet', '--', node, '--print', 'globalThis.other && process.env.NODE_OPTIONS'],
    {
      env: { NODE_OPTIONS: `--no-warnings --require "${other}"` },
    },
  )
  const { out } = await ended
  expect(out).toMatch(/^--no-warnings --require ".+other preload\.js" --require ".+sandbox-register\.js"\n$/)
})

test('a proxy in the environment does not carry requests to the gateway away, and keeps its exceptions', async () => {
  const { ended } = start(
    [
      command,
      '--quiet',
      '--',
      node,
      '--print',
      `${ask}; process.env.NO_PROXY === process.env.no_proxy && process.env.NO_PROXY`,
    ],
    { env: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'intranet.example', NODE_USE_ENV_PROXY: '1' } },
  )
  const { out } = await ended
  expect(out).toContain('intranet.example,api.bootpay.co.kr,stage-api.bootpay.co.kr,dev-api.bootpay.co.kr\n')
  expect(out).toContain('status 200\n')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s goes on to the command, whose end is that of bootpay-sandbox',
  async (signal) => {
    const graceful = `process.on('${signal}', () => { console.log('closing'); process.exit(3) }); setInterval(() => {}, 1000); console.log('ready')`
    const one = run('--', node, '--eval', graceful)
    await one.printed(/ready/)
    one.child.kill(signal)
    expect(await one.ended).toMatchObject({ code: 3, signal: null, out: 'ready\nclosing\n' })

    const other = run('--', node, '--eval', `setInterval(() => {}, 1000); console.log('ready')`)
    await other.printed(/ready/)
    other.child.kill(signal)
    expect(await other.ended).toMatchObject({ code: null, signal })
  },
)

test('Ctrl-C at a terminal reaches the command once', async () => {
  const file = program(
    'interrupted.js',
    `let count = 0
     process.on('SIGINT', () => { count++; setTimeout(() => { console.log('interrupted ' + count); process.exit(4) }, 500) })
     setInterval(() => {}, 1000)
     console.log('ready')`,
  )
  const inside = [process.execPath, command, '--', process.execPath, file]
    .map((part) => `'${part}'`)
    .join(' ')
  // script(1) gives the command a terminal, and hands on what is typed. Its shell steps aside (exec): one that waits
  // beside the command is interrupted too, and ends with 130 whatever the command ends with.
  const child = start([
    '--eval',
    `const child = require('node:child_process').spawn('script', ['-qec', 'exec ' + process.argv[1], '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, SHELL: '/bin/sh' } })
      child.stdout.on('data', (text) => { process.stdout.write(text); if (/ready/.test(text)) child.stdin.write('\\x03') })
      child.on('close', (code) => { process.exitCode = code })`,
    inside,
  ])
  const { code, out } = await child.ended
  expect(out).toContain('interrupted 1')
  expect(code).toBe(4)
})

test('the sandbox ends with the command', async () => {
  const { out } = await run('--quiet', '--', node, '--print', 'process.env.BOOTPAY_SANDBOX_URL').ended
  await expect(fetch(out.trim())).rejects.toThrow()
})

test('no file of a command stays behind', async () => {
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary)
  const { ended } = start([command, '--', node, '--print', 'process.env.BOOTPAY_SANDBOX_LOADED'], {
    env: { TMPDIR: temporary },
  })
  expect((await ended).out).toContain(temporary)
  expect(readdirSync(temporary)).toEqual([])
})

test('a name in the PATH that no folder can have does not keep a command from being found', async () => {
  const path = `${'x'.repeat(300)}:${process.env.PATH}`
  const { ended } = start([command, '--quiet', '--', 'node', '--eval', ask], { env: { PATH: path } })
  expect(await ended).toMatchObject({ code: 0, out: 'status 200\n', err: '' })
})

test('a command may go on as another user, who may run the node of the command', async () => {
  const show = `const { dirname } = require('node:path'); const { statSync } = require('node:fs')
    const folder = dirname(process.env.BOOTPAY_SANDBOX_LOADED)
    console.log(...[folder, folder + '/node'].map((file) => (statSync(file).mode & 0o777).toString(8)))`
  expect((await run('--quiet', '--', node, '--eval', show).ended).out).toBe('755 755\n')
})

test('a temporary folder that cannot be written to is one clear line and exit code 1', async () => {
  const { ended } = start([command, '--', node, '--version'], { env: { TMPDIR: '/no/such/folder' } })
  const { code, out, err } = await ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^bootpay-sandbox: .*cannot write to the temporary folder.*\n$/)
})

test('a stderr that is read no more changes neither the command nor its exit code', async () => {
  const { child, ended } = run('--', node, '--eval', `${ask}; process.exitCode = 7`)
  child.stderr.destroy()
  expect(await ended).toMatchObject({ code: 7, out: 'status 200\n' })
})

test.each([
  [['--', 'no-such-command'], 127, 'no-such-command'],
  [['--', './no-such-file'], 127, './no-such-file'],
  [['no-such-command'], 2, '--help'],
  [['--', join(__dirname, 'command-support.ts')], 126, 'command-support.ts'],
] as const)('%j cannot run: exit code %i', async (args, exitCode, named) => {
  const { code, out, err } = await run('--quiet', ...args).ended
  expect({ code, out }).toEqual({ code: exitCode, out: '' })
  expect(err).toContain(named)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('a command without -- runs all the same, as `npm exec` takes the -- away', async () => {
  const { code, out } = await run('--quiet', node, '--eval', ask).ended
  expect({ code, out }).toEqual({ code: 0, out: 'status 200\n' })
})

test('where NODE_ENV is production a command is not run, but with --force', async () => {
  const args = ['--', node, '--eval', ask]
  const env = { NODE_ENV: 'production' }
  const { code, out, err } = await start([command, ...args], { env }).ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^bootpay-sandbox: NODE_ENV.*--force.*\n$/)
  expect((await start([command, '--force', ...args], { env }).ended).out).toBe('status 200\n')
})

test('a process of the command that sets NODE_ENV to production is not run', async () => {
  const text = `require('node:child_process').spawn(process.execPath, ['--eval', ask], { stdio: 'inherit', env: { NODE_ENV: 'production' } }).on('close', (code) => console.log('code', code))`
  const { out, err } = await run(
    '--quiet',
    '--',
    node,
    '--eval',
    `const ask = ${JSON.stringify(ask)}; ${text}`,
  ).ended
  expect(out).toBe('code 1\n')
  expect(err).toContain('BOOTPAY_SANDBOX_FORCE=1')
  expect(err).toContain('--force')
})

test('a process that starts after the sandbox of its command has ended runs, and is told so by one line', async () => {
  const env = { BOOTPAY_SANDBOX_URL: 'http://127.0.0.1:1', BOOTPAY_SANDBOX_LOADED: '/no/such/folder/loaded' }
  const { code, out, err } = await start(['--require', register, '--print', '1'], { env }).ended
  expect({ code, out }).toEqual({ code: 0, out: '1\n' })
  expect(err).toMatch(/^bootpay-sandbox: .*the sandbox of this command has ended.*\n$/)
})

test('a command that no preload reaches is told so, even with --quiet', async () => {
  const { code, err } = await run('--quiet', '--', 'sh', '-c', 'exit 5').ended
  expect(code).toBe(5)
  expect(err).toMatch(/^bootpay-sandbox: .*no process of the command loaded the sandbox.*\n$/)
})

test('a runtime that loads no preload is refused before the command runs', async () => {
  const deno = program('deno', '#!/bin/sh\necho it ran\n')
  chmodSync(deno, 0o700)
  const { code, out, err } = await run('--', deno, 'run', 'app.ts').ended
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^bootpay-sandbox: .*which loads no preload.*\n$/)
})
