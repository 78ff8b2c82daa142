import { expect, test } from 'vitest'
import { cardData, chargeOf, days, minutes, open, send, tokenOf } from './support'

const user_info = { username: '홍길동', phone: '01000000000' }

test('a billing key answers with the masked card and ends with the card', async () => {
  const { call } = await open({ now: Date.parse('2020-05-19T14:49:54+09:00') })
  const { http, data } = await call('POST', '/request/card_rebill', {
    ...cardData,
    expire_year: '24',
    expire_month: '03',
  })
  expect(http).toBe(200)
  expect(data).toEqual({
    billing_key: expect.stringMatching(/^[0-9a-f]{24}$/),
    pg: 'nicepay',
    pg_name: '나이스페이먼츠',
    method: 'card_rebill_rest',
    method_name: '카드정기결제(REST)',
    data: { card_code: '02', card_name: '[KB국민]', card_no: '55704204****1074', card_cl: '0' },
    e_at: '2024-03-31 23:59:59',
    c_at: expect.stringMatching(/^2020-05-19 14:(49|50):\d\d$/),
  })
})

test('each issue makes a new key', async () => {
  const { call } = await open()
  const first = await call('POST', '/request/card_rebill', cardData)
  const second = await call('POST', '/request/card_rebill', cardData)
  expect(first.data.billing_key).not.toBe(second.data.billing_key)
})

test('only nicepay, payapp and welcome issue a key from card data', async () => {
  const { call } = await open()
  for (const pg of ['nicepay', 'payapp', 'welcome']) {
    expect((await call('POST', '/request/card_rebill', { ...cardData, pg, user_info })).http).toBe(200)
  }
  for (const pg of ['kcp', 'danal', 'unknown']) {
    expect((await call('POST', '/request/card_rebill', { ...cardData, pg, user_info })).http).toBe(422)
  }
})

test('payapp wants a name and a phone number, to issue and to charge', async () => {
  const { sandbox, call } = await open()
  expect((await call('POST', '/request/card_rebill', { ...cardData, pg: 'payapp' })).hint.english).toContain(
    'username',
  )
  const { billing_key } = sandbox.issueBillingKey({ pg: 'payapp' })
  expect((await call('POST', '/subscribe/billing', chargeOf(billing_key))).http).toBe(400)
  expect((await call('POST', '/subscribe/billing', chargeOf(billing_key, { user_info }))).http).toBe(200)
})

test('missing card data is refused with the name of the field', async () => {
  const { call } = await open()
  for (const name of Object.keys(cardData)) {
    const refused = await call('POST', '/request/card_rebill', { ...cardData, [name]: '' })
    expect(refused.http).toBe(400)
    expect(refused.hint.english).toContain(name)
  }
})

const badFormats: [name: string, values: string[]][] = [
  ['card_no', ['5570-4204-1234-1074', '5570 4204 1234 1074', '557042041234', '55704204123410741']],
  ['card_pw', ['1234', '1', 'ab']],
  ['expire_year', ['2026', '6', 'yy']],
  ['expire_month', ['3', '00', '13', '003']],
  ['identify_number', ['1', '19901010', '901010-1234567', '123-45-67890']],
]
test.each(badFormats)(
  'card data whose %s has another format is refused by its name alone',
  async (name, values) => {
    const { sandbox, call } = await open()
    for (const value of values) {
      const refused = await call('POST', '/request/card_rebill', { ...cardData, [name]: value })
      expect(refused.http, value).toBe(400)
      expect(refused.hint.english).toContain(name)
      expect(JSON.stringify([refused, refused.hint])).not.toContain(`: ${value}`)
      expect(JSON.stringify(sandbox.requests)).not.toContain(`"${value}"`)
    }
    expect(sandbox.billingKeys).toEqual([])
  },
)

test.each(['901010', '1234567890', '9010101234567'])('an identify_number of %s is taken', async (value) => {
  const { call } = await open()
  const { http } = await call('POST', '/request/card_rebill', { ...cardData, identify_number: value })
  expect(http).toBe(200)
})

