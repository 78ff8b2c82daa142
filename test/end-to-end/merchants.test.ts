import { expect, test } from 'vitest'
import { Bootpay, BootpayClient, RestClient } from '../../src'
import type { Sandbox } from '../../src/sandbox'
import { clientOf, openSandbox, payments, seen } from './support'

const merchants = () =>
  Promise.all([
    openSandbox({ applicationId: 'merchant-a', privateKey: 'key-a' }),
    openSandbox({ applicationId: 'merchant-b', privateKey: 'key-b' }),
  ])

const charge = (sandbox: Sandbox, orderId: string) => ({
  billingKey: sandbox.billingKeys[0]?.billing_key ?? '',
  itemName: '정기구독',
  price: 1_000,
  orderId,
})

test('two merchants in one process share no token and no payment', async () => {
  const [first, second] = await merchants()
  const clients = [clientOf(first), clientOf(second)] as const
  for (const sandbox of [first, second]) sandbox.issueBillingKey()
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      const [client, sandbox] = index % 2 ? ([clients[1], second] as const) : ([clients[0], first] as const)
      return client.requestSubscribeBillingPayment(charge(sandbox, `o-${index}`))
    }),
  )
  const orders = (sandbox: Sandbox) => payments(sandbox).map(({ order_id }) => Number(order_id.slice(2)) % 2)
  expect(orders(first)).toEqual(Array(10).fill(0))
  expect(orders(second)).toEqual(Array(10).fill(1))
  expect(clients[0].$token).not.toBe(clients[1].$token)
  const [paid] = payments(first)
  await expect(clients[1].verify(paid?.receipt_id ?? '')).rejects.toMatchObject({ code: -2100 })
})

test('a call under way ends with the merchant it began with, however often setConfig switches', async () => {
  const [first, second] = await merchants()
  for (const sandbox of [first, second]) sandbox.issueBillingKey()
  const client = new BootpayClient()
  const turn = (sandbox: Sandbox, orderId: string) => {
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    return client.requestSubscribeBillingPayment(charge(sandbox, orderId))
  }
  // Some wait for a token, some for an answer, while the other merchant's settings arrive.
  first.failNext({ fault: 'slow', delay: 60, path: '/request/token' })
  second.failNext({ fault: 'slow', delay: 30, path: '/subscribe/billing', times: 3 })
  const calls = Array.from({ length: 30 }, (_, index) =>
    turn(index % 3 ? second : first, index % 3 ? 'second' : 'first'),
  )
  const answers = await Promise.all(calls)
  expect(answers.every(({ data }) => data.status === 1)).toBe(true)
  expect(payments(first).map(({ order_id }) => order_id)).toEqual(Array(10).fill('first'))
  expect(payments(second).map(({ order_id }) => order_id)).toEqual(Array(20).fill('second'))
  for (const sandbox of [first, second]) {
    expect(seen(sandbox).every((line) => line.endsWith('200'))).toBe(true)
  }
})

test('the process-wide client works as the README shows it, under both of its names', async () => {
  const [sandbox] = await merchants()
  const { receipt_id } = sandbox.pay({ price: 3_000, orderId: 'o-1' })
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  const token = await Bootpay.getAccessToken()
  expect(token.status).toBe(200)
  const { status, data } = await RestClient.verify(receipt_id)
  expect([status, data.status, data.price, data.order_id]).toEqual([200, 1, 3_000, 'o-1'])
  const cancelled = await RestClient.cancel({ receiptId: receipt_id })
  expect(cancelled.data.remain_price).toBe(0)
})
