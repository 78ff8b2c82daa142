import { describe, expect, it } from 'vitest'
import type { BootpayCallOptions } from '../../src'
import type { Client } from '../support/client'
import { answer, envelope, executing, after as late, refuse, reset, succeed } from '../support/fault-actions'
import { charge, userInfo, verify } from './calls'
import { connect, failureOf, open, serve } from './support'

const payment = (orderId: string) => ({
  billingKey: `key of ${orderId}`,
  itemName: '정기결제',
  price: 1000,
  orderId,
  items: [{ unique: 'item-1', qty: 1, itemName: '상품', price: 1000 }],
  userInfo: { ...userInfo },
  extra: { rawData: 1 },
})
const chargeWith = (client: Client, data: ReturnType<typeof payment>, options?: BootpayCallOptions) =>
  client.requestSubscribeBillingPayment(data, options)

describe('calls at once', () => {
  it('G01 each get their own answer', async () => {
    const { server, client } = await open()
    server.on(charge.route, ({ request, ...exchange }) =>
      late(
        (Number(request.json.order_id.split('-')[1]) * 7) % 20,
        succeed({ order_id: request.json.order_id }),
      )({ request, ...exchange }),
    )
    const orders = Array.from({ length: 100 }, (_, count) => `order-${count}`)
    const answers = await Promise.all(orders.map((order) => chargeWith(client, payment(order))))
    expect(answers.map(({ data }) => data.order_id)).toEqual(orders)
    expect([server.tokens, server.seen(), server.executed()]).toEqual([1, 100, 100])
  })

  it('G04 that fail do not disturb those that succeed', async () => {
    const { server, client } = await open()
    server.on(charge.route, (exchange) => {
      const number = Number(exchange.request.json.order_id.split('-')[1])
      const order_id = exchange.request.json.order_id
      const actions = [succeed({ order_id }), refuse(400, -number, order_id), executing(reset)]
      return late(number % 7, actions[number % 3]!)(exchange)
    })
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, number) => {
        const call = chargeWith(client, payment(`order-${number}`))
        return number % 3 === 0 ? call : failureOf(call)
      }),
    )
    for (const [number, outcome] of outcomes.entries()) {
      const order_id = `order-${number}`
      if (number % 3 === 0) expect(outcome).toMatchObject({ data: { order_id } })
      if (number % 3 === 1) expect(outcome).toMatchObject({ type: 'api', code: -number, message: order_id })
      if (number % 3 === 2) expect(outcome).toMatchObject({ type: 'conn', outcomeUnknown: true, attempts: 1 })
    }
    expect([server.seen(), server.executed()]).toEqual([60, 40])
  })

  it('G05 of two merchants keep their own token and host', async () => {
    const servers = [await serve(), await serve()]
    for (const [index, server] of servers.entries()) {
      server.on('POST /request/token', answer(200, envelope({ token: `token-of-${index}` })))
    }
    const clients = servers.map(({ url }) => connect(url))
    await Promise.all(Array.from({ length: 40 }, (_, count) => verify.run(clients[count % 2] as Client)))
    for (const [index, server] of servers.entries()) {
      expect([server.tokens, server.seen()]).toEqual([1, 20])
      for (const { route, headers } of server.requests) {
        if (route === verify.route) expect(headers.authorization).toBe(`token-of-${index}`)
      }
    }
  })

  it('G06 that share an abort signal all end with it', async () => {
    const { server, client } = await open({ hasToken: true })
    const controller = new AbortController()
    server.on(charge.route, ({ nth }) => {
      if (nth === 9) controller.abort()
    })
    const { signal } = controller
    const calls = Array.from({ length: 10 }, () => failureOf(charge.run(client, { signal })))
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ type: 'abort', outcomeUnknown: true, attempts: 1 })
    }
    expect([server.seen(), server.executed()]).toEqual([10, 0])
  })
})

describe("the caller's objects", () => {
  it('G02 may change after the call: the values at the time of the call are sent', async () => {
    const { server, client } = await open()
    server.on('POST /request/token', late(30, answer(200, envelope({ token: 'token-late' }))))
    const data = payment('order-1')
    const options: BootpayCallOptions = { timeout: 5000 }
    const call = chargeWith(client, data, options)
    data.price = 999_999
    data.orderId = 'order-2'
    data.items[0]!.price = 1
    data.userInfo.phone = '01099999999'
    Object.assign(options, { timeout: 1, signal: AbortSignal.abort() })
    await call
    const { json } = server.requests.at(-1)!
    expect(json).toMatchObject({ price: 1000, order_id: 'order-1', user_info: { phone: userInfo.phone } })
    expect(JSON.stringify(json)).not.toContain('order-2')
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })

  it('G03 may be frozen, and are left as they were', async () => {
    const { server, client } = await open()
    const data = deepFreeze(payment('order-1'))
    await chargeWith(client, data, Object.freeze({ timeout: 5000 }))
    expect(data).toEqual(payment('order-1'))
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })
})

function deepFreeze<T extends object>(value: T): T {
  for (const each of Object.values(value)) if (typeof each === 'object' && each) deepFreeze(each)
  return Object.freeze(value)
}
