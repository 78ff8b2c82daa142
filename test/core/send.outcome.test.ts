import { describe, expect, it } from 'vitest'
import {
  destroySubscribeBillingKey,
  requestSubscribeBillingKey,
  requestSubscribeBillingPayment,
} from '../../src/api/billing'
import { cancel } from '../../src/api/cancel'
import { certificate, requestUserToken } from '../../src/api/identity'
import { requestPayment } from '../../src/api/link'
import { startDelivery, submit, verify } from '../../src/api/payment'
import { destroyReserveSubscribeBilling, reserveSubscribeBilling } from '../../src/api/reservation'
import { failure } from '../../src/core/failure'
import { accepted, broken, noReply, openSender, type Reply, refused, reply } from '../support/sender'

const chargeData = { billingKey: 'sample-key', itemName: '정기결제', price: 1000, orderId: 'o-1' }
const cardData = {
  orderId: 'o1',
  pg: 'nicepay',
  itemName: '월 구독',
  cardNo: '5570420412341074',
  cardPw: '12',
  expireYear: '26',
  expireMonth: '12',
  identifyNumber: '901014',
}
const charge = requestSubscribeBillingPayment(chargeData)
const lookups = [verify('r1'), certificate('r1'), requestUserToken({ userId: 'u1' })]
const destroys = [destroyReserveSubscribeBilling('v1'), destroySubscribeBillingKey('k1')]
const onces = [
  charge,
  cancel({ receiptId: 'r1' }),
  cancel({ receiptId: 'r1', price: 100, cancelId: 'c1' }),
  submit('r1'),
  requestSubscribeBillingKey(cardData),
  reserveSubscribeBilling({ ...chargeData, schedulerType: 'oneshot', executeAt: 1700000000 }),
  requestPayment({ orderId: 'o', price: 1000, itemName: 'x' }),
  startDelivery({ receiptId: 'r1', deliveryNo: '123456', deliveryCorp: '001' }),
]

const notSent = broken(failure('conn', 'x', { sent: false }))
const reset = broken(failure('conn', 'x'))
const html = '<html>bad gateway</html>'

/** A fault, how often a lookup and a `once` call are sent, and whether the outcome of the latter is unknown. */
const faults: [
  string,
  Reply,
  lookup: number,
  once: number,
  unknown: boolean,
  type: string,
  status: number,
][] = [
  ['no connection', notSent, 3, 3, false, 'conn', 500],
  ['a certificate refused', broken(failure('tls', 'x', { sent: false })), 1, 1, false, 'tls', 500],
  ['a reset', reset, 3, 1, true, 'conn', 500],
  ['silence', noReply, 2, 1, true, 'timeout', 500],
  ['an empty answer', reply(200, ''), 3, 1, true, 'invalid', 500],
  ['half an answer', reply(200, '{"status":200,"da'), 3, 1, true, 'invalid', 500],
  ['204', reply(204, ''), 1, 1, true, 'invalid', 500],
  ['an HTML page under 200', reply(200, html), 1, 1, true, 'invalid', 500],
  ['an HTML page under 502', reply(502, html), 3, 1, true, 'invalid', 502],
  ['an HTML page under 504', reply(504, html), 3, 1, true, 'invalid', 504],
  ['a 302', reply(302, { status: 200, code: 0 }), 1, 1, true, 'invalid', 302],
  ['a 307', reply(307, ''), 1, 1, true, 'invalid', 307],
  ...['[]', '"ok"', 'null', '42', 'true', `${'['.repeat(200_000)}`].map(
    (text) =>
      [`${text.slice(0, 10)} under 200`, reply(200, text), 1, 1, true, 'invalid', 500] as [
        string,
        Reply,
        number,
        number,
        boolean,
        string,
        number,
      ],
  ),
  ['429', refused(429, -1), 3, 1, false, 'api', 429],
  ['503 with a code', refused(503, -1), 3, 1, false, 'api', 503],
  ['503 with code 0', refused(503, 0), 3, 1, true, 'api', 503],
  ['500 without a code', reply(500, { error: 'x' }), 3, 1, true, 'api', 500],
  ['500 of the card company', refused(500, -2201), 3, 1, false, 'api', 500],
  ['408 without a code', reply(408, {}), 1, 1, true, 'api', 408],
  ['400', refused(400, -1), 1, 1, false, 'api', 400],
  ['404', refused(404, -1), 1, 1, false, 'api', 404],
  ['422', refused(422, -1), 1, 1, false, 'api', 422],
]

describe.each(faults)('%s', (_, given, lookup, once, unknown, type, status) => {
  it('is repeated for what may be repeated', async () => {
    for (const wanted of [...lookups, ...destroys]) {
      const { script, fail, calls } = openSender()
      script.otherwise = given
      const error = await fail(wanted)
      expect(error).toMatchObject({ type, status, attempts: lookup, method: wanted.name })
      expect(error.outcomeUnknown).toBe(wanted.safety === 'destroy' && unknown)
      expect(calls()).toHaveLength(lookup)
    }
  })

  it('is met once by what moves money, which says what is to be done', async () => {
    for (const wanted of onces) {
      const { script, fail, calls } = openSender()
      script.otherwise = given
      const error = await fail(wanted)
      expect(error).toMatchObject({ type, status, attempts: once, outcomeUnknown: unknown })
      expect(calls()).toHaveLength(once)
      expect(error.message.includes(wanted.advice?.korean ?? '')).toBe(unknown)
    }
  })
})

