import { afterEach, describe, expect, it, vi } from 'vitest'
import type { BootpayClient } from '../../../src'
import { reportOf } from '../../support/child'
import { chargeData, envelope, json, ok, openLoopback } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

afterEach(() => vi.restoreAllMocks())

const charge = (client: BootpayClient) => client.requestSubscribeBillingPayment(chargeData)

describe('each request goes out by the method of 1.1.2', () => {
  it.each([
    ['get', 'verify', ['r1'], ['/receipt/r1']],
    ['delete', 'destroySubscribeBillingKey', ['k1'], ['/subscribe/billing/k1']],
    ['post', 'submit', ['r1'], ['/submit', '{"receipt_id":"r1"}']],
    [
      'put',
      'startDelivery',
      [{ receiptId: 'r1', deliveryNo: '1', deliveryCorp: '001' }],
      ['/delivery/start/r1', '{"delivery_no":"1","delivery_corp":"001"}'],
    ],
  ] as const)(
    'a spy on %s sees %s, and the request still goes out',
    async (verb, method, args, [path, body]) => {
      const { client, requests, baseUrl } = await openLoopback(ok)
      const spy = vi.spyOn(client.$http, verb)
      await expect((client[method] as (...given: any[]) => unknown)(...args)).resolves.toEqual(envelope)
      const [url, ...rest] = spy.mock.calls[0] ?? []
      expect([url, body && rest[0]]).toEqual([baseUrl + path, body])
      expect(requests).toHaveLength(1)
    },
  )

  it.each([
    ['the envelope', envelope],
    ['status and data', { status: 200, data: envelope }],
  ])('a mocked post may answer with %s, and nothing is sent', async (_, answer) => {
    const { client, requests } = await openLoopback(ok)
    vi.spyOn(client.$http, 'post').mockResolvedValue(answer)
    await expect(charge(client)).resolves.toEqual(envelope)
    expect(requests).toHaveLength(0)
  })

  it('a mocked post that fails leaves the outcome of a charge open, as a failure of the network would', async () => {
    const { client } = await openLoopback(ok)
    vi.spyOn(client.$http, 'post').mockRejectedValue(new Error('top secret'))
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'conn', outcomeUnknown: true })
    expect(error.stack).not.toContain('secret')
  })

  it.each([
    ['post', undefined],
    ['post', null],
    ['post', { status: 200, data: undefined }],
    ['post', { data: null }],
    ['request', undefined],
  ] as const)('a mocked %s that answers %o is named, and nothing was sent', async (name, nothing) => {
    const { client, requests } = await openLoopback(ok, { maxRetries: 2 })
    const spy = vi.spyOn(client.$http, name).mockResolvedValue(nothing)
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'config', status: 400, outcomeUnknown: false, attempts: 1 })
    expect(error.message).toContain('mock')
    expect([spy.mock.calls.length, requests.length]).toEqual([1, 0])
  })
})

