import { describe, expect, it } from 'vitest'
import { selfSigned } from '../support/certificate'
import { reportOf, runChild, temporaryFile } from '../support/child'
import { envelope, reset, silence, succeed } from '../support/fault-actions'
import { charge, secrets, verify } from './calls'
import { keys, serve } from './support'

const { applicationId, privateKey } = keys
/** The client as `client`, and a call of it that charges. */
const setUp = (url: string, options = '{}') => `
  const { Bootpay: client } = loadBootpay();
  client.setConfig('${applicationId}', '${privateKey}', 'production', { baseUrl: '${url}', ...${options} });
  client.$token = 'sample-token';
  const charge = () => client.requestSubscribeBillingPayment({
    billingKey: 'sample-billing-key', itemName: '정기결제', price: 1000, orderId: 'order-1' });
`

describe('loading the package', () => {
  it('M05 touches no global, no prototype, no listener, no timer, no stream, no network', async () => {
    const report = await reportOf(`
      const prototypes = [Object, Array, Function, Promise, String, Error, Map, Set].map((each) => each.prototype);
      const modules = ['http', 'https', 'net', 'tls', 'dns', 'zlib', 'crypto'].map((name) => require('node:' + name));
      const keysOf = (object) => Reflect.ownKeys(object).map(String);
      const look = () => ({
        globals: keysOf(globalThis),
        prototypes: prototypes.map(keysOf),
        modules: modules.map((each) => keysOf(each).map((key) => [key, typeof Object.getOwnPropertyDescriptor(each, key).value])),
        agents: [modules[0].globalAgent, modules[1].globalAgent].map((agent) => ({ ...agent.options })),
        listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
        limits: [Error.stackTraceLimit, require('node:events').defaultMaxListeners],
        environment: { ...process.env },
      });
      const same = { agent: modules[0].globalAgent, request: modules[0].request, fetch: globalThis.fetch };
      const before = JSON.stringify(look());
      let written = 0;
      const write = process.stdout.write;
      process.stdout.write = process.stderr.write = () => { written++; return true; };
      const connections = [];
      const connect = require('node:net').Socket.prototype.connect;
      require('node:net').Socket.prototype.connect = function (...given) { connections.push(1); return connect.apply(this, given); };
      const { Bootpay, BootpayClient } = loadBootpay();
      new BootpayClient();
      setTimeout(() => {
        require('node:net').Socket.prototype.connect = connect;
        process.stdout.write = write;
        const isSame = same.agent === modules[0].globalAgent && same.request === modules[0].request && same.fetch === globalThis.fetch;
        report({ equal: before === JSON.stringify(look()), isSame, written, connections: connections.length });
      }, 50);
    `)
    expect(report).toMatchObject({ equal: true, isSame: true, written: 0, connections: 0 })
  })

  it('M04 works by import too, and gives the same client', async () => {
    const report = await reportOf(`
      import(require('node:url').pathToFileURL(require.resolve(path))).then((module) => {
        const { Bootpay } = module.default ?? module;
        report({ same: Bootpay === loadBootpay().Bootpay, alias: loadBootpay().RestClient === Bootpay });
      });
    `)
    expect(report).toEqual({ same: true, alias: true })
  })

  it('M05 and calling setConfig keep no process alive', async () => {
    const { code, stdout, stderr } = await runChild(`
      loadBootpay().Bootpay.setConfig('${applicationId}', '${privateKey}');
    `)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

describe('a process', () => {
  it('M02 ends by itself after calls, though the gateway keeps the connection open', async () => {
    const server = await serve()
    const { code, stdout, stderr } = await runChild(`${setUp(server.url)}
      Promise.all([client.verify('receipt-1'), client.verify('receipt-1'), charge()]).then(() => report('done'));
    `)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '"done"', stderr: '' })
    expect([server.seen(), server.executed()]).toEqual([3, 3])
  })

  it('M02 ends by itself after a call that was aborted, and one that timed out', async () => {
    const server = await serve()
    server.on(verify.route, silence)
    server.on(charge.route, silence)
    const { code, stdout } = await runChild(`${setUp(server.url)}
      const controller = new AbortController();
      const aborted = outcome(client.verify('receipt-1', { signal: controller.signal }));
      setTimeout(() => controller.abort(), 100);
      const late = outcome(client.verify('receipt-1', { timeout: 200 }));
      Promise.all([aborted, late]).then((all) => report(all.map(({ error }) => error.type)));
    `)
    expect([code, stdout]).toEqual([0, '["abort","timeout"]'])
  })

  it('M01 sees no unhandled rejection of a call whose failure the application handles', async () => {
    const server = await serve()
    server.on('POST /request/token', reset)
    server.on(verify.route, reset)
    server.on(charge.route, reset)
    const report = await reportOf(`
      const seen = [];
      process.on('unhandledRejection', (reason) => seen.push(String(reason)));
      process.on('uncaughtException', (error) => seen.push(String(error)));
      process.on('warning', (warning) => seen.push(String(warning)));
      const { BootpayClient } = loadBootpay();
      ${setUp(server.url, '{ timeout: 700 }')}
      const naked = new BootpayClient();
      naked.setConfig('${applicationId}', '${privateKey}', '', { baseUrl: '${server.url}', timeout: 700 });
      const controller = new AbortController();
      const calls = [
        charge(), client.verify('receipt-1'), client.verify('..'), client.verify('receipt-1', { timeout: 1 }),
        new BootpayClient().verify('receipt-1'), client.cancel({ receiptId: 'r', price: NaN }),
        naked.verify('receipt-1'), naked.getAccessToken(), naked.getAccessToken({ signal: controller.signal }),
        naked.verify('receipt-1', { timeout: 1 }), naked.verify('receipt-1', { signal: AbortSignal.abort() }),
        naked.verify('receipt-1', { signal: AbortSignal.timeout(30) }),
      ].map(outcome);
      setTimeout(() => controller.abort(), 20);
      Promise.all(calls).then((all) => setTimeout(() => report({ seen, failed: all.filter(({ error }) => error).length }), 300));
    `)
    expect(report).toEqual({ seen: [], failed: 12 })
  })

  it('M03 that catches no error ends with a report of what happened, without a secret', async () => {
    const server = await serve()
    server.on(charge.route, ({ socket, request }) => {
      const body = JSON.stringify({
        status: 400,
        code: -4002,
        message: `한도 초과 ${request.json.billing_key}`,
      })
      socket.write(`HTTP/1.1 400 X\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    })
    const { code, stderr } = await runChild(
      `${setUp(server.url)} (async function shopCode() { await charge(); })();`,
    )
    expect(code).toBe(1)
    expect(stderr).toContain('한도 초과 ****')
    expect(stderr).toContain('BootpayApiError')
    expect(stderr).toMatch(/status: 400[\s\S]*code: -4002/)
    expect(stderr).toContain('shopCode')
    for (const secret of [...secrets, 'sample-token']) expect(stderr).not.toContain(secret)
    expect([server.seen(), server.executed()]).toEqual([1, 0])
  })

  it('F08 with a polluted Object.prototype sends and reads the same as without', async () => {
    const server = await serve()
    const stranger = await serve()
    server.on(verify.route, succeed({ receipt_id: 'receipt-1' }))
    const pollution = {
      baseURL: stranger.url,
      proxy: { protocol: 'http', host: '127.0.0.1', port: stranger.port },
      headers: { 'x-polluted': '1' },
      data: '{"polluted":1}',
      body: '{"polluted":1}',
      socketPath: '/nowhere',
      lookup: 'x',
      host: 'nowhere.invalid',
      path: '/polluted',
      method: 'DELETE',
      maxRedirects: 5,
      validateStatus: 'x',
      transformRequest: 'x',
      auth: { username: 'a', password: 'b' },
      status: 418,
      code: -1,
      receipt_id: 'polluted',
      price: 1,
      cancel_id: 'polluted',
      refund: { account: '1' },
      baseUrl: stranger.url,
      maxRetries: 9,
      adapter: 'fetch',
      params: { polluted: 1 },
      responseType: 'stream',
      maxContentLength: 1,
      decompress: false,
      secrets: ['x'],
      safety: 'lookup',
    }
    const report = await reportOf(`${setUp(server.url)}
      // After some of these Node itself can load no module any more.
      client.$http;
      const pollution = ${JSON.stringify(pollution)};
      for (const [key, value] of Object.entries(pollution)) {
        Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true, enumerable: true });
      }
      (async () => {
        const results = [await outcome(client.verify('receipt-1')), await outcome(client.cancel({ receiptId: 'r' })), await outcome(charge())];
        client.clearAccessToken();
        results.push(await outcome(client.getAccessToken()));
        for (const key of Object.keys(pollution)) delete Object.prototype[key];
        report(results);
      })();
    `)
    expect(report[0]).toEqual({ value: envelope({ receipt_id: 'receipt-1' }) })
    expect(report.slice(1, 3)).toEqual([{ value: envelope() }, { value: envelope() }])
    expect(report[3].value.data.token).toBe('token-1')
    expect(stranger.connections).toBe(0)
    const [read, cancelled, charged] = server.requests
    expect(read).toMatchObject({ route: verify.route, body: '' })
    expect(read?.headers).not.toHaveProperty('x-polluted')
    expect(cancelled?.json).toEqual({ receipt_id: 'r' })
    expect(Object.keys(charged?.json).sort()).toEqual(['billing_key', 'item_name', 'order_id', 'price'])
    expect(charged?.json.price).toBe(1000)
  })

  it.each([
    ['encoding', 'latin1', 'http'],
    ['defaultEncoding', 'latin1', 'http'],
    ['defaultEncoding', 'hex', 'https'],
    ['family', 6, 'https'],
  ])('F08 with %s on Object.prototype (%s) charges as without, by %s', async (name, value, scheme) => {
    const certificate = selfSigned()
    const server = await serve(scheme === 'https' ? certificate : undefined)
    const report = await reportOf(
      `${setUp(server.url)}
      const value = ${JSON.stringify(value)};
      Object.defineProperty(Object.prototype, '${name}', { value, configurable: true, writable: true, enumerable: true });
      outcome(charge()).then((result) => {
        delete Object.prototype.${name};
        report(result);
      });
    `,
      { NODE_EXTRA_CA_CERTS: temporaryFile('authority.pem', certificate.cert) },
    )
    expect(report).toEqual({ value: envelope() })
    expect(server.requests.map(({ json }) => json.item_name)).toEqual(['정기결제'])
  })

  it('F08 with a lenient parser on Object.prototype reads no answer with two lengths', async () => {
    const server = await serve()
    server.on(charge.route, ({ socket, execute }) => {
      execute()
      const body = JSON.stringify(envelope())
      const lengths = `transfer-encoding: chunked\r\ncontent-length: ${body.length}`
      socket.write(`HTTP/1.1 200 OK\r\n${lengths}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
    })
    const report = await reportOf(`${setUp(server.url)}
      Object.prototype.insecureHTTPParser = true;
      outcome(charge()).then(report);
    `)
    expect(report.error).toMatchObject({ type: 'conn', outcomeUnknown: true })
  })

  it('F08 with a certificate on Object.prototype trusts no other server', async () => {
    const certificate = selfSigned()
    const server = await serve(certificate)
    const report = await reportOf(`${setUp(server.url)}
      Object.prototype.ca = ${JSON.stringify(certificate.cert)};
      outcome(charge()).then(report);
    `)
    expect(report.error).toMatchObject({ type: 'tls', outcomeUnknown: false })
    expect(server.seen()).toBe(0)
  })

  it("F09 whose application set axios's own defaults and interceptors sends nothing of them", async () => {
    const server = await serve()
    const report = await reportOf(`
      const axios = loadAxios();
      axios.defaults.baseURL = 'http://127.0.0.1:1';
      axios.defaults.headers.common['x-application'] = '1';
      axios.defaults.headers.common.Authorization = 'Bearer of the application';
      axios.defaults.headers.post['x-application'] = '1';
      axios.defaults.transformRequest = [() => 'replaced'];
      axios.defaults.transformResponse = [() => 'replaced'];
      axios.defaults.timeout = 1;
      axios.defaults.maxRedirects = 5;
      axios.defaults.adapter = () => Promise.reject(new Error('of the application'));
      axios.defaults.validateStatus = () => true;
      axios.defaults.params = { application: 1 };
      axios.defaults.auth = { username: 'a', password: 'b' };
      axios.interceptors.request.use((config) => { config.headers['x-application'] = '1'; return config; });
      axios.interceptors.response.use(() => 'replaced');
      ${setUp(server.url)}
      axios.defaults.headers.common['x-late'] = '1';
      Promise.all([outcome(client.verify('receipt-1')), outcome(charge())]).then(report);
    `)
    expect(report).toEqual([{ value: envelope() }, { value: envelope() }])
    expect(server.seen()).toBe(2)
    for (const { headers, target, body } of server.requests) {
      expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([])
      expect(headers.authorization).toBe('sample-token')
      expect(target).not.toContain('?')
      expect(body).not.toContain('replaced')
    }
  })
})
