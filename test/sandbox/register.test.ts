import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { exemptFromProxies } from '../../src/sandbox/register/proxies'
import { selfSigned } from '../support/certificate'
import { aroundProxies, direct } from './clients.mjs'
import { folder, register, start } from './command-support'
import { open } from './support'

// Each test starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const modules = join(__dirname, '../../node_modules')

/** Runs an ES module with the preload and gives back the JSON that it prints. */
async function evaluate(text: string, { env = {}, preload = ['--require', register] } = {}) {
  const file = join(folder, `program-${programs++}.mjs`)
  writeFileSync(
    file,
    `import { createRequire } from 'node:module'
     const require = createRequire(${JSON.stringify(`${modules}/x.js`)})
     const url = 'https://api.bootpay.co.kr/receipt/12345'
     const print = (value) => console.log(JSON.stringify(value))
     ${text}`,
  )
  const { code, out, err } = await start([...preload, file], { env }).ended
  return { code, err, answer: out === '' ? undefined : JSON.parse(out.trim().split('\n').at(-1) ?? '') }
}
let programs = 0

/** What is the same for every client: the gateway's refusal of a request without a token. */
const refused = 401

const ours = 'api.bootpay.co.kr,stage-api.bootpay.co.kr,dev-api.bootpay.co.kr'
test.each([
  [{}, [ours, ours]],
  [{ no_proxy: 'a' }, [`a,${ours}`, `a,${ours}`]],
  [{ no_proxy: 'a', NO_PROXY: 'b' }, [`a,${ours}`, `b,${ours}`]],
  [{ no_proxy: '*', NO_PROXY: 'b' }, ['*', `b,${ours}`]],
  [{ no_proxy: 'a', NO_PROXY: ours }, [`a,${ours}`, ours]],
])('beside a proxy, exceptions of %j are kept and the hosts of the gateway added', (given, expected) => {
  const environment: Record<string, string | undefined> = { HTTPS_PROXY: 'http://127.0.0.1:1', ...given }
  exemptFromProxies(environment)
  expect([environment.no_proxy, environment.NO_PROXY]).toEqual(expected)
})

describe('a request to the gateway arrives at the sandbox', () => {
  const file = join(__dirname, 'clients.mjs')
  let answers: Record<string, unknown>
  let ending: number | null
  beforeAll(async () => {
    const { code, out } = await start(['--require', register, file]).ended
    answers = JSON.parse(out)
    ending = code
  })

  test.each(Object.keys(direct))('by %s', (name) => expect(answers[name]).toBe(refused))
  test.each(Object.keys(aroundProxies))('around %s', (name) => expect(answers[name]).toBe(refused))
  test('and the program ends by itself', () => expect(ending).toBe(0))

  test('around a proxy in the environment', async () => {
    const env = {
      HTTPS_PROXY: 'http://127.0.0.1:1',
      https_proxy: 'http://127.0.0.1:1',
      NODE_USE_ENV_PROXY: '1',
    }
    const text = `const axios = require('axios'); print([(await axios.get(url, { validateStatus: null })).status, (await fetch(url)).status])`
    expect(await evaluate(text, { env })).toMatchObject({ code: 0, answer: [refused, refused] })
  })

  test('over a connection that looks like an encrypted one', async () => {
    const { answer } = await evaluate(`
      import https from 'node:https'
      import tls from 'node:tls'
      const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
      const ask = () => new Promise((done, failed) => https.get(url, { agent }, (answer) => {
        const { socket } = answer
        answer.resume()
        answer.on('end', () => setImmediate(done, socket))
      }).on('error', failed))
      const [first, second] = [await ask(), await ask()]
      print({
        reused: first === second,
        isTls: first instanceof tls.TLSSocket && first.constructor === tls.TLSSocket,
        encrypted: first.encrypted,
        authorized: first.authorized,
        protocol: first.getProtocol(),
        subject: first.getPeerCertificate().subject,
        session: first.getSession() ?? null,
      })
      agent.destroy()`)
    expect(answer).toEqual({
      reused: true,
      isTls: true,
      encrypted: true,
      authorized: true,
      protocol: 'TLSv1.3',
      subject: { CN: 'api.bootpay.co.kr' },
      session: null,
    })
  })

  test('by HTTP/1.1 where HTTP/2 is offered too, and not at all where it is all there is', async () => {
    const { answer } = await evaluate(`
      import tls from 'node:tls'
      import http2 from 'node:http2'
      const offered = (ALPNProtocols) => new Promise((done) => {
        const socket = tls.connect({ host: 'api.bootpay.co.kr', port: 443, ALPNProtocols }, () => { done(socket.alpnProtocol); socket.destroy() })
        socket.on('error', ({ code }) => done(code))
      })
      const session = () => new Promise((done) => http2.connect('https://api.bootpay.co.kr').on('error', ({ code }) => done(code)))
      print([
        await offered(['h2', 'http/1.1']),
        await offered(Buffer.from('\\x02h2\\x08http/1.1')),
        await offered(undefined),
        await offered(['h2']),
        await session(),
      ])`)
    const none = 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'
    expect(answer).toEqual(['http/1.1', 'http/1.1', false, none, none])
  })
})