describe('an interceptor on $http', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('top secret')
      },
    ],
    ['rejects', () => Promise.reject(new Error('top secret'))],
  ])(
    'that %s before the request left stops it: nothing was sent, and nothing is repeated',
    async (_, stop) => {
      const { client, requests } = await openLoopback(ok, { maxRetries: 2 })
      const interceptor = vi.fn<() => never>(stop as () => never)
      client.$http.interceptors.request.use(interceptor)
      for (const call of [() => charge(client), () => client.verify('r1')]) {
        const error = await errorOf(call)
        expect(error).toMatchObject({ type: 'config', status: 400, outcomeUnknown: false, attempts: 1 })
        expect(error.message).toMatch(/인터셉터.*interceptor/)
        expect(error.stack).not.toContain('secret')
      }
      expect([interceptor.mock.calls.length, requests.length]).toEqual([2, 0])
    },
  )

  it('that throws is told apart with an adapter of the user’s too', async () => {
    const { client } = await openLoopback(ok)
    client.$http.defaults.adapter = fails
    client.$http.interceptors.request.use(() => {
      throw new Error('no')
    })
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'config', outcomeUnknown: false })
  })

  it('that rejects with an answer has answered', async () => {
    const { client, requests } = await openLoopback(ok)
    client.$http.interceptors.request.use(() => Promise.reject({ response: { status: 200, data: envelope } }))
    await expect(charge(client)).resolves.toEqual(envelope)
    expect(requests).toHaveLength(0)
  })

  it('that answers by an adapter of its own has answered', async () => {
    const { client, requests } = await openLoopback(ok)
    client.$http.interceptors.request.use((config) => {
      config.adapter = async () => ({ status: 200, data: envelope, headers: {}, statusText: '', config })
      return config
    })
    await expect(charge(client)).resolves.toEqual(envelope)
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['puts in an adapter that fails', (config: any) => Object.assign(config, { adapter: fails })],
    ['does so later', async (config: any) => Object.assign(config, { adapter: fails })],
    [
      'hands on a config of its own',
      ({ url, method }: any) => ({ url, method, adapter: fails, headers: {} }),
    ],
  ])('that %s leaves the outcome of a charge open', async (_, interceptor) => {
    const { client } = await openLoopback(ok)
    client.$http.interceptors.request.use(interceptor)
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'conn', outcomeUnknown: true })
  })

  it('that hands on nothing after a charge was sent leaves its outcome open', async () => {
    const { client, requests } = await openLoopback(ok)
    client.$http.interceptors.response.use((() => undefined) as never)
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'invalid', outcomeUnknown: true })
    expect(requests).toHaveLength(1)
  })

  const refusal = { status: 500, code: -1303, message: '취소할 수 없습니다', data: null }
  const failing = () => {
    throw new TypeError('top secret')
  }

  it.each([
    ['throws', failing],
    ['hands on nothing', () => undefined],
  ])('that %s on an answer is told apart from the gateway, and no lookup is repeated', async (_, use) => {
    const { client, requests } = await openLoopback(ok, { maxRetries: 2 })
    client.$http.interceptors.response.use(use as never)
    const error = await errorOf(() => client.verify('r1'))
    expect(error).toMatchObject({ type: 'invalid', status: 500, attempts: 1 })
    expect(error.message).toMatch(/인터셉터.*interceptor/)
    expect(error.stack).not.toContain('secret')
    expect(requests).toHaveLength(1)
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'invalid', outcomeUnknown: true })
  })

  it.each([
    ['throws', failing, undefined],
    ['hands on nothing', () => undefined, undefined],
    ['throws in place of an error of axios', undefined, failing],
  ])('that %s on a refusal of the gateway leaves it that refusal', async (_, use, useError) => {
    const { client } = await openLoopback((_, response) => json(response, 500, refusal))
    if (useError) client.$http.defaults.validateStatus = (status) => status < 300
    client.$http.interceptors.response.use(use as never, useError)
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'api', outcomeUnknown: false })
    expect({ ...error }).toEqual(refusal)
  })

  it('that sends a refused charge again, as retry libraries do, leaves it that refusal', async () => {
    const { client, requests } = await openLoopback((_, response) => json(response, 500, refusal))
    client.$http.defaults.validateStatus = (status) => status < 300
    let repeats = 0
    client.$http.interceptors.response.use(undefined, (error) => {
      if (repeats++ < 3) return client.$http.request(error.config)
      throw error
    })
    expect(await errorOf(() => charge(client))).toMatchObject({ code: -1303, outcomeUnknown: false })
    expect(requests).toHaveLength(1)
  })

  it('can be ejected', async () => {
    const { client } = await openLoopback(ok)
    const interceptor = vi.fn((config) => config)
    client.$http.interceptors.request.eject(client.$http.interceptors.request.use(interceptor))
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect(interceptor).not.toHaveBeenCalled()
  })
})

const fails = () => Promise.reject(new Error('lost'))

