import { describe, expect, it } from 'vitest'
import { requestSubscribeBillingPayment } from '../../src/api/billing'
import { cancel } from '../../src/api/cancel'
import { submit, verify } from '../../src/api/payment'
import { failure } from '../../src/core/failure'
import { accepted, broken, noReply, openSender, refused, reply, tokenAnswer } from '../support/sender'

const charge = requestSubscribeBillingPayment({
  billingKey: 'key-1',
  itemName: '정기결제',
  price: 1000,
  orderId: 'o-1',
})
const reset = broken(failure('conn', 'x'))

describe('a call', () => {
  it('fetches the token by itself and sends it raw', async () => {
    const { send, sent, calls } = openSender()
    await expect(send(verify('r1'))).resolves.toEqual({ status: 200, code: 0, message: '', data: {} })
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.bootpay.co.kr/request/token',
      'GET https://api.bootpay.co.kr/receipt/r1',
    ])
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      application_id: 'app',
      private_key: 'the sample key',
    })
    expect(sent[0]?.headers).not.toHaveProperty('authorization')
    expect(calls()[0]).toMatchObject({
      body: undefined,
      headers: { accept: 'application/json', authorization: 'token-1' },
    })
    expect(calls()[0]?.headers).not.toHaveProperty('content-type')
  })

  it('that moves money asks for a fresh connection; lookups and the token share theirs', async () => {
    const { send, sent } = openSender()
    await send(submit('r1'))
    await send(verify('r1'))
    expect(sent.map(({ pooled }) => pooled)).toEqual([true, false, true])
    expect(sent[1]).toMatchObject({
      body: '{"receipt_id":"r1"}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('made by thirty callers at once sends one token request', async () => {
    const { send, tokens, calls } = openSender()
    await Promise.all(Array.from({ length: 30 }, (_, index) => send(verify(`r${index}`))))
    expect([tokens().length, calls().length]).toEqual([1, 30])
    expect(new Set(calls().map(({ headers }) => headers.authorization))).toEqual(new Set(['token-1']))
  })

  it('is not sent without a token when the token answer holds none', async () => {
    for (const bad of [
      accepted({}),
      accepted({ token: '토큰' }),
      accepted({ token: 'a\r\nb' }),
      accepted(null),
    ]) {
      const { script, fail, calls } = openSender()
      script.token = () => bad
      expect(await fail(charge)).toMatchObject({
        type: 'invalid',
        status: 500,
        code: -100,
        outcomeUnknown: false,
        attempts: 0,
        method: 'requestSubscribeBillingPayment',
      })
      expect(calls()).toHaveLength(0)
    }
  })

  it('with wrong keys ends with what the gateway says, without the key, and asks once', async () => {
    const { script, fail, tokens, calls } = openSender()
    script.token = () => refused(401, -1000, '올바르지 않은 접근: the sample key')
    const error = await fail(verify('r1'))
    expect(error).toMatchObject({
      type: 'api',
      status: 401,
      code: -1000,
      message: '올바르지 않은 접근: ****',
    })
    expect([tokens().length, calls().length]).toEqual([1, 0])
  })

  it('repeats the token request when it may, whatever the call itself is', async () => {
    const { clock, script, send, tokens, calls } = openSender()
    script.token = (nth) => (nth === 1 ? refused(503, -1) : nth === 2 ? reset : tokenAnswer('third'))
    const sent = send(charge)
    await clock.advance(1000)
    await sent
    expect([tokens().length, calls().length]).toEqual([3, 1])
    expect(calls()[0]?.headers.authorization).toBe('third')
  })
})