describe('repetition', () => {
  it('of a lookup ends with the first success', async () => {
    const { clock, script, send, calls } = openSender()
    script.replies = [reset, reply(200, '{'), accepted({ price: 1 })]
    const ended = send(verify('r1'))
    await clock.advance(1000)
    await expect(ended).resolves.toMatchObject({ data: { price: 1 } })
    expect(calls()).toHaveLength(3)
  })

  it('waits 250 ms and 500 ms, less up to a half by chance', async () => {
    for (const [chance, waits] of [
      [0, [125, 250]],
      [1, [250, 500]],
    ] as const) {
      const { clock, script, fail, calls } = openSender()
      clock.chance = chance
      script.otherwise = refused(503, -1)
      await fail(verify('r1'))
      const times = calls().map(({ at }) => at)
      expect([times[1]! - times[0]!, times[2]! - times[1]!]).toEqual(waits)
    }
  })

  it('is as often as maxRetries says, and no option repeats what moves money', async () => {
    for (const maxRetries of [0, 1, 5]) {
      const lookup = openSender({ maxRetries })
      lookup.script.otherwise = refused(503, -1)
      expect(await lookup.fail(verify('r1'))).toMatchObject({ attempts: maxRetries + 1 })
      const once = openSender({ maxRetries })
      once.script.otherwise = reset
      expect(await once.fail(charge)).toMatchObject({ attempts: 1, outcomeUnknown: true })
    }
  })

  it('honours a short Retry-After, in seconds or as a date', async () => {
    for (const retryAfter of ['3', new Date(Date.now() + 2_500).toUTCString()]) {
      const { clock, script, send, calls } = openSender()
      script.replies = [refused(429, -1, 'x', { retryAfter }), accepted()]
      const ended = send(verify('r1'))
      await clock.advance(5_000)
      await ended
      expect(calls()[1]!.at - calls()[0]!.at).toBeGreaterThanOrEqual(1000)
    }
  })

  it('does not wait for a long Retry-After but tells it', async () => {
    const { clock, script, send } = openSender()
    script.otherwise = refused(429, -1, 'x', { retryAfter: '3600' })
    const startedAt = clock.now()
    await expect(send(verify('r1'))).rejects.toMatchObject({ attempts: 1, retryAfter: 3600 })
    expect(clock.now()).toBe(startedAt)
  })

  it('tells the Retry-After of a charge, and of nonsense nothing', async () => {
    for (const [retryAfter, told] of [
      ['7', 7],
      ['1.2', 2],
      ['soon', undefined],
      [new Date(0).toUTCString(), 0],
    ] as const) {
      const { script, fail } = openSender()
      script.otherwise = refused(429, -1, 'x', { retryAfter })
      expect((await fail(charge)).retryAfter).toBe(told)
    }
  })

  it('is stopped by the budget when everything fails', async () => {
    const { clock, script, send, calls } = openSender()
    await send(verify('warm'))
    script.otherwise = refused(503, -1)
    const ended = Promise.allSettled(Array.from({ length: 200 }, () => send(verify('r1'))))
    await clock.advance(60_000)
    expect(new Set((await ended).map(({ status }) => status))).toEqual(new Set(['rejected']))
    expect(calls().length - 1).toBe(300)
  })

  it('of a destroy that ends with 404 does not hide that an earlier try may have done it', async () => {
    for (const wanted of destroys) {
      const { script, fail } = openSender()
      script.replies = [reset]
      script.otherwise = refused(404, -1)
      expect(await fail(wanted)).toMatchObject({
        type: 'api',
        status: 404,
        attempts: 2,
        outcomeUnknown: true,
      })
    }
  })
})

describe('an abort', () => {
  const ended = (work: Promise<unknown>): Promise<any> => work.catch((error) => error)

  it('before the call sends nothing', async () => {
    const { send, sent } = openSender()
    const error = await ended(send(charge, { signal: AbortSignal.abort('top secret') }))
    expect(error).toMatchObject({
      type: 'abort',
      status: 500,
      code: -100,
      attempts: 0,
      outcomeUnknown: false,
    })
    expect(error.message).not.toContain('secret')
    expect(sent).toHaveLength(0)
  })

  it('while a token is on its way ends one caller only', async () => {
    const { clock, script, send } = openSender()
    const token = script.token(1)
    script.token = () => ({ ...token, after: 1000 })
    const caller = new AbortController()
    const left = ended(send(charge, { signal: caller.signal }))
    const stayed = send(verify('r1'))
    await clock.advance(500)
    caller.abort()
    expect(await left).toMatchObject({ type: 'abort', attempts: 0, outcomeUnknown: false })
    await clock.advance(500)
    await expect(stayed).resolves.toMatchObject({ status: 200 })
  })

  it('while a charge is under way leaves its outcome open, and that of a lookup closed', async () => {
    for (const [wanted, outcomeUnknown] of [
      [charge, true],
      [verify('r1'), false],
    ] as const) {
      const { clock, script, send } = openSender()
      script.otherwise = noReply
      const caller = new AbortController()
      const left = ended(send(wanted as typeof charge, { signal: caller.signal }))
      await clock.advance(100)
      caller.abort()
      expect(await left).toMatchObject({ type: 'abort', attempts: 1, outcomeUnknown })
    }
  })

  it('while a retry is waited for sends it no more', async () => {
    const { clock, script, send, calls } = openSender()
    script.otherwise = reset
    const caller = new AbortController()
    const left = ended(send(verify('r1'), { signal: caller.signal }))
    await clock.advance(10)
    caller.abort()
    expect(await left).toMatchObject({ type: 'abort', attempts: 1 })
    expect(calls()).toHaveLength(1)
  })
})
