import { expect, test } from 'vitest'
import type { BillingKey, Receipt, Reservation } from '../../src'
import { FakeClock } from '../support/clock'
import { clientOf, minutes, openSandbox, seen } from './support'

test('a user token lives one hour, and the same member gets the same one until then', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const ask = async (userId = '1234') =>
    (await client.requestUserToken({ userId, name: '홍길동', phone: '01000000000', gender: 0 })).data
  const first = await ask()
  expect(first.user_token).toMatch(/^[0-9a-f]{24}$/)
  expect(first.expired_unixtime - Math.floor(sandbox.now() / 1000)).toBeGreaterThanOrEqual(3_598)
  expect(first.expired_localtime).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0900$/)
  expect(Date.parse(first.expired_localtime.replace(' ', 'T').replace(' +0900', '+09:00')) / 1000).toBe(
    first.expired_unixtime,
  )
  expect(await ask()).toEqual(first)
  expect((await ask('5678')).user_token).not.toBe(first.user_token)
  await sandbox.advance(60 * minutes)
  const clock = new FakeClock()
  const later = await clientOf(sandbox, {}, clock).requestUserToken({ userId: '1234' })
  expect(later.data.user_token).not.toBe(first.user_token)
})

test('an identity check shows who the customer is, and no other receipt does', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const check = sandbox.certify({ username: '홍길동', phone: '01000000000', orderId: 'auth-1' })
  const { data } = await client.certificate(check.receipt_id)
  expect(data).toMatchObject({
    receipt_id: check.receipt_id,
    order_id: 'auth-1',
    pg: 'danal',
    method: 'auth',
    certificate: { username: '홍길동', phone: '01000000000', birth: '1990-10-04', foreigner: false },
    payment_data: { username: '홍길동', pm_a: 'auth', p: 0 },
  })
  expect((await client.verify(check.receipt_id)).data).toMatchObject({ status: 1, price: 0 })
  const paid = sandbox.pay({ price: 1_000 })
  await expect(client.certificate(paid.receipt_id)).rejects.toMatchObject({ type: 'api', status: 422 })
  await expect(client.certificate('none')).rejects.toMatchObject({ type: 'api', code: -2100 })
  await expect(client.cancel({ receiptId: check.receipt_id })).rejects.toMatchObject({ type: 'api' })
})

test('a delivery starts for a paid order only', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const paid = sandbox.pay({ price: 1_000 })
  const waiting = sandbox.pay({ price: 1_000, state: 'awaiting-deposit' })
  const start = (receiptId: string) =>
    client.startDelivery({ receiptId, deliveryNo: '000000000000', deliveryCorp: '001' })
  expect(await start(paid.receipt_id)).toEqual({ status: 200, code: 0, message: '' })
  await expect(start(waiting.receipt_id)).rejects.toMatchObject({ type: 'api', status: 422 })
  await expect(start('none')).rejects.toMatchObject({ type: 'api', code: -2100 })
  expect(sandbox.requests[1]).toMatchObject({
    method: 'PUT',
    path: `/delivery/start/${paid.receipt_id}`,
    body: { delivery_no: '000000000000', delivery_corp: '001' },
  })
})

test('ids with characters of their own stay one segment of the path', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  const receiptId = 'a/b?c#d 한글'
  sandbox.pay({ price: 1_000, receiptId })
  expect((await client.verify(receiptId)).data.receipt_id).toBe(receiptId)
  await expect(client.verify('../request/token')).rejects.toMatchObject({ code: -2100 })
  expect(seen(sandbox)).toEqual([`GET /receipt/${receiptId} 200`, 'GET /receipt/../request/token 500'])
})

test('what the sandbox hands to a test is what the client gets', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  // The SDK and the sandbox declare these types separately; the compiler compares them here.
  const paid: Receipt = sandbox.pay({
    price: 1_000,
    params: { cart: [1, 2] },
    userInfo: { username: '홍길동' },
  })
  expect((await client.verify(paid.receipt_id)).data).toEqual(paid)
  const check = sandbox.certify()
  expect((await client.verify(check.receipt_id)).data).toEqual(check)
  const { status, receipt_id, ...key } = sandbox.issueBillingKey()
  expect((await client.lookupBillingKey(key.billing_key)).data).toEqual(key)
  expect([status, (await client.verify(receipt_id ?? '')).data.status]).toEqual([11, 11])

  const reserved: Reservation = sandbox.reserve({
    billingKey: key.billing_key,
    price: 1_000,
    executeAt: Math.floor(sandbox.now() / 1000) + 60,
  })
  const keys: BillingKey[] = sandbox.billingKeys
  expect(reserved.billing_key).toBe(keys[0]?.billing_key)
})
