import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it, vi } from 'vitest'
import { BootpayClient, type BootpayRequestEvent, type BootpayResponseEvent } from '../../src'
import { chargeData, envelope, json, ok, openLoopback } from '../support/loopback'
import { callMethod, methodNames, methods, sampleIds } from '../support/methods'
import { errorOf } from '../support/refusal'

/** What a client's listeners are told. */
function listen(client: BootpayClient) {
  const requests: BootpayRequestEvent[] = []
  const responses: BootpayResponseEvent[] = []
  client.on('request', (event) => requests.push(event)).on('response', (event) => responses.push(event))
  return { requests, responses }
}

describe('a listener', () => {
  it('is told of each request and its response, without ids, keys, headers or bodies', async () => {
    const { client } = await openLoopback((request, response) =>
      request.url === '/request/token'
        ? json(response, 200, { ...envelope, data: { token: 'the-token', server_time: 1, expired_at: 1801 } })
        : json(response, 200, envelope),
    )
    client.clearAccessToken()
    const { requests, responses } = listen(client)
    const before = Date.now()
    await client.lookupBillingKey('the-billing-key')
    const common = { attempt: 1, requestedAt: expect.any(Number) }
    const token = { method: 'getAccessToken', httpMethod: 'POST', path: '/request/token', ...common }
    const lookup = {
      method: 'lookupBillingKey',
      httpMethod: 'GET',
      path: '/subscribe/billing_key/:id',
      ...common,
    }
    const answered = { status: 200, code: 0, outcome: 'success', elapsed: expect.any(Number) }
    expect(requests).toEqual([token, lookup])
    expect(responses).toEqual([
      { ...token, ...answered },
      { ...lookup, ...answered },
    ])
    expect(requests[0]?.requestedAt).toBeGreaterThanOrEqual(before)
    expect(responses[0]?.elapsed).toBeGreaterThan(0)
    expect(JSON.stringify([requests, responses])).not.toMatch(/the-token|the-billing-key|"(app|key)"/)
    for (const event of [...requests, ...responses]) expect(Object.isFrozen(event)).toBe(true)
  })

  it('is told of each try, and how it ended', async () => {
    let answers = 0
    const { client } = await openLoopback(
      (request, response) => {
        answers++
        if (answers === 1) json(response, 503, { status: 503, code: -1, message: 'x' })
        else if (answers === 2) request.socket.destroy()
        else ok(request, response, '')
      },
      { maxRetries: 2 },
    )
    const { requests, responses } = listen(client)
    await client.verify('r1')
    expect(requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(responses.map(({ outcome, status, code }) => [outcome, status, code])).toEqual([
      ['api', 503, -1],
      ['conn', undefined, undefined],
      ['success', 200, 0],
    ])
  })

  it('that throws or rejects disturbs no call, and no other listener', async () => {
    const { client } = await openLoopback(ok)
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const last = vi.fn()
    client.on('request', () => {
      throw new Error('from the listener')
    })
    client.on('response', async () => {
      throw new Error('from the listener')
    })
    client.on('request', last)
    await expect(client.requestSubscribeBillingPayment(chargeData)).resolves.toEqual(envelope)
    await new Promise((resolve) => setTimeout(resolve, 5))
    process.off('unhandledRejection', unhandled)
    expect([last.mock.calls.length, unhandled.mock.calls.length]).toEqual([1, 0])
  })

  it('hears nothing after off, once however often it was added, and only of its own client', async () => {
    const { client } = await openLoopback(ok)
    const other = await openLoopback(ok)
    const [kept, removed] = [vi.fn(), vi.fn()]
    client.on('request', kept).on('request', kept).on('request', removed).off('request', removed)
    await client.verify('r1')
    await other.client.verify('r1')
    expect([kept.mock.calls.length, removed.mock.calls.length]).toEqual([1, 0])
  })

  it('may remove itself while it is called', async () => {
    const { client } = await openLoopback(ok)
    const once = vi.fn(() => client.off('request', once))
    const second = vi.fn()
    client.on('request', once).on('request', second)
    await client.verify('r1')
    await client.verify('r1')
    expect([once.mock.calls.length, second.mock.calls.length]).toEqual([1, 2])
  })

  it('that is no function, or of an event that does not exist, is refused', async () => {
    const { client } = await openLoopback(ok)
    for (const call of [
      () => client.on('request', undefined as never),
      () => client.on('error' as never, () => {}),
      () => client.on('toString' as never, () => {}),
      () => client.off('response', {} as never),
    ]) {
      expect(await errorOf(call)).toMatchObject({ type: 'input' })
    }
  })

  it.each(methodNames)(
    'is told of %s by the template of its path, and of no id or value in it',
    async (name) => {
      const { client } = await openLoopback((request, response) =>
        request.url === '/request/token'
          ? json(response, 200, {
              ...envelope,
              data: { token: 'the-token', server_time: 1, expired_at: 1801 },
            })
          : json(response, 200, envelope),
      )
      client.clearAccessToken()
      const { requests, responses } = listen(client)
      const samples = methods[name].samples(sampleIds)
      for (const sample of samples) await callMethod(client, name, sample)
      const values = [
        ...Object.values(sampleIds),
        '4111111111111111',
        '홍길동',
        '01000000000',
        'the-token',
        'app',
      ]
      const told = JSON.stringify([requests, responses])
      for (const value of values) expect(told).not.toContain(`${value}"`)
      const own = requests.filter(({ method }) => method === name)
      expect(own.length).toBeGreaterThan(0)
      for (const event of own) {
        expect(event.path).toMatch(/^(\/([a-z_-]+|:id|:segment))+$/)
        expect(Object.keys(event)).toEqual(['method', 'httpMethod', 'path', 'attempt', 'requestedAt'])
      }
      const known = [
        'method',
        'httpMethod',
        'path',
        'attempt',
        'requestedAt',
        'status',
        'code',
        'outcome',
        'elapsed',
      ]
      for (const event of responses) expect(Object.keys(event).sort()).toEqual([...known].sort())
    },
  )

  it.each([
    ['a page of HTML', 502, '<html>', ['invalid', 502, undefined]],
    ['a redirect', 302, '', ['invalid', 302, undefined]],
    ['an error without a code', 404, '{}', ['api', 404, undefined]],
    ['a success without an envelope', 200, '[]', ['invalid', 200, undefined]],
    ['a success whose status is another one', 200, '{"status":201,"code":0}', ['success', 200, 0]],
    ['a success whose code is an object', 200, '{"code":{"id":"x"}}', ['success', 200, undefined]],
    ['an error whose code is text', 400, '{"code":"x"}', ['api', 400, undefined]],
  ])(
    'is told the HTTP status of %s, and a code only if it is a number',
    async (_, status, body, expected) => {
      const { client } = await openLoopback((__, response) => response.writeHead(status).end(body))
      const { responses } = listen(client)
      await client.verify('r1').catch(() => {})
      expect(responses.map(({ outcome, status, code }) => [outcome, status, code])).toEqual([expected])
    },
  )

  it('is told that an answer without a usable token was none', async () => {
    const { client } = await openLoopback(ok)
    client.clearAccessToken()
    const { responses } = listen(client)
    expect(await errorOf(() => client.verify('r1'))).toMatchObject({ type: 'invalid' })
    expect(responses).toMatchObject([{ method: 'getAccessToken', outcome: 'invalid', status: 200 }])
  })

  it('is told of the time limit and of the abort that ended a request', async () => {
    const { client } = await openLoopback(() => {})
    const { responses } = listen(client)
    const cancel = new AbortController()
    client.on('request', ({ method }) => method === 'certificate' && setTimeout(() => cancel.abort(), 20))
    await client.verify('r1', { timeout: 30 }).catch(() => {})
    await client.certificate('r1', { signal: cancel.signal }).catch(() => {})
    expect(responses.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['timeout', undefined],
      ['abort', undefined],
    ])
    expect(responses[0]?.elapsed).toBeGreaterThan(20)
  })

  it('is told once of a token that many calls wait for, and of the replay after a 401', async () => {
    let tokens = 0
    const { client } = await openLoopback((request, response) => {
      const { url, headers } = request
      if (url === '/request/token') {
        tokens++
        json(response, 200, {
          ...envelope,
          data: { token: `new-${tokens}`, server_time: 1, expired_at: 1801 },
        })
      } else if (headers.authorization === 'token')
        json(response, 401, { status: 401, code: -2, message: 'x' })
      else json(response, 200, envelope)
    })
    const { responses } = listen(client)
    await client.verify('r1')
    expect(responses.map(({ method, attempt, status }) => [method, attempt, status])).toEqual([
      ['verify', 1, 401],
      ['getAccessToken', 1, 200],
      ['verify', 2, 200],
    ])
    responses.length = 0
    client.clearAccessToken()
    await Promise.all(['r1', 'r2', 'r3'].map((id) => client.verify(id)))
    expect(responses.filter(({ method }) => method === 'getAccessToken')).toHaveLength(1)
    expect(responses).toHaveLength(4)
  })

  it('that aborts the call keeps it from being sent', async () => {
    const { client, requests } = await openLoopback(ok)
    const cancel = new AbortController()
    client.on('request', () => cancel.abort())
    const call = () => client.cancel({ receiptId: 'r1' }, { signal: cancel.signal })
    expect(await errorOf(call)).toMatchObject({ type: 'abort', outcomeUnknown: false })
    expect(requests).toHaveLength(0)
  })

  it.each([
    [
      'throws',
      () => {
        throw undefined
      },
    ],
    ['gives a promise that rejects', () => Promise.reject(new Error('from the listener'))],
    [
      'gives a promise whose then throws',
      () =>
        Object.defineProperty({}, 'then', {
          get() {
            throw new Error('from the listener')
          },
        }),
    ],
    ['never ends', () => new Promise(() => {})],
    [
      'changes the event',
      (event: object) => {
        ;(event as { path: string }).path = '/elsewhere'
      },
    ],
    [
      'calls the client in turn',
      (() => {
        let calls = 0
        return (_: object, client: BootpayClient) => calls++ === 0 && client.verify('r2')
      })(),
    ],
  ] as [string, (event: object, client: BootpayClient) => unknown][])(
    'that %s changes neither the answer nor what others are told',
    async (_, act) => {
      const { client } = await openLoopback(ok)
      // A listener that calls the client has others hear of that call first, perhaps a millisecond later.
      vi.spyOn(Date, 'now').mockReturnValue(1_700_000_000_000)
      const [before, after] = [vi.fn(), vi.fn()]
      client
        .on('request', before)
        .on('request', (event) => act(event, client))
        .on('request', after)
      await expect(client.verify('r1')).resolves.toEqual(envelope)
      expect(after.mock.calls[0]).toEqual(before.mock.calls[0])
      expect(after.mock.calls[0]?.[0]).toMatchObject({ path: '/receipt/:id' })
    },
  )

  it('is called in the asynchronous context of the call', async () => {
    const { client } = await openLoopback(ok)
    const context = new AsyncLocalStorage<string>()
    const heard: unknown[] = []
    for (const name of ['request', 'response'] as const) {
      client.on(name, () => heard.push(`${name} ${context.getStore()}`))
    }
    await Promise.all(['one', 'two'].map((call) => context.run(call, () => client.verify('r1'))))
    expect(heard.sort()).toEqual(['request one', 'request two', 'response one', 'response two'])
  })

  it('hears of both when added before setConfig, and through on taken from its client', async () => {
    const { client: source, baseUrl } = await openLoopback(ok)
    source.clearAccessToken()
    const client = new BootpayClient()
    const { on } = client
    const heard = vi.fn()
    on('response', heard)
    client.setConfig('app', 'key', 'production', { baseUrl })
    client.$token = 'token'
    await client.verify('r1')
    expect(heard).toHaveBeenCalledOnce()
  })

  it('is not needed for a call: without one no event is built', async () => {
    const { client } = await openLoopback(ok)
    const removed = vi.fn()
    client.on('request', removed).off('request', removed)
    const freeze = vi.spyOn(Object, 'freeze')
    const now = vi.spyOn(Date, 'now')
    await client.verify('r1')
    const built = freeze.mock.calls.filter(([value]) => 'requestedAt' in (value as object))
    expect(built).toEqual([])
    expect(now.mock.results.length).toBe(0)
    client.on('response', () => {})
    await client.verify('r1')
    expect(freeze.mock.calls.some(([value]) => 'requestedAt' in (value as object))).toBe(true)
  })
})
