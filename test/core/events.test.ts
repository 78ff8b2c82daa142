import { describe, expect, it, vi } from 'vitest'
import type { BootpayClient, BootpayRequestEvent, BootpayResponseEvent } from '../../src'
import { chargeData, envelope, json, ok, openLoopback } from '../support/loopback'
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
})
