import { createRequire } from 'node:module'
import type { AxiosAdapter, AxiosStatic } from 'axios'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BootpayClient } from '../../../src'
import { FakeClock, settle } from '../../support/clock'
import { chargeData, envelope, json, ok, openLoopback } from '../../support/loopback'
import { record } from '../../support/recorder'
import { errorOf } from '../../support/refusal'

// The copy that the sources load. An import would give that for ES modules.
const axios: AxiosStatic = createRequire(import.meta.url)('axios')
const notFound = { status: 404, code: -2100, message: '없음', data: null }

describe('$http belongs to the user', () => {
  it('interceptors see the request and the answer', async () => {
    const { client, requests } = await openLoopback(ok)
    const seen: number[] = []
    client.$http.interceptors.request.use(async (config) => {
      await settle()
      config.headers.set('x-shop', 'one')
      return config
    })
    client.$http.interceptors.response.use((response) => {
      seen.push(response.status)
      return response
    })
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect(requests[0]?.headers).toMatchObject({ 'x-shop': 'one', authorization: 'token' })
    expect(seen).toEqual([200])
  })

  it('an interceptor may hand on the body alone', async () => {
    const { client } = await openLoopback((request, response) =>
      request.url?.endsWith('r1') ? json(response, 200, envelope) : json(response, 404, notFound),
    )
    client.$http.interceptors.response.use((response) => response.data)
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect({ ...(await errorOf(() => client.verify('r2'))) }).toEqual(notFound)
  })

  it('an interceptor that hands on the body of an adapter without a status leaves a refusal a refusal', async () => {
    const client = new BootpayClient()
    client.setConfig('app', 'key')
    client.$token = 'token'
    record(client, () => ({ status: 404, data: notFound }))
    client.$http.interceptors.response.use((response) => response.data)
    expect({ ...(await errorOf(() => client.verify('r2'))) }).toEqual(notFound)
  })

  it('an interceptor that throws is a failure whose outcome is open for a charge, and its words are hidden', async () => {
    const { client } = await openLoopback(ok)
    client.$http.interceptors.response.use(() => {
      throw new Error('top secret')
    })
    const error = await errorOf(() => client.requestSubscribeBillingPayment(chargeData))
    expect(error).toMatchObject({ type: 'invalid', outcomeUnknown: true })
    expect(error.stack).not.toContain('secret')
  })

  it('an interceptor that repeats requests cannot repeat a charge', async () => {
    const { client, requests } = await openLoopback((_, response) => json(response, 503, { status: 503 }))
    client.$http.defaults.validateStatus = (status) => status < 300
    let repeats = 0
    client.$http.interceptors.response.use(undefined, (error) => {
      if (repeats++ < 3) return client.$http.request(error.config)
      throw error
    })
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
    expect(requests).toHaveLength(1)
    expect(repeats).toBeGreaterThan(0)
  })

  it('an interceptor that repeats requests cannot repeat a charge by an adapter of the user’s either', async () => {
    const client = new BootpayClient()
    client.setConfig('app', 'key')
    client.$token = 'token'
    let charged = 0
    client.$http.defaults.adapter = async () => {
      charged++
      throw new Error('lost')
    }
    let config = {}
    let repeats = 0
    client.$http.interceptors.request.use((sent) => {
      config = sent
      return sent
    })
    client.$http.interceptors.response.use(undefined, (error) => {
      if (repeats++ < 3) return client.$http.request(config)
      throw error
    })
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
    expect([charged, repeats]).toEqual([1, 4])
  })

  it('an adapter that tries twice leaves a charge unknown: a refused second try proves nothing about the first', async () => {
    const { client, requests } = await openLoopback((request) => request.socket.destroy(), {
      maxRetries: 2,
    })
    const ours = client.$http.defaults.adapter as AxiosAdapter
    client.$http.defaults.adapter = async (config) => {
      const elsewhere = { ...config, url: 'http://127.0.0.1:1/submit' }
      return axios
        .getAdapter('fetch')(config)
        .catch(() => ours(elsewhere))
    }
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
    expect(requests).toHaveLength(1)
  })

  it('an interceptor that repeats a lookup hands on the last answer', async () => {
    const { client } = await openLoopback((request, response) => {
      if (repeats === 0) request.socket.destroy()
      else json(response, 404, notFound)
    })
    client.$http.defaults.validateStatus = (status) => status < 300
    let repeats = 0
    client.$http.interceptors.response.use(undefined, (error) =>
      repeats++ === 0 ? client.$http.request(error.config) : Promise.reject(error),
    )
    expect({ ...(await errorOf(() => client.verify('r1'))) }).toEqual(notFound)
  })

  it('a method mocked after the call was aborted is not called', async () => {
    const { client } = await openLoopback(ok)
    const caller = new AbortController()
    const post = vi.fn()
    client.on('request', () => {
      client.$http.post = post
      caller.abort()
    })
    const error = await errorOf(() => client.submit('r1', { signal: caller.signal }))
    expect(error).toMatchObject({ type: 'abort', outcomeUnknown: false })
    expect(post).not.toHaveBeenCalled()
  })

  it('a transform put into the lists of the defaults is seen', async () => {
    const { client } = await openLoopback(ok)
    const seen: unknown[] = []
    const { transformResponse } = client.$http.defaults
    ;(transformResponse as unknown[]).push((data: unknown) => {
      seen.push(typeof data)
      return data
    })
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect(seen).toEqual(['string'])
  })

  it('a call that ended leaves no timer, even if the adapter never ends', async () => {
    const clock = new FakeClock()
    const client = new BootpayClient(clock)
    client.setConfig('app', 'key')
    client.$token = 'token'
    client.$http.defaults.adapter = () => new Promise(() => {})
    const abort = new AbortController()
    const failed = errorOf(() => client.submit('r1', { signal: abort.signal }))
    await settle()
    abort.abort()
    expect(await failed).toMatchObject({ type: 'abort', outcomeUnknown: true })
    expect(clock.waiting).toBe(0)
  })

  it('default headers reach the gateway, but not in place of ours', async () => {
    const { client, requests } = await openLoopback(ok)
    client.$http.defaults.headers.common['x-shop'] = 'one'
    client.$http.defaults.headers.common.authorization = 'sample'
    await client.verify('r1')
    expect(requests[0]?.headers).toMatchObject({ 'x-shop': 'one', authorization: 'token' })
  })

  it('a header, an agent or a timeout among the defaults is seen too', async () => {
    const { client, requests } = await openLoopback(ok)
    Object.assign(client.$http.defaults.headers, { 'x-shop': 'two' })
    await client.verify('r1')
    expect(requests[0]?.headers['x-shop']).toBe('two')
    client.$http.defaults.timeout = 1234
    await expect(client.verify('r2')).resolves.toEqual(envelope)
    client.$http.defaults.headers = { common: {} } as typeof client.$http.defaults.headers
    await expect(client.verify('r3')).resolves.toEqual(envelope)
  })

  it('a timeout among the defaults ends a call as one of ours would', async () => {
    const { client } = await openLoopback(() => {})
    client.$http.defaults.timeout = 50
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ type: 'timeout', outcomeUnknown: true })
  })

  it.each(['stream', 'arraybuffer', 'json'] as const)(
    'a responseType of %s among the defaults changes no answer',
    async (responseType) => {
      const { client, sockets } = await openLoopback((request, response) =>
        request.url?.endsWith('r1') ? json(response, 200, envelope) : json(response, 404, notFound),
      )
      for (const adapter of [client.$http.defaults.adapter, 'fetch', 'http']) {
        Object.assign(client.$http.defaults, { adapter, responseType })
        await expect(client.verify('r1')).resolves.toEqual(envelope)
        expect({ ...(await errorOf(() => client.verify('r2'))) }).toEqual(notFound)
      }
      expect(sockets.size).toBeLessThan(4)
    },
  )

  it('a validateStatus of the user’s changes no answer', async () => {
    const { client } = await openLoopback((_, response) =>
      json(response, 404, notFound, { 'retry-after': '3' }),
    )
    client.$http.defaults.validateStatus = (status) => status < 300
    const error = await errorOf(() => client.verify('r1'))
    expect({ ...error }).toEqual(notFound)
    expect(error.retryAfter).toBe(3)
  })

  it.each([
    ['an object', envelope],
    ['text', JSON.stringify(envelope)],
  ])('an adapter may answer with %s', async (_, data) => {
    const client = new BootpayClient()
    client.setConfig('app', 'key')
    client.$token = 'token'
    const sent = record(client, () => ({ data }))
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect(sent).toMatchObject([{ method: 'GET', path: '/receipt/r1', headers: { authorization: 'token' } }])
  })

  it('the fetch adapter works', async () => {
    const { client } = await openLoopback((request, response) =>
      request.method === 'GET' ? json(response, 200, envelope) : json(response, 404, notFound),
    )
    client.$http.defaults.adapter = 'fetch'
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect({ ...(await errorOf(() => client.submit('r1'))) }).toEqual(notFound)
  })

  it('a timeout or an abort reaches an adapter of the user’s', async () => {
    const client = new BootpayClient()
    client.setConfig('app', 'key', '', { timeout: 20, maxRetries: 0 })
    client.$token = 'token'
    let aborted = false
    client.$http.defaults.adapter = (config) =>
      new Promise((_, reject) => {
        config.signal?.addEventListener?.('abort', () => {
          aborted = true
          reject(new Error('top secret'))
        })
      })
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ type: 'timeout', outcomeUnknown: true })
    expect(aborted).toBe(true)
  })

  it('a mocked network error is a failure of the connection', async () => {
    const client = new BootpayClient()
    client.setConfig('app', 'key', '', { maxRetries: 0 })
    client.$token = 'token'
    for (const [thrown, type] of [
      [new axios.AxiosError('Network Error', 'ERR_NETWORK'), 'conn'],
      [new axios.AxiosError('timeout of 1 ms', 'ECONNABORTED'), 'timeout'],
      [undefined, 'conn'],
      ['text', 'conn'],
    ] as const) {
      client.$http.defaults.adapter = () => Promise.reject(thrown)
      const error = await errorOf(() => client.requestSubscribeBillingPayment(chargeData))
      expect(error).toMatchObject({ type, status: 500, code: -100, outcomeUnknown: true })
      expect(error.message).toMatch(/^통신오류/)
    }
  })

  describe('request can be spied upon', () => {
    afterEach(() => vi.restoreAllMocks())

    it.each([
      ['a whole response', { status: 200, statusText: '', headers: {}, config: {}, data: envelope }],
      ['status and data', { status: 200, data: envelope }],
      ['data alone', { data: envelope }],
      ['the envelope', envelope],
    ])('and may answer with %s', async (_, answer) => {
      const client = new BootpayClient()
      client.setConfig('app', 'key')
      client.$token = 'token'
      const spy = vi.spyOn(client.$http, 'request').mockResolvedValue(answer)
      await expect(client.verify('r1')).resolves.toEqual(envelope)
      expect(spy.mock.calls[0]?.[0]).toMatchObject({
        method: 'get',
        url: 'https://api.bootpay.co.kr/receipt/r1',
      })
    })
  })
})