describe('a request to another host', () => {
  test('keeps its own TLS: a self-signed certificate is refused, one that is trusted is not', async () => {
    const { key, cert } = selfSigned()
    const server = createServer({ key, cert }, (_, response) => response.end('own')).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await vi.waitUntil(() => server.listening, { timeout: 10_000 })
    const { port } = server.address() as { port: number }
    const { answer } = await evaluate(`
      import https from 'node:https'
      const ask = (options) => new Promise((done) => https.get({ host: 'localhost', port: ${port}, agent: false, ...options }, (answer) => {
        answer.on('data', (text) => done([String(text), answer.socket.getCipher().name.length > 0, answer.socket.getPeerCertificate().subject.CN]))
      }).on('error', ({ code }) => done(code)))
      print([await ask({}), await ask({ ca: ${JSON.stringify(cert)} }), await fetch('https://localhost:${port}').catch(({ cause }) => cause.code)])`)
    expect(answer).toEqual([
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      ['own', true, 'localhost'],
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ])
  })

  test.each(['bootpay.co.kr', 'test-api.bootpay.co.kr', 'api.bootpay.co.kr.invalid', 'xapi.bootpay.co.kr'])(
    '%s is looked up as ever',
    async (host) => {
      const { answer } = await evaluate(`
        import https from 'node:https'
        const lookup = (name, options, done) => done(Object.assign(new Error('looked up ' + name), { code: 'LOOKED' }))
        print(await new Promise((done) => https.get({ host: '${host}', lookup }).on('error', ({ message }) => done(message))))`)
      expect(answer).toBe(`looked up ${host}`)
    },
  )
})

