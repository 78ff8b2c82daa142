import { expect, test } from 'vitest'
import { BootpayError, type BootpayErrorType } from '../../src'
import type { Fault } from '../../src/sandbox'
import { hastyClock } from '../support/hasty-clock'
import { clientOf, openSandbox, payments, seen, tokenRequests } from './support'

type Wanted = Omit<Fault, 'path'>

/** What leaves the client without an answer until its time is over. */
const isEndless = ({ fault, delay = 0 }: Wanted) => fault === 'silence' || delay > 1_000

/**
 * A call may take a minute, or 6 seconds of a hasty clock, so that a busy machine is no fault; where the test waits for
 * the end of that time, a quarter of it. Each try of a lookup may take a third.
 */
async function story(fault?: Wanted) {
  const sandbox = await openSandbox()
  const timeout = fault !== undefined && isEndless(fault) ? 15_000 : 60_000
  const client = clientOf(sandbox, { timeout }, hastyClock)
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const { receipt_id } = sandbox.pay({ price: 1_000, receiptId: 'receipt' })
  // The token is there before any fault is.
  await client.getAccessToken()
  const look = () => client.verify(receipt_id)
  const charge = () =>
    client.requestSubscribeBillingPayment({ billingKey, itemName: '정기구독', price: 5_000, orderId: 'o-1' })
  const charged = () => payments(sandbox).filter(({ order_id }) => order_id === 'o-1').length
  return { sandbox, client, look, charge, charged }
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'answered' as const,
    (error: unknown) => {
      expect(error).toBeInstanceOf(BootpayError)
      return error as BootpayError
    },
  )

const lookups: [fault: Wanted, requests: string[]][] = [
  [{ fault: 'decline' }, ['500', '200']],
  [{ fault: 'unauthorized' }, ['401', '200']],
  [{ fault: 'rate-limit' }, ['429', '200']],
  [{ fault: 'rate-limit', retryAfter: 1 }, ['429', '200']],
  [{ fault: 'server-error' }, ['500', '200']],
  [{ fault: 'server-error', code: undefined }, ['500', '200']],
  [{ fault: 'server-error', status: 503, times: 2 }, ['503', '503', '200']],
  [{ fault: 'html' }, ['502', '200']],
  [{ fault: 'reset-before' }, ['no answer', '200']],
  [{ fault: 'reset-after', times: 2 }, ['no answer', 'no answer', '200']],
  [{ fault: 'silence' }, ['no answer', '200']],
  [{ fault: 'slow', delay: 50 }, ['200']],
  [{ fault: 'cut' }, ['200', '200']],
]
test.each(lookups)('a lookup survives %j', async (fault, requests) => {
  const { sandbox, look } = await story(fault)
  sandbox.failNext({ ...fault, path: '/receipt' })
  expect((await look()).data.price).toBe(1_000)
  expect(seen(sandbox, '/receipt')).toEqual(requests.map((status) => `GET /receipt/receipt ${status}`))
  expect(tokenRequests(sandbox)).toBe(fault.fault === 'unauthorized' ? 2 : 1)
})

const endings: [fault: Wanted, type: BootpayErrorType, status: number, requests: number][] = [
  [{ fault: 'decline' }, 'api', 500, 3],
  [{ fault: 'unauthorized' }, 'api', 401, 2],
  [{ fault: 'rate-limit' }, 'api', 429, 3],
  [{ fault: 'rate-limit', retryAfter: 3_600 }, 'api', 429, 1],
  [{ fault: 'server-error' }, 'api', 500, 3],
  [{ fault: 'server-error', status: 400 }, 'api', 400, 1],
  [{ fault: 'html' }, 'invalid', 502, 3],
  [{ fault: 'html', status: 200 }, 'invalid', 500, 1],
  [{ fault: 'reset-before' }, 'conn', 500, 3],
  [{ fault: 'silence' }, 'timeout', 500, 3],
]
test.each(endings)('a lookup gives up on %j without end as %s %i', async (fault, type, status, requests) => {
  const { sandbox, look, client } = await story(fault)
  sandbox.failNext({ ...fault, path: '/receipt', times: 9 })
  const error = await outcome(look())
  expect(error).toMatchObject({ type, status, outcomeUnknown: false, method: 'verify' })
  expect(seen(sandbox, '/receipt').length).toBeLessThanOrEqual(requests)
  expect(seen(sandbox, '/receipt').length).toBeGreaterThanOrEqual(Math.min(requests, 2))
  // The client is none the worse for it.
  expect((await client.certificate(sandbox.certify().receipt_id)).status).toBe(200)
})

test('a wait longer than the caller has is handed to the caller', async () => {
  const { sandbox, look } = await story()
  sandbox.failNext({ fault: 'rate-limit', path: '/receipt', retryAfter: 3_600 })
  expect(await outcome(look())).toMatchObject({ status: 429, retryAfter: 3_600, attempts: 1 })
})

