import { expect, test } from 'vitest'
import { BootpayError, isBootpayError } from '../../src'
import { clientOf, issueKey, openSandbox, openShop, payments, seen } from './support'

async function story() {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const shop = await openShop(
    () => client,
    () => sandbox.privateKey,
  )
  const billingKey = await issueKey(client)
  const order = shop.expect('box-1', 9_900)
  const charge = () =>
    client.requestSubscribeBillingPayment({
      billingKey,
      itemName: '정기구독',
      price: 9_900,
      orderId: 'box-1',
      feedbackUrl: shop.url,
      feedbackContentType: 'json',
    })
  /** What a careful shop does each month: charge, unless the order is paid or may have been. */
  const charges = { unclear: false }
  const collect = async () => {
    if (order.state === 'paid' || charges.unclear) return 'nothing to do'
    try {
      await charge()
      return 'charged'
    } catch (error) {
      if (!isBootpayError(error) || !error.outcomeUnknown) throw error
      charges.unclear = true
      return 'unclear'
    }
  }
  return { sandbox, client, shop, order, charge, charges, collect }
}

test('a charge whose answer is lost is settled by its webhook and never made twice', async () => {
  const { sandbox, client, order, charges, collect } = await story()
  sandbox.failNext({ path: '/subscribe/billing', fault: 'reset-after' })
  expect(await collect()).toBe('unclear')
  expect(await collect()).toBe('nothing to do')

  await sandbox.advance(0)
  expect(order).toMatchObject({ state: 'paid', told: 1 })
  charges.unclear = false
  expect(await collect()).toBe('nothing to do')
  expect(payments(sandbox)).toHaveLength(1)
  expect(seen(sandbox, '/subscribe/billing')).toEqual(['POST /subscribe/billing no answer'])
  const { data } = await client.verify(order.receiptId!)
  expect(data).toMatchObject({ status: 1, price: 9_900, order_id: 'box-1' })
})

test('the error of a lost charge says that money may have moved, and where to look', async () => {
  const { sandbox, charge } = await story()
  sandbox.failNext({ path: '/subscribe/billing', fault: 'reset-after' })
  const problem = await charge().catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(BootpayError)
  expect(problem).toMatchObject({
    type: 'conn',
    status: 500,
    code: -100,
    outcomeUnknown: true,
    attempts: 1,
    method: 'requestSubscribeBillingPayment',
    message: expect.stringMatching(/웹훅.*order id in the webhook/s),
  })
})

test('a charge that was lost before it was made stays open, and is made when nothing came', async () => {
  const { sandbox, order, charges, collect } = await story()
  sandbox.failNext({ path: '/subscribe/billing', fault: 'reset-before' })
  expect(await collect()).toBe('unclear')
  await sandbox.advance(15 * 60_000)
  expect(order.state).toBe('open')
  expect(payments(sandbox)).toEqual([])
  charges.unclear = false
  expect(await collect()).toBe('charged')
  await sandbox.advance(0)
  expect(order).toMatchObject({ state: 'paid', told: 1 })
  expect(payments(sandbox)).toHaveLength(1)
})

test('a refund whose answer is lost is settled by verify, and the same cancelId refunds no second time', async () => {
  const { sandbox, client, collect, order } = await story()
  await collect()
  await sandbox.advance(0)
  const refund = { receiptId: order.receiptId!, price: 1_000, cancelId: 'refund-1' }
  sandbox.failNext({ path: '/cancel', fault: 'reset-after' })
  await expect(client.cancel(refund)).rejects.toMatchObject({ outcomeUnknown: true })
  expect((await client.verify(order.receiptId!)).data).toMatchObject({ cancelled_price: 1_000 })
  await expect(client.cancel(refund)).rejects.toMatchObject({ type: 'api', outcomeUnknown: false })
  expect((await client.verify(order.receiptId!)).data).toMatchObject({ cancelled_price: 1_000, status: 1 })
})

test('an approval and a reservation whose answers are lost are not repeated either', async () => {
  const { sandbox, client } = await story()
  const { receipt_id } = sandbox.pay({ price: 1_000, state: 'awaiting-approval' })
  sandbox.failNext({ path: '/submit', fault: 'cut' })
  await expect(client.submit(receipt_id)).rejects.toMatchObject({ outcomeUnknown: true, method: 'submit' })
  expect((await client.verify(receipt_id)).data.status).toBe(1)

  const [{ billing_key: billingKey } = { billing_key: '' }] = sandbox.billingKeys
  sandbox.failNext({ path: '/subscribe/billing/reserve', fault: 'reset-after' })
  await expect(
    client.reserveSubscribeBilling({
      billingKey,
      itemName: '정기구독',
      price: 1_000,
      orderId: 'box-2',
      schedulerType: 'oneshot',
      executeAt: new Date(sandbox.now() + 60_000),
    }),
  ).rejects.toMatchObject({ outcomeUnknown: true })
  expect(sandbox.reservations).toHaveLength(1)
})
