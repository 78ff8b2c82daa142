import { describe, expect, test } from 'vitest'
import { parseFeedback } from '../../src'
import { feedbackOf, type SandboxReceipt } from '../../src/sandbox'
import fc from '../support/property'
import { chargeOf, type Delivery, open, receiver } from './support'

/** What arrived, without what belongs to the connection. */
function sent({ headers, body }: Delivery) {
  return {
    headers: { 'content-type': headers['content-type'], 'content-length': headers['content-length'] },
    body,
  }
}

describe.each(['json', 'urlencoded'] as const)('as %s', (feedbackContentType) => {
  const encoding = feedbackContentType === 'json' ? 'json' : 'form'

  test('feedbackOf gives byte for byte what the sandbox sends, at each step of a payment', async () => {
    const hook = await receiver()
    const { sandbox, call } = await open({ feedbackUrl: hook.url, feedbackContentType })
    const { applicationId, privateKey } = sandbox
    const steps: (() => unknown)[] = [
      () =>
        sandbox.pay({ price: 10_000, taxFree: 500, itemName: '책 & 펜', receiptId: 'r', params: { a: '1' } }),
      () => call('POST', '/cancel', { receipt_id: 'r', price: 1_000 }),
      () => call('POST', '/cancel', { receipt_id: 'r' }),
      () =>
        sandbox.deposit(sandbox.pay({ price: 5_000, state: 'awaiting-deposit', receiptId: 'v' }).receipt_id),
    ]
    for (const [count, step] of steps.entries()) {
      await step()
      await sandbox.advance(0)
      const [delivery, ...more] = hook.deliveries.slice(count)
      expect(more).toEqual([])
      const receiptId = count < 3 ? 'r' : 'v'
      const receipt = sandbox.receipts.find(({ receipt_id }) => receipt_id === receiptId)!
      const made = feedbackOf(receipt, { encoding, applicationId, privateKey })
      expect(made).toEqual(sent(delivery!))
      expect(sandbox.feedback(receiptId)).toEqual(made)
      // What a program has of the payment is the answer of verify.
      const { data } = await call('GET', `/receipt/${receiptId}`)
      expect(feedbackOf(data, { encoding, applicationId, privateKey })).toEqual(made)
    }
  })

  test('feedbackOf gives what the sandbox sends for a payment by a billing key, and for its cancel', async () => {
    const hook = await receiver()
    const { sandbox, call } = await open()
    const { applicationId, privateKey } = sandbox
    for (const method of ['card_rebill', 'card_rebill_rest'] as const) {
      const { billing_key } = sandbox.issueBillingKey({ method })
      const target = { feedback_url: hook.url, feedback_content_type: feedbackContentType }
      const charge = await call('POST', '/subscribe/billing', chargeOf(billing_key, target))
      const { receipt_id } = charge.data
      for (const step of ['charge', 'cancel']) {
        if (step === 'cancel') await call('POST', '/cancel', { receipt_id })
        await sandbox.advance(0)
        const receipt = sandbox.receipts.find((each) => each.receipt_id === receipt_id)!
        const made = feedbackOf(receipt, { encoding, applicationId, privateKey })
        expect(made).toEqual(sent(hook.deliveries.at(-1)!))
        expect(sandbox.feedback(receipt_id)).toEqual(made)
      }
    }
    expect(hook.deliveries).toHaveLength(4)
  })

  test('feedbackOf gives what the sandbox sends again, with its retry_count', async () => {
    const hook = await receiver((count) => ({ body: count === 1 ? 'NO' : 'OK' }))
    const { sandbox } = await open({ feedbackUrl: hook.url, feedbackContentType })
    sandbox.pay({ price: 1_000, receiptId: 'r' })
    await sandbox.advance(60_000)
    expect(sent(hook.deliveries[1]!)).toEqual(sandbox.feedback('r', { retryCount: 1 }))
  })
})

test('sandbox.feedback writes in the encoding that is asked for, and sends nothing', async () => {
  const hook = await receiver()
  const { sandbox } = await open({ feedbackUrl: hook.url })
  sandbox.seed({ receipts: [{ receiptId: 'r', price: 1000 }] })
  expect(JSON.parse(sandbox.feedback('r', { encoding: 'json' }).body)).toMatchObject({ price: 1000 })
  expect(new URLSearchParams(sandbox.feedback('r').body).get('price')).toBe('1000')
  await sandbox.advance(0)
  expect(hook.deliveries).toEqual([])
  expect(() => sandbox.feedback('none')).toThrow(/no such receipt: none/)
})