describe('an adapter on $http without a route for a request', () => {
  it.each([
    ['answers a bare 404', async (config: unknown) => ({ status: 404, config })],
    [
      'rejects with a bare 404',
      () => Promise.reject(Object.assign(new Error(), { response: { status: 404 } })),
    ],
    [
      'throws that it has none',
      () => Promise.reject(Object.assign(new Error('x'), { isCouldNotFindMockError: true })),
    ],
  ])('that %s says so, and nothing was sent', async (_, adapter) => {
    const { client } = await openLoopback(ok)
    client.$http.defaults.adapter = adapter as never
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'config', outcomeUnknown: false, attempts: 1 })
    expect(error.message).toContain('no route')
  })

  it('says so where an interceptor hands on the body alone', async () => {
    const { client } = await openLoopback(ok)
    client.$http.defaults.adapter = (async (config: unknown) => ({ status: 404, config })) as never
    client.$http.interceptors.response.use((response) => response.data)
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'config', outcomeUnknown: false })
    expect(error.message).toContain('no route')
  })

  it('is not confused with one that gives an empty 404 of a server', async () => {
    const { client } = await openLoopback(ok)
    client.$http.defaults.adapter = (async () => ({ status: 404, data: undefined, headers: {} })) as never
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'invalid', outcomeUnknown: true })
  })

  it('or without any answer is named, and the outcome of a charge is open', async () => {
    const { client } = await openLoopback(ok)
    client.$http.defaults.adapter = (() => undefined) as never
    const error = await errorOf(() => charge(client))
    expect(error).toMatchObject({ type: 'invalid', outcomeUnknown: true })
    expect(error.message).toMatch(/어댑터.*adapter/)
  })

  it('is not confused with a 404 of the gateway', async () => {
    const { client } = await openLoopback((_, response) => response.writeHead(404).end())
    client.$http.defaults.adapter = 'http'
    expect(await errorOf(() => charge(client))).toMatchObject({ type: 'invalid', outcomeUnknown: true })
    const known = await openLoopback((_, response) => json(response, 404, { status: 404, code: -2100 }))
    expect(await errorOf(() => known.client.verify('r1'))).toMatchObject({ type: 'api', status: 404 })
  })
})

describe('a request that the application’s code leaves under way', () => {
  type Send = (...args: unknown[]) => Promise<unknown>
  const soon = () => new Promise((resolve) => setTimeout(resolve, 20))
  const later = () => new Promise((resolve) => setTimeout(resolve, 60))

  it.each([
    ['calls the original one, but waits not for it', async (send: Send) => void send().catch(() => {})],
    [
      'calls the original one later',
      async (send: Send) =>
        void soon()
          .then(send)
          .catch(() => {}),
    ],
  ])('by a post that %s, is not sent after the call', async (_, post) => {
    const { client, requests } = await openLoopback(ok)
    const original = client.$http.post as Send
    client.$http.post = ((...args: unknown[]) => post(() => original(...args))) as never
    await errorOf(() => charge(client))
    await later()
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['fails', () => Promise.reject(new Error('slow'))],
    ['answers', async () => ({ status: 200, headers: {}, data: envelope })],
  ])('by an adapter that %s before the gateway answers, ends with the call', async (_, instead) => {
    const { client, requests, sockets } = await openLoopback(() => {})
    const ours = client.$http.defaults.adapter as Send
    client.$http.defaults.adapter = ((config: unknown) =>
      Promise.race([
        ours(config),
        expect
          .poll(() => requests.length)
          .toBe(1)
          .then(instead),
      ])) as never
    await client.verify('r1').catch(() => {})
    await expect.poll(() => [...sockets].filter((socket) => !socket.destroyed)).toEqual([])
  })
})

