import { describe, expect, it } from 'vitest'
import { envelope } from '../support/fault-actions'
import { encodedIds, refusedIds, rules } from '../support/rules'
import { billingKey, card } from './calls'
import { failureOf, open } from './support'

const receiptId = 'receipt-1'
const charge = { billingKey, itemName: '정기결제', price: 1000, orderId: 'order-1' }
const reservation = { ...charge, schedulerType: 'oneshot', executeAt: 1_900_000_000 }
const key = { orderId: 'order-1', pg: 'nicepay', itemName: '정기결제', ...card }

type Run = (client: any, value: unknown) => Promise<unknown>

/** Each of `values` is refused as a rejection, before any request, in a message that names `field`. */
async function expectRefused(run: Run, values: readonly unknown[], field: string) {
  const { server, client } = await open()
  for (const value of values) {
    const error = await failureOf(run(client, value))
    expect(error).toMatchObject({
      type: 'input',
      status: 400,
      code: -100,
      attempts: 0,
      outcomeUnknown: false,
    })
    expect(error.name).toBe('BootpayInputError')
    expect(error.message).toContain(field)
  }
  expect([server.connections, values.length > 0]).toEqual([0, true])
}

describe('a hostile or empty id', () => {
  const calls: [string, string, string, Run][] = [
    ['H01 verify', 'receiptId', 'GET /receipt/', (client, id) => client.verify(id)],
    ['H02 certificate', 'receiptId', 'GET /certificate/', (client, id) => client.certificate(id)],
    [
      'H03 destroySubscribeBillingKey',
      'billingKey',
      'DELETE /subscribe/billing/',
      (client, id) => client.destroySubscribeBillingKey(id),
    ],
    [
      'H04 destroyReserveSubscribeBilling',
      'reserveId',
      'DELETE /subscribe/billing/reserve/',
      (client, id) => client.destroyReserveSubscribeBilling(id),
    ],
    [
      'lookupBillingKey',
      'billingKey',
      'GET /subscribe/billing_key/',
      (client, id) => client.lookupBillingKey(id),
    ],
  ]

  it.each(calls)('%s refuses what cannot be an id', (_, field, __, run) =>
    expectRefused(run, [...refusedIds, undefined, null, 0, {}, [], ['a'], true, Number.NaN], field),
  )

  it.each(calls)('%s sends an odd id as one segment of the path', async (_, __, start, run) => {
    const { server, client } = await open()
    for (const id of encodedIds) await run(client, id)
    const segments = server.requests.slice(1).map(({ route }) => route.slice(start.length))
    expect(segments.map(decodeURIComponent)).toEqual(encodedIds)
    for (const segment of segments) expect(segment).not.toMatch(/[/?#\\\s]|^\.{1,2}$/)
  })

  it('H05 as a reservation id never names a billing key', async () => {
    const { server, client } = await open()
    await client.destroyReserveSubscribeBilling('../key')
    expect(server.requests.at(-1)?.route).toBe('DELETE /subscribe/billing/reserve/..%2Fkey')
  })
})

describe('money and times', () => {
  it('H06 a cancel refuses every price but an amount above 0', () =>
    expectRefused(
      (client, price) => client.cancel({ receiptId, price }),
      rules.amountUnlessAbsent.refuses,
      'price',
    ))

  it('H06 a cancel without a price sends none', async () => {
    const { server, client } = await open()
    await client.cancel({ receiptId })
    await client.cancel({ receiptId, price: undefined as any })
    expect(server.requests.slice(1).map(({ json }) => json)).toEqual([
      { receipt_id: receiptId },
      { receipt_id: receiptId },
    ])
  })

  it('H07 a cancel refuses data without a receipt id, and data that is no object', async () => {
    await expectRefused(
      (client, data) => client.cancel(data),
      [undefined, null, 'receipt-1', 1, [], () => 1],
      'cancel',
    )
    await expectRefused(
      (client, data) => client.cancel(data),
      [{}, { receiptId: '' }, { receiptId: null }],
      'receiptId',
    )
  })

  it('H08 a charge and a link refuse every price but an amount above 0', async () => {
    await expectRefused(
      (client, price) => client.requestSubscribeBillingPayment({ ...charge, price }),
      rules.amount.refuses,
      'price',
    )
    await expectRefused(
      (client, price) => client.requestPayment({ orderId: 'o', itemName: 'i', price }),
      rules.amount.refuses,
      'price',
    )
  })

  it('H09 a reservation refuses a bad time and a bad price', async () => {
    await expectRefused(
      (client, executeAt) => client.reserveSubscribeBilling({ ...reservation, executeAt }),
      rules.seconds.refuses,
      'executeAt',
    )
    await expectRefused(
      (client, price) => client.reserveSubscribeBilling({ ...reservation, price }),
      rules.amount.refuses,
      'price',
    )
  })
})

describe('what a method needs', () => {
  it('H10 an approval refuses to go without a receipt id', () =>
    expectRefused((client, id) => client.submit(id), [undefined, null, '', {}], 'receiptId'))

  it.each(Object.keys(card))(
    'H11 a billing key request refuses to go without %s, and shows no card data',
    async (field) => {
      const { server, client } = await open()
      for (const nothing of [undefined, null, '', ' ']) {
        const error = await failureOf(client.requestSubscribeBillingKey({ ...key, [field]: nothing } as any))
        expect(error).toMatchObject({ type: 'input', attempts: 0 })
        expect(error.message).toContain(field)
        for (const value of Object.values(card)) expect(error.message).not.toContain(value)
      }
      expect(server.connections).toBe(0)
    },
  )

  it('H12 refuses what cannot become JSON', () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const values = [
      circular,
      { big: 1n },
      { not: Number.NaN },
      {
        toJSON: () => {
          throw new Error('x')
        },
      },
    ]
    return expectRefused(
      (client, extra) => client.requestPayment({ orderId: 'o', price: 1, itemName: 'i', extra }),
      values,
      'extra',
    )
  })

  it('H13 accepts what the README shows: a numeric orderId, a fractional time, two fields of a buyer', async () => {
    const { server, client } = await open()
    const orderId = 1630396800000
    await client.reserveSubscribeBilling({
      ...reservation,
      orderId,
      executeAt: 1_900_000_000.5,
      userInfo: { username: '홍길동', phone: '01000000000' },
    })
    await client.requestUserToken({ userId: 'member-1' })
    expect(server.requests[1]?.json).toMatchObject({
      order_id: orderId,
      execute_at: 1_900_000_000,
      user_info: { username: '홍길동', phone: '01000000000' },
    })
    expect([server.seen(), server.executed()]).toEqual([2, 2])
  })

  it('H14 sends cancelId as cancel_id', async () => {
    const { server, client } = await open()
    await client.cancel({ receiptId, cancelId: 'cancel-1' })
    expect(server.requests.at(-1)?.json).toEqual({ receipt_id: receiptId, cancel_id: 'cancel-1' })
  })

  it('H15 sends no `__proto__` key, and pollutes no prototype', async () => {
    const { server, client } = await open()
    const hostile = () =>
      JSON.parse('{"__proto__":{"polluted":1},"username":"홍길동","a":{"__proto__":{"polluted":1}}}')
    await client.requestPayment({
      orderId: 'o',
      price: 1,
      itemName: 'i',
      userInfo: hostile(),
      extra: hostile(),
      items: [hostile()],
    })
    expect(({} as any).polluted).toBeUndefined()
    expect(server.requests.at(-1)?.body).not.toContain('polluted')
    expect(server.requests.at(-1)?.json.user_info.username).toBe('홍길동')
  })

  it('H16 refuses odd options of a call', async () => {
    await expectRefused(
      (client, timeout) => client.verify(receiptId, { timeout }),
      [0, -1, Number.NaN, '1', null, 2 ** 31],
      'timeout',
    )
    await expectRefused((client, signal) => client.verify(receiptId, { signal }), [{}, 'x', 1], 'signal')
    const { client } = await open()
    await expect(client.verify(receiptId, undefined)).resolves.toEqual(envelope())
  })
})