test('the webhook of a merchant has the keys of that merchant', async () => {
  const { sandbox } = await open({ merchants: 'any' })
  const shop = sandbox.merchant('shop', { privateKey: 'key' })
  shop.pay({ price: 1000, receiptId: 'r' })
  const { body } = shop.feedback('r', { encoding: 'json' })
  expect(JSON.parse(body)).toMatchObject({ application_id: 'shop', private_key: 'key' })
})

test('feedbackOf needs only an id, a price and a status', () => {
  const { headers, body } = feedbackOf({ receipt_id: 'r', price: 1000, status: 1 }, { privateKey: 'key' })
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(parseFeedback(body, { privateKey: 'key' })).toMatchObject({
    receipt_id: 'r',
    price: 1000,
    status: 1,
    retry_count: 0,
    authentic: true,
  })
  expect(parseFeedback(body, { privateKey: 'other' }).authentic).toBe(false)
})

test.each([
  [undefined, {}],
  [null, {}],
  [{ status: 200, code: 0, data: { receipt_id: 'r', price: 1, status: 1 } }, {}],
  [{ receipt_id: '', price: 1, status: 1 }, {}],
  [{ receipt_id: 'r', price: '1', status: 1 }, {}],
  [{ receipt_id: 'r', price: 1 }, {}],
  [{ receipt_id: 'r', price: 1, status: 1 }, { encoding: 'urlencoded' }],
  [{ receipt_id: 'r', price: 1, status: 1 }, { privateKey: '' }],
  [{ receipt_id: 'r', price: 1, status: 1 }, { retryCount: -1 }],
  [{ receipt_id: 'r', price: 1, status: 1 }, { privatKey: 'key' }],
])('feedbackOf refuses %j with %j', (receipt, options) => {
  expect(() => feedbackOf(receipt as never, options as never)).toThrow(TypeError)
  expect(() => feedbackOf(receipt as never, options as never)).toThrow(/^feedbackOf: /)
})

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const amount = fc.nat(10_000_000)
const time = fc.constantFrom('2026-03-01 09:30:00', '2021-08-26 10:44:19')
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const receipts = fc
  .record({
    receipt_id: text,
    order_id: text,
    name: text,
    item_name: text,
    price: amount,
    tax_free: amount,
    remain_price: amount,
    remain_tax_free: amount,
    cancelled_price: amount,
    cancelled_tax_free: amount,
    receipt_url: fc.webUrl(),
    unit: fc.constantFrom('krw', 'usd'),
    pg: fc.constantFrom('kcp', 'nicepay', 'payapp'),
    pg_name: text,
    method: fc.constantFrom('card', 'vbank', 'card_rebill', 'card_rebill_rest'),
    method_name: text,
    // A form has no lists and nothing empty.
    params: optional(fc.oneof(text, fc.dictionary(fc.stringMatching(/^k\w{1,5}$/), text, { minKeys: 1 }))),
    payment_data: fc.record({
      card_name: text,
      card_no: text,
      tid: text,
      p: amount,
      s: fc.constantFrom(1, 20),
      g: fc.nat(9),
    }),
    requested_at: time,
    purchased_at: time,
    revoked_at: optional(time),
    status: fc.constantFrom(1, 20),
    status_en: text,
    status_ko: text,
  })
  .map((receipt) => JSON.parse(JSON.stringify(receipt)) as SandboxReceipt)

test.each(['json', 'form'] as const)('parseFeedback reads out of %s what feedbackOf put in', (encoding) => {
  const property = fc.property(receipts, text, fc.nat(10), (receipt, privateKey, retryCount) => {
    const { headers, body } = feedbackOf(receipt, { encoding, privateKey, retryCount })
    expect(Buffer.byteLength(body)).toBe(Number(headers['content-length']))
    const feedback = parseFeedback(body, { contentType: headers['content-type'], privateKey })
    expect(feedback).not.toHaveProperty('private_key')
    expect(feedback.authentic).toBe(true)
    expect(feedback.retry_count).toBe(retryCount)
    const isFlat = receipt.method.startsWith('card_rebill') && receipt.revoked_at === undefined
    expect(isFlat ? feedback.item_name : feedback.name).toBe(isFlat ? receipt.item_name : receipt.name)
    const same = [
      'receipt_id',
      'order_id',
      'price',
      'status',
      'pg',
      'method',
      'receipt_url',
      'purchased_at',
    ] as const
    for (const name of same) expect(feedback[name]).toBe(receipt[name])
    if (receipt.revoked_at !== undefined) {
      for (const name of ['remain_price', 'cancelled_price', 'cancelled_tax_free', 'revoked_at'] as const)
        expect(feedback[name]).toBe(receipt[name])
    }
    expect(feedback.payment_data).toEqual(receipt.payment_data)
    if (receipt.params !== undefined) expect(feedback.params).toEqual(receipt.params)
  })
  fc.assert(property, { numRuns: 300 })
})
