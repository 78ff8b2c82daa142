import { expect, test } from 'vitest'
import { chargeOf, open } from './support'

/** Every call that takes an amount of won, and the names that hold one. */
const calls: [path: string, name: string, fields: object][] = [
  ['/cancel', 'price', {}],
  ['/cancel', 'tax_free', { price: 500 }],
  ['/cancel', 'tax_free', {}],
  ['/request/payment', 'price', { order_id: 'l-1', name: '머그컵' }],
  ['/request/payment', 'tax_free', { order_id: 'l-1', name: '머그컵', price: 1000 }],
  ['/subscribe/billing', 'price', chargeOf('key')],
  ['/subscribe/billing', 'tax_free', chargeOf('key')],
  ['/subscribe/billing/reserve', 'price', { ...chargeOf('key'), execute_at: 4e9 }],
  ['/subscribe/billing/reserve', 'tax_free', { ...chargeOf('key'), execute_at: 4e9 }],
]

test.each(calls)('%s refuses a fraction of a won in %s with that reason', async (path, name, fields) => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000, taxFree: 600 })
  sandbox.issueBillingKey({ billingKey: 'key' })
  const before = [sandbox.receipts, sandbox.reservations, sandbox.links]
  for (const value of [100.5, '100.5', 0.1, 5e-324]) {
    const refused = await call('POST', path, { receipt_id, ...fields, [name]: value })
    expect(refused, String(value)).toMatchObject({ http: 400, code: -99015 })
    expect(refused.hint.korean).toContain('소수')
    expect(refused.hint.korean).toContain(name)
  }
  expect([sandbox.receipts, sandbox.reservations, sandbox.links]).toEqual(before)
  const fraction = await call('POST', path, { receipt_id, ...fields, [name]: '100.0' })
  expect(fraction.code).not.toBe(-99015)
})

test('a quota with a fraction is malformed, which has nothing to do with won', async () => {
  const { sandbox, call } = await open()
  sandbox.issueBillingKey({ billingKey: 'key' })
  const refused = await call('POST', '/subscribe/billing', chargeOf('key', { quota: 2.5 }))
  expect(refused.code).toBe(-99011)
  expect(refused.hint.english).toContain('quota')
})
