import { expect, test } from 'vitest'
import { days, hours, open, send, tokenOf } from './support'

test('a paid card shows what verify documents', async () => {
  const { sandbox, call } = await open({ now: new Date('2026-03-01T00:00:00Z') })
  const paid = sandbox.pay({
    price: 3000,
    taxFree: 1500,
    itemName: '테스트결제',
    orderId: 1576461949,
    params: { cart: 17 },
  })
  const { data } = await call('GET', `/receipt/${paid.receipt_id}`)
  expect(data).toEqual(paid)
  expect(data).toMatchObject({
    order_id: '1576461949',
    name: '테스트결제',
    price: 3000,
    tax_free: 1500,
    remain_price: 3000,
    remain_tax_free: 1500,
    cancelled_price: 0,
    cancelled_tax_free: 0,
    unit: 'krw',
    pg: 'nicepay',
    method: 'card',
    method_name: '카드결제',
    params: { cart: 17 },
    requested_at: expect.stringMatching(/^2026-03-01 09:00:\d\d$/),
    purchased_at: expect.stringMatching(/^2026-03-01 09:00:\d\d$/),
    status: 1,
    status_en: 'complete',
    status_ko: '결제완료',
    payment_data: {
      receipt_id: paid.receipt_id,
      p: 3000,
      pg_a: 'nicepay',
      pm_a: 'card',
      o_id: '1576461949',
      s: 1,
      g: 2,
    },
  })
  expect(data).not.toHaveProperty('revoked_at')
  expect(data.receipt_url).toBe(`${sandbox.url}/bill/${paid.receipt_id}`)
})

test('ids begin with the second of their creation, on the clock of the sandbox', async () => {
  const now = Date.parse('2026-03-01T00:00:00Z')
  const { sandbox } = await open({ now })
  await sandbox.advance(1 * days)
  const { receipt_id } = sandbox.pay({ price: 1000 })
  expect(receipt_id).toMatch(/^[0-9a-f]{24}$/)
  const created = Number.parseInt(receipt_id.slice(0, 8), 16) * 1000
  expect(created - now - 1 * days).toBeGreaterThanOrEqual(0)
  expect(created - now - 1 * days).toBeLessThan(10_000)
})

test('submit approves from status 2 and from no other', async () => {
  const { sandbox, call } = await open()
  const waiting = sandbox.pay({ price: 1000, pg: 'kcp', state: 'awaiting-approval' })
  expect(waiting).toMatchObject({ status: 2, purchased_at: null })
  const { data } = await call('POST', '/submit', { receipt_id: waiting.receipt_id })
  expect(data).toMatchObject({
    receipt_id: waiting.receipt_id,
    price: 1000,
    tax_free: 0,
    card_code: 'CCKM',
    card_name: 'KB국민카드',
    card_quota: '00',
    payment_name: '카드결제',
    payment_group: 'card',
    payment_group_name: '신용카드',
    pg_name: 'KCP',
    url: null,
    status: 1,
  })
  expect(data.purchased_at).not.toBeNull()
  const again = await call('POST', '/submit', { receipt_id: waiting.receipt_id })
  expect(again.http).toBe(422)
  expect((await call('POST', '/submit', { receipt_id: sandbox.certify().receipt_id })).http).toBe(422)
})

test('a refused approval leaves the receipt at -2', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000, state: 'awaiting-approval', cardNo: '0000000000000002' })
  const refused = await call('POST', '/submit', { receipt_id })
  expect(refused).toMatchObject({ http: 500, code: -15006 })
  expect((await call('GET', `/receipt/${receipt_id}`)).data.status).toBe(-2)
})

test('a virtual account waits in status 2 for its deposit', async () => {
  const { sandbox, call } = await open()
  const issued = sandbox.pay({ price: 1000, state: 'awaiting-deposit', userInfo: { username: '홍길동' } })
  expect(issued).toMatchObject({
    status: 2,
    purchased_at: null,
    method: 'vbank',
    payment_data: { username: '홍길동', bankcode: '003', s: 2 },
  })
  expect((await call('POST', '/submit', { receipt_id: issued.receipt_id })).http).toBe(422)
  expect(sandbox.deposit(issued.receipt_id)).toMatchObject({ status: 1 })
  expect(() => sandbox.deposit(issued.receipt_id)).toThrow(/status 1/)
})

test('a virtual account lapses to -3 at its date', async () => {
  const { sandbox } = await open({ now: Date.parse('2026-03-01T12:00:00+09:00') })
  const { receipt_id } = sandbox.pay({
    price: 1000,
    state: 'awaiting-deposit',
    accountExpireAt: '2026-03-02',
  })
  const paid = sandbox.pay({ price: 1000, method: 'vbank', accountExpireAt: '2026-03-02' })
  await sandbox.advance(35 * hours)
  expect(sandbox.receipts[0]?.status).toBe(2)
  await sandbox.advance(2 * hours)
  expect(sandbox.receipts.map(({ status }) => status)).toEqual([-3, 1])
  expect(() => sandbox.deposit(receipt_id)).toThrow()
  expect(paid.status).toBe(1)
})