describe('a 401', () => {
  it('on a cached token leads to one renewal and one replay, also of a charge', async () => {
    const { script, send, calls, tokens } = openSender()
    await send(verify('r1'))
    script.replies = [refused(401, -10), accepted({ receipt_id: 'r2' })]
    await expect(send(charge)).resolves.toMatchObject({ data: { receipt_id: 'r2' } })
    expect(calls().map(({ headers }) => headers.authorization)).toEqual(['token-1', 'token-1', 'token-2'])
    expect(calls()[1]?.body).toBe(calls()[2]?.body)
    expect(tokens()).toHaveLength(2)
  })

  it('that comes again after one replay ends the call', async () => {
    const { script, send, fail, calls, tokens } = openSender()
    await send(verify('r1'))
    script.otherwise = refused(401, -10, '권한 없음')
    expect(await fail(charge)).toMatchObject({
      type: 'api',
      status: 401,
      code: -10,
      message: '권한 없음',
      attempts: 2,
      outcomeUnknown: false,
    })
    expect([tokens().length, calls().length]).toEqual([2, 3])
  })

  it('on a token that was just fetched is final', async () => {
    const { script, fail, calls, tokens } = openSender()
    script.otherwise = refused(401, -10)
    expect(await fail(verify('r1'))).toMatchObject({ status: 401, attempts: 1 })
    expect([tokens().length, calls().length]).toEqual([1, 1])
  })

  it('is avoided when the token expires while the call waits for its retry: it is renewed before', async () => {
    const { clock, script, send, calls, tokens } = openSender()
    await send(verify('warm'))
    await clock.advance(30 * 60_000 - 1_500)
    script.token = (nth) => (nth === 2 ? refused(503, -1) : tokenAnswer(`token-${nth}`))
    script.replies = [refused(503, -1, 'x', { retryAfter: '3' }), accepted()]
    const ended = send(verify('r1'))
    await clock.advance(10_000)
    await expect(ended).resolves.toMatchObject({ status: 200 })
    expect(calls().map(({ headers }) => headers.authorization)).toEqual(['token-1', 'token-1', 'token-3'])
    expect(tokens()).toHaveLength(3)
  })

  it('is not replayed with the token that was refused', async () => {
    const { script, send, fail, calls, tokens } = openSender()
    script.token = () => tokenAnswer('same')
    await send(verify('r1'))
    script.otherwise = refused(401, -10)
    expect(await fail(charge)).toMatchObject({ status: 401, code: -10, attempts: 1 })
    expect([tokens().length, calls().length]).toEqual([2, 2])
  })

  it('without the JSON of the gateway is not replayed', async () => {
    const { script, send, fail, calls } = openSender()
    await send(verify('r1'))
    script.otherwise = reply(401, '<html>proxy</html>')
    expect(await fail(charge)).toMatchObject({ type: 'invalid', status: 401, outcomeUnknown: true })
    expect(calls()).toHaveLength(2)
  })

  it('of many calls at once leads to one renewal', async () => {
    const { script, send, calls, tokens } = openSender()
    await send(verify('r1'))
    script.replies = Array.from({ length: 10 }, () => refused(401, -10))
    await Promise.all(Array.from({ length: 10 }, () => send(verify('r2'))))
    expect([tokens().length, calls().length]).toEqual([2, 21])
  })

  it('that arrives late drops no newer token', async () => {
    const { clock, script, send, calls, tokens } = openSender()
    await send(verify('r1'))
    script.replies = [refused(401, -10, 'x', { after: 1000 }), refused(401, -10)]
    const late = send(verify('late'))
    await send(verify('early'))
    await clock.advance(1000)
    await late
    expect(tokens()).toHaveLength(2)
    expect(calls().at(-1)?.headers.authorization).toBe('token-2')
  })

  it('followed by a token request that fails ends as that one did, and nothing was done', async () => {
    const { script, send, fail } = openSender()
    await send(verify('r1'))
    script.replies = [refused(401, -10)]
    script.token = () => reset
    expect(await fail(charge)).toMatchObject({ type: 'conn', outcomeUnknown: false, attempts: 1 })
  })
})

