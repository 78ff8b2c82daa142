import { expect, test } from 'vitest'
import { until } from '../support/until'
import { chargeOf, open, receiver, unixNow } from './support'

const reserveOf = (billingKey: string, executeAt: unknown, more: object = {}) => ({
  ...chargeOf(billingKey),
  scheduler_type: 'oneshot',
  execute_at: executeAt,
  ...more,
})

test('a reservation answers as documented, with whole seconds', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const at = unixNow(sandbox) + 60
  for (const executeAt of [at, at + 0.7, String(at)]) {
    const { data } = await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, executeAt))
    expect(data).toEqual({
      reserve_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      billing_key,
      item_name: '정기결제',
      price: 10_000,
      purchase_count: 0,
      purchase_limit: 1,
      execute_at: at,
      status: 0,
    })
  }
})

test('a reservation runs once at its time, by the clock of the sandbox', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, unixNow(sandbox) + 60))
  await sandbox.advance(50_000)
  expect(sandbox.reservations[0]).toMatchObject({ status: 0, purchase_count: 0 })
  await sandbox.advance(10_000)
  const [reservation] = sandbox.reservations
  expect(reservation).toMatchObject({ status: 1, purchase_count: 1 })
  expect((await call('GET', `/receipt/${reservation?.receipt_id}`)).data).toMatchObject({
    status: 1,
    price: 10_000,
    order_id: 'o-2',
  })
  await sandbox.advance(1_000_000)
  expect(sandbox.receipts.filter(({ price }) => price > 0)).toHaveLength(1)
})

test('a reservation runs in real time too, and at once when its time is past', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, unixNow(sandbox) + 1))
  await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, 1_500_000_000))
  await until(() => sandbox.reservations.every(({ status }) => status !== 0))
  expect(sandbox.reservations.map(({ status }) => status)).toEqual([1, 1])
})

test('several due reservations run in the order of their times', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const now = unixNow(sandbox)
  for (const [order_id, delay] of [
    ['third', 30],
    ['first', 10],
    ['second', 20],
  ] as const) {
    await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, now + delay, { order_id }))
  }
  await sandbox.advance(60_000)
  const paid = sandbox.receipts.filter(({ price }) => price > 0)
  expect(paid.map(({ order_id }) => order_id)).toEqual(['first', 'second', 'third'])
  const times = paid.map(({ purchased_at }) => Date.parse(`${purchased_at?.replace(' ', 'T')}+09:00`) / 1000)
  expect(times).toEqual([now + 10, now + 20, now + 30])
})

test('at most five reservations wait on one key', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const other = sandbox.issueBillingKey().billing_key
  const at = unixNow(sandbox) + 60
  const reserve = (key: string) => call('POST', '/subscribe/billing/reserve', reserveOf(key, at))
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push((await reserve(billing_key)).data.reserve_id)
  expect((await reserve(billing_key)).http).toBe(422)
  expect((await reserve(other)).http).toBe(200)
  await call('DELETE', `/subscribe/billing/reserve/${ids[0]}`)
  expect((await reserve(billing_key)).http).toBe(200)
  await sandbox.advance(60_000)
  expect((await reserve(billing_key)).http).toBe(200)
})

test('a reservation can be cancelled before its time, and only then', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const reserve = async () =>
    (await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, unixNow(sandbox) + 60))).data
      .reserve_id
  const [cancelled, done] = [await reserve(), await reserve()]
  const cancel = (id: string) => call('DELETE', `/subscribe/billing/reserve/${id}`)
  expect(await cancel(cancelled)).toEqual({ http: 200, status: 200, code: 0, message: '' })
  await sandbox.advance(60_000)
  expect(sandbox.reservations.map(({ status }) => status)).toEqual([3, 1])
  expect((await cancel(cancelled)).http).toBe(422)
  expect((await cancel(done)).http).toBe(422)
  expect((await cancel('none')).http).toBe(500)
})

test('a reservation whose charge fails ends in status 2, without a retry or a webhook', async () => {
  const shop = await receiver()
  const { sandbox, call } = await open()
  const poor = sandbox.issueBillingKey({ cardNo: '0000000000000002' }).billing_key
  const gone = sandbox.issueBillingKey().billing_key
  const at = unixNow(sandbox) + 60
  for (const key of [poor, gone]) {
    await call('POST', '/subscribe/billing/reserve', reserveOf(key, at, { feedback_url: shop.url }))
  }
  await call('DELETE', `/subscribe/billing/${gone}`)
  expect(sandbox.reservations.map(({ status }) => status)).toEqual([0, 0])
  await sandbox.advance(10 * 60_000)
  expect(sandbox.reservations).toMatchObject([
    { status: 2, message: expect.stringContaining('잔액') },
    { status: 2, hint: { english: expect.stringContaining(gone) } },
  ])
  expect(shop.deliveries).toHaveLength(0)
})

test('the webhook of a reservation goes to its own address and names the receipt', async () => {
  const shop = await receiver()
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const more = { feedback_url: shop.url, feedback_content_type: 'json' }
  await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, unixNow(sandbox) + 5, more))
  await sandbox.advance(5_000)
  expect(JSON.parse(shop.deliveries[0]?.body ?? '')).toMatchObject({
    receipt_id: sandbox.reservations[0]?.receipt_id,
    status: 1,
    item_name: '정기결제',
  })
})

test('a reservation that cannot be scheduled is refused', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const at = unixNow(sandbox) + 60
  const reserve = (body: object) => call('POST', '/subscribe/billing/reserve', body)
  expect((await reserve(reserveOf(billing_key, at, { scheduler_type: 'period' }))).http).toBe(422)
  expect((await reserve(reserveOf(billing_key, 0))).hint.english).toContain('execute_at')
  expect((await reserve(reserveOf(billing_key, 'soon'))).http).toBe(400)
  expect((await reserve(reserveOf('none', at))).http).toBe(500)
  expect((await reserve(reserveOf(billing_key, at, { tax_free: 10_001 }))).http).toBe(422)
  const expired = sandbox.issueBillingKey({ expireYear: '20', expireMonth: '01' }).billing_key
  expect((await reserve(reserveOf(expired, at))).http).toBe(422)
})

test('a reservation may have items under either name; without scheduler_type it is oneshot', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const items = [{ unique: 'i1', qty: 1, item_name: '마우스', price: 1000 }]
  for (const name of ['items', 'item_info']) {
    const body = reserveOf(billing_key, unixNow(sandbox) + 60, { [name]: items, scheduler_type: undefined })
    expect((await call('POST', '/subscribe/billing/reserve', body)).http).toBe(200)
  }
})

test('an execute_at beyond the year 9998 is refused, also by the helper', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  for (const executeAt of [-5, Date.now() * 1000, 1e300]) {
    const refused = await call('POST', '/subscribe/billing/reserve', reserveOf(billing_key, executeAt))
    expect(refused.http, String(executeAt)).toBe(400)
    expect(refused.hint.english).toContain('execute_at')
    expect(() => sandbox.reserve({ billingKey: billing_key, price: 1000, executeAt })).toThrow(/execute_at/)
  }
  expect(sandbox.reservations).toEqual([])
  expect((await fetch(`${sandbox.url}/`)).status).toBe(200)
})