describe('the application’s own axios', () => {
  it.each(['baseURL', 'params'] as const)(
    'with %s among its defaults is not taken for a mock',
    async (name) => {
      Object.assign(axios.defaults, { [name]: name === 'params' ? { a: 1 } : 'http://127.0.0.1:1' })
      const { client } = await openLoopback(ok)
      delete axios.defaults[name]
      // Nothing listens there.
      client.setConfig('app', 'key', '', { baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
      client.$token = 'token'
      // Of a mock nothing is known, so the outcome would be open.
      expect(await errorOf(() => client.submit('r1'))).toMatchObject({ type: 'conn', outcomeUnknown: false })
    },
  )

  it('gives $http nothing: no header, no transform, no interceptor, no base', async () => {
    const { client, requests } = await openLoopback(ok)
    const { transformRequest, transformResponse } = axios.defaults
    const interceptor = axios.interceptors.request.use((config) => {
      config.headers.set('x-app', 'one')
      return config
    })
    Object.assign(axios.defaults, { baseURL: 'http://127.0.0.1:1', timeout: 1, maxRedirects: 5 })
    Object.assign(axios.defaults, { transformRequest: [() => 'x'], transformResponse: [() => 'x'] })
    axios.defaults.headers.common.authorization = 'of the application'
    try {
      const late = new BootpayClient()
      late.setConfig('app', 'key')
      expect(late.$http.getUri({ url: '/x' })).toBe('/x')
      await expect(client.submit('r1')).resolves.toEqual(envelope)
      expect(late.$http.defaults.headers.common).toEqual({})
      expect(late.$http.defaults).toMatchObject({ transformRequest: [], transformResponse: [] })
    } finally {
      axios.interceptors.request.eject(interceptor)
      for (const name of ['baseURL', 'maxRedirects'] as const) delete axios.defaults[name]
      Object.assign(axios.defaults, { transformRequest, transformResponse, timeout: 0 })
      delete axios.defaults.headers.common.authorization
    }
    expect(requests[0]).toMatchObject({ body: '{"receipt_id":"r1"}', headers: { authorization: 'token' } })
    expect(requests[0]?.headers).not.toHaveProperty('x-app')
  })
})