describe('the deadline', () => {
  it('covers token and call together', async () => {
    const { clock, script, send, calls } = openSender()
    script.token = () => ({ ...tokenAnswer('slow'), after: 15_000 })
    script.otherwise = noReply
    const startedAt = clock.now()
    const ended = send(charge).catch((error) => ({ error, after: clock.now() - startedAt }))
    await clock.advance(100_000)
    expect(await ended).toMatchObject({
      after: 60_000,
      error: { type: 'timeout', status: 500, code: -100, outcomeUnknown: true, attempts: 1 },
    })
    expect(calls()[0]?.ms).toBe(45_000)
  })

  it('ends the wait for a token, and then nothing has been sent', async () => {
    const { clock, script, send, calls } = openSender()
    script.token = () => noReply
    const startedAt = clock.now()
    const ended = send(charge, { timeout: 5_000 }).catch((error) => ({
      error,
      after: clock.now() - startedAt,
    }))
    await clock.advance(100_000)
    expect(await ended).toMatchObject({
      after: 5_000,
      error: { type: 'timeout', outcomeUnknown: false, attempts: 0 },
    })
    expect(calls()).toHaveLength(0)
    expect(clock.waiting).toBe(0)
  })

  it('gives the first try of a lookup a third, and after a timeout all that is left to the next', async () => {
    const { clock, script, send, calls } = openSender({ timeout: 30_000 })
    await send(verify('warm'))
    script.otherwise = noReply
    const startedAt = clock.now()
    const ended = send(verify('r1')).catch((error) => ({ error, after: clock.now() - startedAt }))
    await clock.advance(100_000)
    const { error, after } = (await ended) as any
    expect(error).toMatchObject({ type: 'timeout', outcomeUnknown: false, attempts: 2 })
    expect(after).toBe(30_000)
    expect(calls().map(({ at, ms }) => [at - startedAt, ms])).toEqual([
      [0, 10_000],
      [0, 10_000],
      [10_125, 19_875],
    ])
  })

  it('gives the last try all that is left also when the first ones failed at once', async () => {
    const { clock, script, send, calls } = openSender({ timeout: 30_000 })
    script.replies = [refused(503, -1), reset]
    const ended = send(verify('r1'))
    await clock.advance(10_000)
    await expect(ended).resolves.toMatchObject({ status: 200 })
    expect(calls().map(({ ms }) => ms)).toEqual([10_000, 10_000, 30_000 - 125 - 250])
  })

  it('lets a lookup read an answer that takes longer than a third each time', async () => {
    const { clock, script, send } = openSender()
    script.otherwise = accepted({ price: 1000 }, { after: 35_000 })
    const ended = send(verify('r1'))
    await clock.advance(60_000)
    await expect(ended).resolves.toMatchObject({ data: { price: 1000 } })
  })

  it('is that of the call when one is named', async () => {
    const { send, calls } = openSender()
    await send(charge, { timeout: 1234 })
    await send(verify('r1'), { timeout: 300 })
    expect(calls().map(({ ms }) => ms)).toEqual([1234, 100])
  })

  it('leaves no timer behind', async () => {
    const { clock, send } = openSender()
    await Promise.all([send(verify('r1')), send(charge), send(cancel({ receiptId: 'r1' }))])
    await clock.advance(0)
    expect(clock.waiting).toBe(0)
  })
})

describe('sessions', () => {
  it('do not share tokens', async () => {
    const { send, another, calls } = openSender()
    const other = another('other')
    await Promise.all([send(verify('r1')), send(verify('r2'), {}, other)])
    await Promise.all([send(verify('r1')), send(verify('r2'), {}, other)])
    const used = (path: string) =>
      calls().flatMap(({ url, headers }) => (url.endsWith(path) ? [headers.authorization] : []))
    expect(used('r1')).toEqual(['token-1', 'token-1'])
    expect(used('r2')).toEqual(['token-2', 'token-2'])
  })
})

describe('a token request', () => {
  it('that fails counts as attempts of getAccessToken, and not as attempts of other calls', async () => {
    const { script, clock, token, fail } = openSender()
    script.token = () => refused(503, -1)
    const asked = token().catch((error) => error)
    await clock.advance(60_000)
    expect(await asked).toMatchObject({ type: 'api', status: 503, attempts: 3 })
    expect(await fail(verify('r1'))).toMatchObject({ status: 503, attempts: 0 })
  })

  it('that gets no answer in time counts as attempts of getAccessToken', async () => {
    const { script, clock, token } = openSender()
    script.token = () => noReply
    const asked = token({ timeout: 200 }).catch((error) => error)
    await clock.advance(200)
    expect(await asked).toMatchObject({ type: 'timeout', attempts: 1 })
  })

  it('may take as long as the call that needs the token', async () => {
    const { script, clock, token, send } = openSender({ timeout: 600 })
    const late = { ...tokenAnswer('token-1'), after: 2_000 }
    script.token = () => late
    const asked = token({ timeout: 10_000 })
    await clock.advance(2_000)
    expect((await asked).data.token).toBe('token-1')
    await expect(send(submit('r1'), { timeout: 10_000 })).resolves.toMatchObject({ status: 200 })
  })
})