test('the test payment is 100 won (payapp 1000) and goes back after ten minutes', async () => {
  const { sandbox, call } = await open()
  const extra = { subscribe_test_payment: 1 }
  await call('POST', '/request/card_rebill', { ...cardData, extra })
  await call('POST', '/request/card_rebill', {
    ...cardData,
    pg: 'payapp',
    user_info,
    extra: { subscribeTestPayment: true },
  })
  expect(sandbox.receipts.map(({ price, status }) => [price, status])).toEqual([
    [100, 1],
    [1000, 1],
  ])
  await sandbox.advance(10 * minutes)
  expect(sandbox.receipts.map(({ status, remain_price }) => [status, remain_price])).toEqual([
    [20, 0],
    [20, 0],
  ])
})

test('a test payment that was cancelled in part gives back only the rest, and its receipt shows that', async () => {
  const { sandbox, call } = await open()
  await call('POST', '/request/card_rebill', { ...cardData, extra: { subscribe_test_payment: 1 } })
  const { receipt_id, receipt_url } = sandbox.receipts[0]!
  await call('POST', '/cancel', { receipt_id, price: 40 })
  await sandbox.advance(10 * minutes)
  expect(sandbox.receipts).toMatchObject([{ status: 20, cancelled_price: 100 }])
  const page = await (await fetch(receipt_url)).text()
  expect(Array.from(page.matchAll(/−<span class="won">(\d+)/g), ([, price]) => price)).toEqual(['40', '60'])
})

test('special cards are refused at their stage, with the PG answer only on raw_data', async () => {
  const { sandbox, call } = await open()
  const issue = (card_no: string, extra = {}) =>
    call('POST', '/request/card_rebill', { ...cardData, card_no, extra })
  const refused = await issue('0000000000000001', { raw_data: 1 })
  expect(refused).toMatchObject({ http: 500, code: -15006, data: { ResultCode: 'S001' } })
  expect(await issue('0000000000000001')).not.toHaveProperty('data')

  expect((await issue('0000000000000002', { subscribe_test_payment: 1 })).code).toBe(-15006)
  expect(sandbox.billingKeys).toHaveLength(0)
  expect(sandbox.receipts).toHaveLength(0)

  const { billing_key } = (await issue('0000000000000003', { subscribe_test_payment: 1 })).data
  const charge = await call(
    'POST',
    '/subscribe/billing',
    chargeOf(billing_key, { extra: { raw_data: true } }),
  )
  expect(charge).toMatchObject({ http: 500, code: -15006, data: { ResultCode: 'S003' } })
  expect(sandbox.receipts).toHaveLength(1)
})

test('a charge is paid at once and answers flat', async () => {
  const { call } = await open()
  const { billing_key } = (await call('POST', '/request/card_rebill', cardData)).data
  const { data } = await call('POST', '/subscribe/billing', chargeOf(billing_key, { tax_free: 500 }))
  expect(data).toMatchObject({
    price: 10_000,
    tax_free: 500,
    item_name: '정기결제',
    order_id: 'o-2',
    card_no: '55704204****1074',
    card_quota: '00',
    params: null,
    url: null,
    method: 'card_rebill_rest',
    payment_group: 'card',
    payment_group_name: '신용카드',
    status: 1,
    payment_data: { pm_a: 'card_rebill_rest', s: 1, g: 2 },
  })
  expect((await call('GET', `/receipt/${data.receipt_id}`)).data).toMatchObject({
    status: 1,
    remain_price: 10_000,
  })
})

test('a charge below 100 won is refused by the PG', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const refused = await call(
    'POST',
    '/subscribe/billing',
    chargeOf(billing_key, { price: 99, extra: { rawData: 1 } }),
  )
  expect(refused).toMatchObject({ http: 500, code: -15006, data: { ResultCode: '3041' } })
  expect(refused.data.ResultMsg).toBe(refused.message)
})

test('instalments are 2 to 12 months, from 50,000 won', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const charge = (price: number, quota: number) =>
    call('POST', '/subscribe/billing', chargeOf(billing_key, { price, quota }))
  for (const [price, quota] of [
    [50_000, 1],
    [50_000, 13],
    [49_999, 3],
  ] as const) {
    expect((await charge(price, quota)).http).toBe(422)
  }
  expect((await charge(50_000, 3)).data.card_quota).toBe('03')
  expect((await charge(50_000, 12)).data.card_quota).toBe('12')
})