describe('the preload', () => {
  test.each([
    ['--require', ['--require', register]],
    ['--import', ['--import', pathToFileURL(register).href]],
  ])('works by %s', async (_, preload) => {
    const { code, err, answer } = await evaluate('print((await fetch(url)).status)', { preload })
    expect({ code, answer }).toEqual({ code: 0, answer: refused })
    expect(err).toMatch(/^bootpay-sandbox: 장부 http:\/\/127\.0\.0\.1:\d+\/ .*no money moves.*\n$/)
  })

  test('works by an import in the program, which gives its sandbox to a test', async () => {
    const text = `
      import { sandbox } from ${JSON.stringify(pathToFileURL(register).href)}
      const books = await sandbox
      const { receipt_id } = books.merchant('app').pay({ price: 1000 })
      const body = JSON.stringify({ application_id: 'app', private_key: 'key' })
      const headers = { 'content-type': 'application/json' }
      const { data } = await (await fetch('https://api.bootpay.co.kr/request/token', { method: 'POST', headers, body })).json()
      const receipt = await fetch('https://api.bootpay.co.kr/receipt/' + receipt_id, { headers: { authorization: data.token } })
      print([(await receipt.json()).data.price, books.requests.length, process.env.BOOTPAY_SANDBOX_URL === books.url])`
    expect((await evaluate(text, { preload: [] })).answer).toEqual([1000, 2, true])
  })

  test.each([
    ['a worker', 'new Worker(file)'],
    ['a worker with an environment of its own', 'new Worker(file, { env: {} })'],
    ['a worker with options of its own', 'new Worker(file, { execArgv: [] })'],
    ['a worker from a text', "new Worker(readFileSync(file, 'utf8'), { eval: true })"],
  ])('%s shares the sandbox of its process', async (_, worker) => {
    const text = `
      import { Worker } from 'node:worker_threads'
      import { readFileSync, writeFileSync } from 'node:fs'
      const file = ${JSON.stringify(join(folder, 'worker.cjs'))}
      writeFileSync(file, "fetch('https://api.bootpay.co.kr/receipt/2').then(({ status }) => require('node:worker_threads').parentPort.postMessage(status))")
      const { sandbox } = require(${JSON.stringify(register)})
      // The sandbox has not begun to listen.
      const status = await new Promise((done) => (${worker}).on('message', done))
      print([status, (await sandbox).requests.map(({ path }) => path)])`
    for (const preload of [
      ['--require', register],
      ['--max-old-space-size=200', '--require', register],
      ['--import', pathToFileURL(register).href],
      [],
    ]) {
      expect((await evaluate(text, { preload })).answer).toEqual([refused, ['/receipt/2']])
    }
  })

  test.each([
    ['--require', ['--require', register]],
    ['--import', ['--import', pathToFileURL(register).href]],
  ])(
    'loaded by %s in a primary of node:cluster, which forks before its sandbox listens, serves the workers too',
    async (_, preload) => {
      // CommonJS, which runs before anything can listen.
      const file = join(folder, 'cluster.cjs')
      writeFileSync(
        file,
        `const cluster = require('node:cluster')
         if (cluster.isWorker) {
           fetch('https://api.bootpay.co.kr/receipt/' + cluster.worker.id).then(({ status }) => {
             process.send(status)
             process.disconnect()
           })
         } else {
           const asked = (worker) => new Promise((done) => worker.on('message', done))
           Promise.all([asked(cluster.fork()), asked(cluster.fork({ A: '1' }))]).then(async (statuses) => {
             const books = await require(${JSON.stringify(register)}).sandbox
             console.log(JSON.stringify([statuses, books.requests.map(({ path }) => path).sort()]))
           })
         }`,
      )
      const { code, out, err } = await start([...preload, file]).ended
      expect({ code, out }).toEqual({ code: 0, out: '[[401,401],["/receipt/1","/receipt/2"]]\n' })
      expect(err.trim().split('\n')).toHaveLength(1)
    },
  )

  test.each([
    ['says nothing, because its folder is gone', join(folder, 'gone', 'url')],
    ['names another machine', join(folder, 'url')],
  ])('in a process that was started too early, whose file %s, refuses by one line', async (_, file) => {
    writeFileSync(join(folder, 'url'), 'http://10.0.0.1:4010')
    const { code, err } = await evaluate('await fetch(url)', { env: { BOOTPAY_SANDBOX_URL_FILE: file } })
    expect(code).toBe(1)
    expect(err).toMatch(/^bootpay-sandbox: .*the process that started this one has no sandbox.*\n$/)
  })

  test('keeps no process alive', async () => {
    const startedAt = performance.now()
    expect(await evaluate('print(1)')).toMatchObject({ code: 0, answer: 1 })
    expect(
      await evaluate(
        `await fetch(url, { headers: { connection: 'keep-alive' } }).then((answer) => answer.text()); print(2)`,
      ),
    ).toMatchObject({ code: 0, answer: 2 })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  test('uses the sandbox that BOOTPAY_SANDBOX_URL names, and prints nothing', async () => {
    const { sandbox } = await open()
    const env = { BOOTPAY_SANDBOX_URL: sandbox.url }
    const text = `const { sandbox } = require(${JSON.stringify(register)}); print([(await fetch(url)).status, (await sandbox) ?? 'elsewhere'])`
    expect(await evaluate(text, { env })).toEqual({ code: 0, err: '', answer: [refused, 'elsewhere'] })
    expect(sandbox.requests.at(-1)?.path).toBe('/receipt/12345')
  })

  test.each([
    'https://127.0.0.1:4010',
    'http://10.0.0.1:4010',
    'http://sandbox.example',
    'http://127.0.0.1.example',
    'nonsense',
  ])('refuses %s in BOOTPAY_SANDBOX_URL by one line, and runs nothing', async (url) => {
    const { code, err, answer } = await evaluate('print(1)', { env: { BOOTPAY_SANDBOX_URL: url } })
    expect({ code, answer }).toEqual({ code: 1, answer: undefined })
    expect(err).toBe(
      `bootpay-sandbox: BOOTPAY_SANDBOX_URL은 이 컴퓨터의 http 주소여야 합니다 (must be an http address on this machine): ${url}\n`,
    )
  })

  test('refuses NODE_ENV production by one line, and runs nothing, unless BOOTPAY_SANDBOX_FORCE is 1', async () => {
    const env = { NODE_ENV: 'production' }
    const { code, err, answer } = await evaluate('print(1)', { env })
    expect({ code, answer }).toEqual({ code: 1, answer: undefined })
    expect(err).toMatch(
      /^bootpay-sandbox: NODE_ENV가 production이라 [^\n]*BOOTPAY_SANDBOX_FORCE=1 \(not started[^\n]*\n$/,
    )
    expect(await evaluate('print(1)', { env: { ...env, BOOTPAY_SANDBOX_FORCE: 'yes' } })).toMatchObject({
      code: 1,
    })
    expect(
      await evaluate('print((await fetch(url)).status)', { env: { ...env, BOOTPAY_SANDBOX_FORCE: '1' } }),
    ).toMatchObject({ code: 0, answer: refused })
  })

  /** As test runners load it: a copy for each test file, or one beside another. */
  const load = `
    const load = (again) => {
      delete require.cache[${JSON.stringify(register)}]
      if (again) delete process.env.BOOTPAY_SANDBOX_URL
      return require(${JSON.stringify(register)}).sandbox
    };`

  test('loaded anew takes the place of the first copy, whose sandbox ends', async () => {
    const text = `
      const first = await load()
      await fetch(url)
      const second = await load('again')
      await fetch(url, { headers: { connection: 'close' } })
      print([first.requests.length, second.requests.length, await fetch(first.url).then(() => 'open', () => 'closed')])`
    expect((await evaluate(load + text, { preload: [] })).answer).toEqual([1, 1, 'closed'])
  })

  test('loaded twice in one process starts one sandbox, whether the first listens or not', async () => {
    const text = `
      const [first, second] = [load(), load()]
      const third = (await first, load())
      await fetch(url)
      print([await first === await second, await first === await third, (await third).requests.length])`
    expect((await evaluate(load + text, { preload: [] })).answer).toEqual([true, true, 1])
  })

  test('where a test runner does not let the process end, what it refuses stops the program that loads it', async () => {
    const text = `process.exit = (code) => { throw new Error('exit ' + code) }; try { load() } catch (error) { print(error.message) }`
    expect((await evaluate(load + text, { preload: [], env: { NODE_ENV: 'production' } })).answer).toBe(
      'exit 1',
    )
  })
})

test('workers of node:cluster that call startSandbox get one each', async () => {
  const text = `
    import cluster from 'node:cluster'
    if (cluster.isWorker) {
      const sandbox = await require(${JSON.stringify(join(folder, 'sandbox.js'))}).startSandbox()
      process.send(sandbox.url)
    } else {
      const workers = [cluster.fork(), cluster.fork()]
      const urls = await Promise.all(workers.map((worker) => new Promise((done) => worker.on('message', done))))
      for (const worker of workers) worker.kill()
      print(new Set(urls).size)
    }`
  expect(await evaluate(text, { preload: [] })).toMatchObject({ code: 0, answer: 2 })
})

describe('environment variables of ours', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )

  test.each(files.filter((file) => !/^sandbox\/(command|register)\//.test(file)))(
    'are not read by src/%s, so that none left behind on a server can redirect a payment',
    (file) => {
      const text = readFileSync(join('src', file), 'utf8')
      expect(text).not.toMatch(/BOOTPAY_SANDBOX|\benv\b\W{0,3}BOOTPAY_/)
      if (file.startsWith('sandbox/')) expect(text).not.toContain('process.env')
    },
  )
})
