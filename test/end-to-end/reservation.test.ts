import { expect, test } from 'vitest'
import { ReservationStatus } from '../../src'
import { clientOf, issueKey, minutes, openSandbox, openShop, payments, secondsOf } from './support'

async function story() {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const shop = await openShop(
    () => client,
    () => sandbox.privateKey,
  )
  const billingKey = await issueKey(client)
  const reserve = (orderId: string, inMinutes: number, more: object = {}) =>
    client.reserveSubscribeBilling({
      billingKey,
      itemName: '정기구독',
      price: 9_900,
      orderId,
      schedulerType: 'oneshot',
      executeAt: secondsOf(sandbox) + inMinutes * 60 + 0.5,
      feedbackUrl: shop.url,
      ...more,
    })
  return { sandbox, client, shop, billingKey, reserve }
}

test('five reservations wait for one key, the sixth is refused, and a place becomes free again', async () => {
  const { sandbox, client, shop, reserve } = await story()
  const months = ['m-1', 'm-2', 'm-3', 'm-4', 'm-5']
  for (const [index, orderId] of months.entries()) {
    shop.expect(orderId, 9_900)
    const { data } = await reserve(orderId, index + 1)
    expect(data).toMatchObject({ status: ReservationStatus.WAITING, purchase_count: 0, purchase_limit: 1 })
    expect(Number.isInteger(data.execute_at)).toBe(true)
  }
  await expect(reserve('m-6', 6)).rejects.toMatchObject({ type: 'api', status: 422, outcomeUnknown: false })

  const [, , , , last] = sandbox.reservations
  expect(await client.destroyReserveSubscribeBilling(last?.reserve_id ?? '')).toMatchObject({ status: 200 })
  await expect(client.destroyReserveSubscribeBilling(last?.reserve_id ?? '')).rejects.toMatchObject({
    type: 'api',
  })
  shop.expect('m-6', 9_900)
  await reserve('m-6', 6)

  await sandbox.advance(10 * minutes)
  expect(sandbox.reservations.map(({ status }) => status)).toEqual([1, 1, 1, 1, 3, 1])
  await expect(
    client.destroyReserveSubscribeBilling(sandbox.reservations[0]?.reserve_id ?? ''),
  ).rejects.toMatchObject({ type: 'api' })
  expect([...shop.orders.values()].map(({ state }) => state)).toEqual([
    'paid',
    'paid',
    'paid',
    'paid',
    'open',
    'paid',
  ])
  const receiptId = shop.orders.get('m-3')?.receiptId ?? ''
  const { data } = await client.verify(receiptId)
  expect(data).toMatchObject({ status: 1, price: 9_900, order_id: 'm-3', method: 'card_rebill_rest' })
})

test.each([undefined, 'json', 'urlencoded'] as const)(
  'a receiver that answers badly gets the webhook again, as %s, until it says OK',
  async (feedbackContentType) => {
    const { sandbox, shop, reserve } = await story()
    const order = shop.expect('m-1', 9_900)
    shop.busy.for = 2
    await reserve('m-1', 5, { feedbackContentType })
    await sandbox.advance(5 * minutes)
    expect(order).toMatchObject({ state: 'open', told: 0 })
    await sandbox.advance(30 * minutes)
    expect(order).toMatchObject({ state: 'paid', told: 1 })
    expect(
      sandbox.feedbacks.map(({ retry_count, answered, answer }) => [retry_count, answered, answer?.body]),
    ).toEqual([
      [0, false, 'busy'],
      [1, false, 'busy'],
      [2, true, 'OK'],
    ])
    expect(payments(sandbox)).toHaveLength(1)
  },
)

test('a webhook about an amount that was not ordered is never answered OK', async () => {
  const { sandbox, shop, reserve } = await story()
  const order = shop.expect('m-1', 99_000)
  await reserve('m-1', 1)
  await sandbox.advance(60 * minutes)
  expect(order.state).toBe('open')
  expect(shop.refused).toHaveLength(11)
  expect(shop.refused.at(-1)?.retry_count).toBe(10)
})

test('a reservation fails at its time when its key is gone', async () => {
  const { sandbox, client, billingKey, shop, reserve } = await story()
  const order = shop.expect('m-1', 9_900)
  await reserve('m-1', 5)
  await client.destroySubscribeBillingKey(billingKey)
  await sandbox.advance(10 * minutes)
  expect(sandbox.reservations).toMatchObject([{ status: ReservationStatus.FAILED, purchase_count: 0 }])
  expect(order.state).toBe('open')
  expect(sandbox.feedbacks).toEqual([])
})