describe('a mocked axios module', () => {
  /** What a charge and a lookup end with, and whether anything came to the port that the client was told to use. */
  const withMock = (mock: string) =>
    reportOf(`
      const http = require('node:http');
      const server = http.createServer((_, response) => response.end('{}'));
      let connections = 0;
      server.on('connection', () => connections++);
      const file = load.resolve('axios');
      require.cache[file] = { id: file, filename: file, loaded: true, exports: ${mock} };
      const { BootpayClient } = loadBootpay();
      server.listen(0, '127.0.0.1', async () => {
        const client = new BootpayClient();
        const baseUrl = 'http://127.0.0.1:' + server.address().port;
        client.setConfig('app', 'key', 'production', { baseUrl });
        client.$token = 'token';
        const results = [
          await outcome(client.requestSubscribeBillingPayment(${JSON.stringify(chargeData)})),
          await outcome(client.verify('r1')),
        ];
        server.close();
        report({ results, connections });
      });
    `)
  const answers = `async () => (${JSON.stringify({ status: 200, data: envelope })})`
  const bare = `async () => (${JSON.stringify(envelope)})`

  it.each([
    ['request alone', `{ create: () => ({ request: ${answers} }) }`],
    ['the methods alone', `{ create: () => ({ get: ${answers}, post: ${bare} }) }`],
    [
      'defaults and interceptors too',
      `{ create: () => ({ get: ${answers}, post: ${answers}, defaults: { headers: { common: {} } },
         interceptors: { request: { use() {} }, response: { use() {} } } }) }`,
    ],
    [
      'methods put on an instance of the real axios',
      `(() => {
        const real = load('axios');
        return { ...real, create: () => Object.assign(real.create(), { get: ${answers}, post: ${bare} }) };
      })()`,
    ],
    [
      'mocked methods beside those copied from an instance of the real axios',
      `(() => {
        const real = load('axios');
        return { ...real, create: () => ({ ...real.create(), get: ${answers}, post: ${bare} }) };
      })()`,
    ],
    [
      'getUri, but no interceptors',
      `{ create: () => ({ getUri: ({ url }) => url, get: ${answers}, post: ${bare} }) }`,
    ],
    [
      'defaults that cannot be changed',
      `{ create: () => ({ getUri: ({ url }) => url, get: ${answers}, post: ${bare},
         interceptors: { request: { use() {} } }, defaults: Object.freeze({ headers: {} }) }) }`,
    ],
    ['a getUri that throws', `{ create: () => ({ getUri() { throw new Error() }, request: ${bare} }) }`],
    [
      'axios itself, with mocked methods',
      `(() => {
        const real = load('axios');
        return Object.assign(real, { create: () => real, get: ${answers}, post: ${bare} });
      })()`,
    ],
    ['a default export', `{ __esModule: true, default: { create: () => ({ request: ${bare} }) } }`],
  ])('whose client has %s is believed, and nothing is sent', async (_, mock) => {
    const { results, connections } = await withMock(mock)
    expect(results).toEqual([{ value: envelope }, { value: envelope }])
    expect(connections).toBe(0)
  })

  it('whose create returns axios itself leaves its defaults alone, and follows no redirect', async () => {
    const report = await reportOf(`
      const http = require('node:http');
      const asked = [];
      const server = http.createServer(({ url }, response) => {
        asked.push(url);
        response.writeHead(302, { location: '/elsewhere' }).end();
      });
      const axios = load('axios');
      axios.create = () => axios;
      const before = { ...axios.defaults };
      const { BootpayClient } = loadBootpay();
      server.listen(0, '127.0.0.1', async () => {
        const client = new BootpayClient();
        const baseUrl = 'http://127.0.0.1:' + server.address().port;
        client.setConfig('app', 'key', 'production', { baseUrl });
        client.$token = 'token';
        const { error } = await outcome(client.verify('r1'));
        const names = Object.keys(before);
        const isKept = names.length > 3 && names.every((name) => axios.defaults[name] === before[name]);
        server.close();
        report({ type: error.type, asked, isKept });
      });
    `)
    expect(report).toEqual({ type: 'invalid', asked: ['/receipt/r1'], isKept: true })
  })

  it.each([
    ['no client', '{ create: () => undefined }'],
    ['a client without methods', '{ create: () => ({}) }'],
    ['nothing at all', '{}'],
    ['methods that answer nothing', '{ create: () => ({ get() {}, post() {}, request() {} }) }'],
  ])('that gives %s is named as the cause, and nothing is sent', async (_, mock) => {
    const { results, connections } = await withMock(mock)
    for (const { error } of results) {
      expect(error).toMatchObject({ type: 'config', status: 400, code: -100, outcomeUnknown: false })
      expect(error.message).toMatch(/axios.*mock/)
    }
    expect(connections).toBe(0)
  })
})

describe('axios', () => {
  it('is loaded after setConfig, off the critical path, and keeps no process alive', async () => {
    const report = await reportOf(`
      const { Bootpay } = loadBootpay();
      const isLoaded = () => Object.keys(require.cache).some((file) => /node_modules.axios.dist/.test(file));
      const seen = [isLoaded()];
      Bootpay.setConfig('app', 'key');
      seen.push(isLoaded());
      setTimeout(() => setImmediate(() => report([...seen, isLoaded()])), 100);
    `)
    expect(report).toEqual([false, false, true])
  })
})
