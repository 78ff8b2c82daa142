import { expect, test } from 'vitest'
import { BootpayError, type Cancellation, PaymentStatus, type Receipt } from '../../src'
import { card, clientOf, issueKey, openSandbox, payments, seen } from './support'

const amountsOf = (data: Receipt | Cancellation) => ({
  left: [data.remain_price, data.remain_tax_free],
  cancelled: [data.cancelled_price, data.cancelled_tax_free],
})

test('a card is registered, charged, refunded in parts and then wholly, and verify agrees at each step', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)

  const { data: key } = await client.requestSubscribeBillingKey({
    ...card,
    extra: { subscribeTestPayment: 1 },
  })
  expect(key).toMatchObject({ pg: 'nicepay', method: 'card_rebill_rest', e_at: '2099-12-31 23:59:59' })
  expect(key.data.card_no).toBe('55704204****1074')

  const { data: paid } = await client.requestSubscribeBillingPayment({
    billingKey: key.billing_key,
    itemName: '정기구독 11월',
    price: 10_000,
    taxFree: 3_000,
    orderId: 2026_11,
  })
  expect(paid).toMatchObject({ status: 1, price: 10_000, tax_free: 3_000, order_id: '202611' })
  const verify = async () => (await client.verify(paid.receipt_id)).data
  expect(await verify()).toMatchObject({ status: PaymentStatus.PAID, name: '정기구독 11월', unit: 'krw' })
  expect(amountsOf(await verify())).toEqual({ left: [10_000, 3_000], cancelled: [0, 0] })

  const steps = [
    [{ price: 4_000, taxFree: 1_000, cancelId: 'refund-1' }, 4_000, [6_000, 2_000], [4_000, 1_000], 1],
    [{ price: 1_000, cancelId: 'refund-2' }, 1_000, [5_000, 2_000], [5_000, 1_000], 1],
    [{ cancelId: 'refund-3' }, 5_000, [0, 0], [10_000, 3_000], 20],
  ] as const
  for (const [refund, asked, left, cancelled, status] of steps) {
    const cancel = () =>
      client.cancel({ receiptId: paid.receipt_id, name: '관리자', reason: '고객 요청', ...refund })
    const { data } = await cancel()
    expect(data).toMatchObject({ request_cancel_price: asked, cancel_id: refund.cancelId })
    expect(amountsOf(data)).toEqual({ left, cancelled })
    const shown = await verify()
    expect(amountsOf(shown)).toEqual({ left, cancelled })
    expect(shown).toMatchObject({ status, price: 10_000, tax_free: 3_000, revoked_at: data.revoked_at })

    // The same refund once more is refused and moves nothing.
    const problem = await cancel().catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(BootpayError)
    expect(problem).toMatchObject({ type: 'api', outcomeUnknown: false, attempts: 1 })
    expect(amountsOf(await verify())).toEqual({ left, cancelled })
  }
  await expect(client.cancel({ receiptId: paid.receipt_id })).rejects.toThrow('이미 취소된 거래건 입니다.')
  expect(payments(sandbox)).toHaveLength(2)
  expect(seen(sandbox, '/cancel')).toHaveLength(7)
})

test('tax-free money cannot be refunded beyond what was paid', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, taxFree: 3_000 })
  for (const refund of [
    { price: 10_001 },
    { price: 4_000, taxFree: 3_001 },
    { price: 1_000, taxFree: 1_001 },
    { price: 7_001 },
  ]) {
    await expect(client.cancel({ receiptId, ...refund }), JSON.stringify(refund)).rejects.toMatchObject({
      type: 'api',
      status: 500,
      outcomeUnknown: false,
    })
  }
  const { data } = await client.verify(receiptId)
  expect(amountsOf(data)).toEqual({ left: [10_000, 3_000], cancelled: [0, 0] })
  expect(data.status).toBe(1)
})

test('a price that could be read as a full refund never reaches the gateway', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  for (const price of [Number.NaN, 0, null, -1, '', 'all'] as number[]) {
    await expect(client.cancel({ receiptId, price })).rejects.toMatchObject({ type: 'input' })
  }
  expect(sandbox.requests).toEqual([])
})

test('the test payment of a new key is taken back after ten minutes', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  await client.requestSubscribeBillingKey({ ...card, extra: { subscribeTestPayment: true } })
  const [test] = payments(sandbox)
  expect(test).toMatchObject({ price: 100, status: 1 })
  await sandbox.advance(10 * 60_000)
  const { data } = await client.verify(test?.receipt_id ?? '')
  expect(data).toMatchObject({ status: 20, remain_price: 0, cancelled_price: 100 })
})

test('a key is looked up, expires with its card, and is deleted once', async () => {
  const sandbox = await openSandbox({ now: new Date('2026-11-24T00:00:00+09:00') })
  const client = clientOf(sandbox)
  const billingKey = (
    await client.requestSubscribeBillingKey({ ...card, expireYear: '26', expireMonth: '11' })
  ).data.billing_key
  const { data } = await client.lookupBillingKey(billingKey)
  expect(data).toMatchObject({ billing_key: billingKey, e_at: '2026-11-30 23:59:59', pg: 'nicepay' })

  const charge = { billingKey, itemName: '정기구독', price: 1_000, orderId: 'o-1' }
  await client.requestSubscribeBillingPayment(charge)
  await sandbox.advance(7 * 24 * 3_600_000)
  // The token of a week ago is refused, and replaced by itself.
  await expect(client.requestSubscribeBillingPayment(charge)).rejects.toThrow('만료된 빌링키')
  const other = await issueKey(client)
  expect(await client.destroySubscribeBillingKey(other)).toMatchObject({ status: 200, code: 0 })
  await expect(client.destroySubscribeBillingKey(other)).rejects.toMatchObject({ type: 'api' })
  await expect(client.lookupBillingKey(other)).rejects.toMatchObject({ type: 'api' })
  await expect(client.requestSubscribeBillingPayment({ ...charge, billingKey: other })).rejects.toMatchObject(
    { type: 'api', outcomeUnknown: false },
  )
  expect(payments(sandbox)).toHaveLength(1)
})

test("a declined card says so, with the PG's own answer when asked for", async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const { billing_key: billingKey } = sandbox.issueBillingKey({ cardNo: '0000000000000002' })
  const charge = { billingKey, itemName: '정기구독', price: 1_000, orderId: 'o-1' }
  await expect(client.requestSubscribeBillingPayment(charge)).rejects.toMatchObject({
    type: 'api',
    status: 500,
    code: -15006,
    message: '잔액이 부족합니다',
    outcomeUnknown: false,
    attempts: 1,
  })
  await expect(
    client.requestSubscribeBillingPayment({ ...charge, extra: { rawData: true } }),
  ).rejects.toMatchObject({ data: { ResultCode: 'S002' } })
  expect(payments(sandbox)).toEqual([])
})