test('payments of one order number live side by side', async () => {
  const { sandbox } = await open()
  sandbox.pay({ price: 1000, orderId: 'same' })
  sandbox.pay({ price: 1000, orderId: 'same' })
  expect(sandbox.receipts).toHaveLength(2)
})

test('an identity check has a certificate, and only it has', async () => {
  const { sandbox, call } = await open()
  const checked = sandbox.certify({ username: '홍길동', orderId: 'auth-1' })
  expect(checked).toMatchObject({ method: 'auth', pg: 'danal', price: 0, status: 1 })
  const { data } = await call('GET', `/certificate/${checked.receipt_id}`)
  expect(data).toMatchObject({
    receipt_id: checked.receipt_id,
    order_id: 'auth-1',
    pg_name: '다날',
    method_name: '본인인증',
    certificate: { username: '홍길동', phone: '01000000000', carrier: 'SKT', foreigner: false },
    payment_data: { username: '홍길동', pm_a: 'auth', n: '본인인증', p: 0, s: 1 },
  })
  const { receipt_id } = sandbox.pay({ price: 1000 })
  expect((await call('GET', `/certificate/${receipt_id}`)).http).toBe(422)
})

test('pay makes no identity check, which has no price and needs a certificate', async () => {
  const { sandbox } = await open()
  expect(() => sandbox.pay({ price: 1000, method: 'auth' })).toThrow(/made by certify/)
  const form = new URLSearchParams({ price: '1000', method: 'auth' })
  expect((await fetch(`${sandbox.url}/books/pay`, { method: 'POST', body: form })).status).toBe(400)
  expect(sandbox.receipts).toEqual([])
})

test('delivery starts for a paid receipt', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  const body = { delivery_no: '123456', delivery_corp: '001' }
  expect(await call('PUT', `/delivery/start/${receipt_id}`, body)).toEqual({
    http: 200,
    status: 200,
    code: 0,
    message: '',
  })
  expect((await call('PUT', `/delivery/start/${receipt_id}`, {})).http).toBe(400)
  const waiting = sandbox.pay({ price: 1000, state: 'awaiting-approval' })
  expect((await call('PUT', `/delivery/start/${waiting.receipt_id}`, body)).http).toBe(422)
})

test('a user token lives one hour and is the same until then', async () => {
  const { sandbox } = await open({ now: Date.parse('2026-03-31T17:30:00+09:00') })
  const ask = async (user_id: string) => {
    const authorization = await tokenOf(sandbox)
    return (await send(sandbox, 'POST', '/request/user/token', { user_id, gender: 0 }, { authorization }))
      .data
  }
  const first = await ask('1234')
  expect(first.user_token).toMatch(/^[0-9a-f]{24}$/)
  expect(first.expired_localtime).toMatch(/^2026-03-31 18:30:\d\d \+0900$/)
  expect(first.expired_unixtime).toBe(
    Date.parse(`${first.expired_localtime.slice(0, 19).replace(' ', 'T')}+09:00`) / 1000,
  )
  expect((await ask('1234')).user_token).toBe(first.user_token)
  expect((await ask('5678')).user_token).not.toBe(first.user_token)
  await sandbox.advance(1 * hours)
  expect((await ask('1234')).user_token).not.toBe(first.user_token)
})

test('a user token needs a user_id', async () => {
  const { call } = await open()
  expect((await call('POST', '/request/user/token', { user_id: '' })).http).toBe(400)
})

test('a helper throws a TypeError for wrong input', async () => {
  const { sandbox } = await open()
  expect(() => sandbox.pay({ price: 0 })).toThrow(TypeError)
  expect(() => sandbox.pay({ price: 1000, taxFree: 2000 })).toThrow(TypeError)
  expect(() => sandbox.pay({ price: 1000, pg: 'unknown' })).toThrow(TypeError)
  expect(() => sandbox.pay({ price: 1000, method: 'shells' })).toThrow(TypeError)
  expect(() => sandbox.pay({ price: 1000, method: 'card', state: 'awaiting-deposit' })).toThrow(TypeError)
  expect(() => sandbox.pay({ price: 1000, pg: 'payapp', state: 'awaiting-approval' })).toThrow(TypeError)
  expect(() => sandbox.issueBillingKey({ pg: 'unknown' })).toThrow(TypeError)
  expect(() => sandbox.deposit('none')).toThrow()
  expect(sandbox.receipts).toHaveLength(0)
})

test('the slip of a payment exists from its approval on', async () => {
  const { sandbox, call } = await open()
  const waiting = sandbox.pay({ price: 1000, state: 'awaiting-approval' })
  expect(waiting).not.toHaveProperty('receipt_url')
  await call('POST', '/submit', { receipt_id: waiting.receipt_id })
  const shown = () => call('GET', `/receipt/${waiting.receipt_id}`)
  expect((await shown()).data.receipt_url).toBe(`${sandbox.url}/bill/${waiting.receipt_id}`)
  await call('POST', '/cancel', { receipt_id: waiting.receipt_id })
  expect((await shown()).data).toHaveProperty('receipt_url')
})