test('a charge needs its fields, a price above zero and a fitting tax-free part', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  for (const name of ['billing_key', 'item_name', 'price', 'order_id']) {
    const refused = await call('POST', '/subscribe/billing', chargeOf(billing_key, { [name]: null }))
    expect(refused.http).toBe(400)
    expect(refused.hint.english).toContain(name)
  }
  for (const price of [0, -1, 'free']) {
    expect((await call('POST', '/subscribe/billing', chargeOf(billing_key, { price }))).http).toBe(400)
  }
  expect((await call('POST', '/subscribe/billing', chargeOf(billing_key, { tax_free: 10_001 }))).http).toBe(
    422,
  )
  expect(
    (await call('POST', '/subscribe/billing', chargeOf(billing_key, { feedback_url: 'javascript:1' }))).http,
  ).toBe(400)
})

test('an unknown, a deleted and an expired key cannot be charged', async () => {
  const { sandbox, call } = await open({ now: Date.parse('2026-03-01T00:00:00+09:00') })
  expect((await call('POST', '/subscribe/billing', chargeOf('none'))).http).toBe(500)
  const deleted = sandbox.issueBillingKey().billing_key
  await call('DELETE', `/subscribe/billing/${deleted}`)
  expect((await call('POST', '/subscribe/billing', chargeOf(deleted))).http).toBe(500)

  const ending = sandbox.issueBillingKey({ expireYear: '26', expireMonth: '3' })
  expect(ending.e_at).toBe('2026-03-31 23:59:59')
  expect((await call('POST', '/subscribe/billing', chargeOf(ending.billing_key))).http).toBe(200)
  await sandbox.advance(31 * days)
  const authorization = await tokenOf(sandbox)
  const late = await send(sandbox, 'POST', '/subscribe/billing', chargeOf(ending.billing_key), {
    authorization,
  })
  expect(late.http).toBe(422)
})

test('a deleted key is gone, its payments are not', async () => {
  const { sandbox, call } = await open()
  const { billing_key, receipt_id: issued } = sandbox.issueBillingKey()
  const { receipt_id } = (await call('POST', '/subscribe/billing', chargeOf(billing_key))).data
  expect(await call('DELETE', `/subscribe/billing/${billing_key}`)).toEqual({
    http: 200,
    status: 200,
    code: 0,
  })
  expect((await call('DELETE', `/subscribe/billing/${billing_key}`)).http).toBe(500)
  expect((await call('GET', `/subscribe/billing_key/${billing_key}`)).http).toBe(500)
  expect((await call('GET', `/subscribe/billing/${issued}`)).hint.rule).toBe('unknownBillingKey')
  expect(sandbox.billingKeys[0]?.status).toBe(-11)
  expect((await call('GET', `/receipt/${issued}`)).data.status).toBe(-11)
  expect((await call('POST', '/cancel', { receipt_id })).data.remain_price).toBe(0)
})

test('cancelling a payment leaves its key alone', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const { receipt_id } = (await call('POST', '/subscribe/billing', chargeOf(billing_key))).data
  await call('POST', '/cancel', { receipt_id })
  expect((await call('POST', '/subscribe/billing', chargeOf(billing_key))).http).toBe(200)
})

test('a key is found by itself, and one from the window by its receipt', async () => {
  const { sandbox, call } = await open()
  const { billing_key, receipt_id, status, ...answer } = sandbox.issueBillingKey({
    pg: 'kcp',
    cardNo: '5570420412341074',
  })
  expect(status).toBe(11)
  expect(answer).toMatchObject({ method: 'card_rebill', data: { card_no: '5570420400001074' } })
  expect((await call('GET', `/subscribe/billing_key/${billing_key}`)).data).toEqual({
    billing_key,
    ...answer,
  })
  expect((await call('GET', `/subscribe/billing/${receipt_id}`)).data).toEqual({ billing_key, ...answer })
  expect((await call('GET', `/receipt/${receipt_id}`)).data).toMatchObject({ status: 11, price: 0 })
  expect((await call('GET', `/subscribe/billing/${sandbox.pay({ price: 1000 }).receipt_id}`)).http).toBe(500)
})

test('issueBillingKey refuses a receipt id for a key that has no receipt', async () => {
  const { sandbox } = await open()
  const input = { method: 'card_rebill_rest', receiptId: 'r-1' } as const
  expect(() => sandbox.issueBillingKey(input)).toThrow(/receiptId is for method card_rebill/)
  expect(() => sandbox.issueBillingKey({ pg: 'unknown' })).toThrow(
    /모르는 PG사입니다 \(unknown pg: unknown\)/,
  )
  expect(sandbox.billingKeys).toEqual([])
})
