import type { InternalAxiosRequestConfig } from 'axios'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../support/clock'
import { envelope, json, ok, openLoopback } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

type Change = (config: InternalAxiosRequestConfig) => InternalAxiosRequestConfig

const changes: [string, Change][] = [
  ['puts in the fetch adapter', (config) => Object.assign(config, { adapter: 'fetch' })],
  ['puts in the http adapter', (config) => Object.assign(config, { adapter: 'http' })],
  ['wraps the adapter', (config) => Object.assign(config, { adapter: wrapped(config.adapter) })],
  ['hands on a copy', (config) => ({ ...config })],
  ['hands on a config of its own', ({ url, method, data, headers }) => ({ url, method, data, headers })],
]

const wrapped = (adapter: unknown) => (config: InternalAxiosRequestConfig) =>
  (adapter as (config: InternalAxiosRequestConfig) => unknown)(config)

describe.each(changes)('a request interceptor that %s', (_, change) => {
  it.each([[undefined], ['fetch']])('changes no answer (adapter of the defaults: %s)', async (adapter) => {
    const { client, requests } = await openLoopback(ok)
    if (adapter) client.$http.defaults.adapter = adapter
    client.$http.interceptors.request.use(change)
    client.$http.interceptors.request.use(change)
    await expect(client.submit('r1')).resolves.toEqual(envelope)
    expect(requests).toHaveLength(1)
  })

  it('lets no redirect lead a charge to another server', async () => {
    const elsewhere = await openLoopback(ok)
    const { client } = await openLoopback((_, response) =>
      response.writeHead(307, { location: `${elsewhere.baseUrl}/submit` }).end(),
    )
    client.$http.interceptors.request.use(change)
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ type: 'invalid', outcomeUnknown: true })
    expect(elsewhere.requests).toHaveLength(0)
  })

  it.each([
    ['time limit', () => ({ timeout: 20 }), 'timeout'],
    ['abort', () => ({ signal: AbortSignal.timeout(20) }), 'abort'],
  ])('but ends after the %s of a charge sends nothing any more', async (_, options, type) => {
    const { client, requests } = await openLoopback(ok)
    let finished = false
    client.$http.interceptors.request.use(async (config) => {
      await new Promise((resolve) => setTimeout(resolve, 60))
      finished = true
      return change(config)
    })
    expect(await errorOf(() => client.submit('r1', options()))).toMatchObject({ type, outcomeUnknown: false })
    await expect.poll(() => finished).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(requests).toHaveLength(0)
  })

  it('cannot help another one to repeat a charge, while lookups may be repeated', async () => {
    const { client, requests } = await openLoopback((request, response) => {
      if (requests.length < 3) request.socket.destroy()
      else json(response, 200, envelope)
    })
    client.$http.interceptors.request.use(change)
    client.$http.interceptors.response.use(undefined, (error) =>
      error.config ? client.$http.request(error.config) : Promise.reject(error),
    )
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
    expect(requests).toHaveLength(1)
    await expect(client.verify('r1')).resolves.toEqual(envelope)
    expect(requests).toHaveLength(3)
  })
})

describe('a response interceptor', () => {
  it.each(['code', 'response'])(
    'that throws an object whose %s cannot be read ends the call',
    async (name) => {
      const { client } = await openLoopback(ok)
      const unreadable = Object.defineProperty({}, name, {
        get() {
          throw new Error('top secret')
        },
      })
      client.$http.interceptors.response.use(() => Promise.reject(unreadable))
      const error = await errorOf(() => client.submit('r1'))
      expect(error).toMatchObject({ outcomeUnknown: true, attempts: 1 })
      expect(error.stack).not.toContain('secret')
    },
  )

  it.each([
    ['with another adapter', (config: any) => ({ ...config, adapter: 'fetch' })],
    ['built anew', ({ method, url, data, headers }: any) => ({ method, url, data, headers })],
    [
      'built anew, with another adapter',
      ({ method, url, data }: any) => ({ method, url, data, adapter: 'http' }),
    ],
  ])('cannot send a charge again %s, even if it was answered', async (_, change) => {
    for (const lost of [true, false]) {
      const { client, requests } = await openLoopback((request, response) =>
        lost ? request.socket.destroy() : json(response, 503, { status: 503 }),
      )
      client.$http.defaults.validateStatus = (status) => status < 300
      let repeats = 0
      client.$http.interceptors.response.use(undefined, (error) => {
        if (repeats++ === 0) return client.$http.request(change(error.config))
        throw error
      })
      expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
      expect(requests).toHaveLength(1)
    }
  })

  it('may send a request of the application’s own', async () => {
    const { client, requests, baseUrl } = await openLoopback(ok)
    client.$http.interceptors.response.use(async (response) => {
      if (requests.length === 1) await client.$http.post(`${baseUrl}/audit`, '{}')
      return response
    })
    await expect(client.submit('r1')).resolves.toEqual(envelope)
    expect(requests.map(({ url }) => url)).toEqual(['/submit', '/audit'])
  })
})

describe('a method of $http that the application replaced', () => {
  it('cannot send a charge again', async () => {
    const { client, requests } = await openLoopback((request) => request.socket.destroy())
    const { post } = client.$http
    client.$http.post = ((...given: Parameters<typeof post>) =>
      post(...given).catch(() => post(...given))) as never
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true, attempts: 1 })
    expect(requests).toHaveLength(1)
  })
})

describe('a request of the application’s own', () => {
  it('that is the same as a charge is sent once that charge is over', async () => {
    const { client, requests, baseUrl } = await openLoopback(ok)
    await client.submit('r1')
    await client.$http.post(`${baseUrl}/submit`, requests[0]?.body)
    expect(requests).toHaveLength(2)
  })
})

describe('a method of $http that drops the config', () => {
  it('sends a charge, and ends with the call', async () => {
    const clock = new FakeClock()
    const { client, requests, sockets } = await openLoopback(() => {}, {}, clock)
    const { post } = client.$http
    client.$http.post = ((url: string, data: string) => post(url, data)) as never
    const ended = errorOf(() => client.submit('r1'))
    await expect.poll(() => requests).toHaveLength(1)
    await clock.advance(5_000)
    expect(await ended).toMatchObject({ type: 'timeout', outcomeUnknown: true })
    expect(requests).toHaveLength(1)
    await expect.poll(() => [...sockets].filter((socket) => !socket.destroyed)).toEqual([])
  })
})