/** Error (or `answered`), whether the outcome is unknown, requests for the charge, payments in the books. */
const charges: [fault: Wanted, type: string, unknown: boolean, requests: number, payments: number][] = [
  [{ fault: 'decline' }, 'api', false, 1, 0],
  [{ fault: 'unauthorized' }, 'answered', false, 2, 1],
  [{ fault: 'rate-limit' }, 'api', false, 1, 0],
  [{ fault: 'server-error' }, 'api', false, 1, 0],
  [{ fault: 'server-error', code: undefined }, 'api', true, 1, 0],
  [{ fault: 'server-error', code: undefined, execute: true }, 'api', true, 1, 1],
  [{ fault: 'server-error', status: 504, code: undefined, execute: true }, 'api', true, 1, 1],
  [{ fault: 'html' }, 'invalid', true, 1, 0],
  [{ fault: 'html', execute: true }, 'invalid', true, 1, 1],
  [{ fault: 'html', status: 200, execute: true }, 'invalid', true, 1, 1],
  [{ fault: 'reset-before' }, 'conn', true, 1, 0],
  [{ fault: 'reset-after' }, 'conn', true, 1, 1],
  [{ fault: 'silence' }, 'timeout', true, 1, 1],
  [{ fault: 'silence', execute: false }, 'timeout', true, 1, 0],
  [{ fault: 'slow', delay: 50 }, 'answered', false, 1, 1],
  [{ fault: 'slow', delay: 20_000 }, 'timeout', true, 1, 1],
  [{ fault: 'slow', delay: 50, execute: false }, 'api', false, 1, 0],
  [{ fault: 'cut' }, 'invalid', true, 1, 1],
  [{ fault: 'cut', execute: false }, 'invalid', true, 1, 0],
]
test.each(charges)(
  'a charge that meets %j ends as %s (unknown: %s) after %i requests with %i payments',
  async (fault, type, unknown, requests, count) => {
    const { sandbox, charge, charged } = await story(fault)
    sandbox.failNext({ ...fault, path: '/subscribe/billing' })
    const result = await outcome(charge())
    expect(result === 'answered' ? result : result.type).toBe(type)
    if (result !== 'answered') {
      expect(result).toMatchObject({ outcomeUnknown: unknown, attempts: 1 })
      expect(/webhook|웹훅/.test(result.message)).toBe(unknown)
    }
    expect(seen(sandbox, '/subscribe/billing')).toHaveLength(requests)
    expect(charged()).toBe(count)
  },
)

test.each(['unauthorized', 'rate-limit', 'reset-after', 'html', 'server-error', 'cut'] as const)(
  'a charge is not sent again and again while %s lasts',
  async (fault) => {
    const { sandbox, charge, charged } = await story()
    sandbox.failNext({ fault, path: '/subscribe/billing', times: 9 })
    await outcome(charge())
    expect(seen(sandbox, '/subscribe/billing')).toHaveLength(fault === 'unauthorized' ? 2 : 1)
    expect(charged()).toBe(fault === 'reset-after' || fault === 'cut' ? 1 : 0)
  },
)

test('a gateway that is not there was never reached: the charge is tried again and its outcome is known', async () => {
  const { sandbox, charge } = await story()
  await sandbox.close()
  expect(await outcome(charge())).toMatchObject({ type: 'conn', outcomeUnknown: false, attempts: 3 })
})

test('destroying a reservation is repeated after a lost answer, and says that it cannot know', async () => {
  const { sandbox, client } = await story()
  const { reserve_id } = sandbox.reserve({
    billingKey: sandbox.billingKeys[0]?.billing_key ?? '',
    price: 1_000,
    executeAt: Math.floor(sandbox.now() / 1000) + 3_600,
  })
  sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing/reserve' })
  const result = await outcome(client.destroyReserveSubscribeBilling(reserve_id))
  expect(result).toMatchObject({ type: 'api', outcomeUnknown: true })
  expect(sandbox.reservations[0]?.status).toBe(3)
  expect(sandbox.feedbacks).toEqual([])
})

test('no error shows a key, a token or a card', async () => {
  const { sandbox, client } = await story()
  const card = {
    orderId: 'o-2',
    pg: 'nicepay',
    itemName: '정기결제',
    cardNo: '5570420412341074',
    cardPw: '37',
    expireYear: '99',
    expireMonth: '12',
    identifyNumber: '901010',
  }
  for (const fault of ['decline', 'html', 'reset-after', 'cut', 'server-error'] as const) {
    sandbox.failNext({ fault, path: '/request/card_rebill' })
    const error = (await outcome(client.requestSubscribeBillingKey(card))) as BootpayError
    const { inspect } = await import('node:util')
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack
    for (const secret of [sandbox.privateKey, client.$token ?? '-', card.cardNo, card.identifyNumber]) {
      expect(shown).not.toContain(secret)
    }
  }
})
