import { expect, test } from 'vitest'
import { hours, open, send, tokenOf } from './support'

test('partial cancels add up with their tax-free parts (the worked example)', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000, taxFree: 3_000 })
  const steps = [
    [{ price: 4000, tax_free: 1000 }, [4000, 4000, 1000, 6000, 2000], 1],
    [{ price: 1000 }, [1000, 5000, 1000, 5000, 2000], 1],
    [{}, [5000, 10_000, 3000, 0, 0], 20],
  ] as const
  for (const [body, [asked, cancelled, cancelledTaxFree, remain, remainTaxFree], status] of steps) {
    const { data } = await call('POST', '/cancel', { receipt_id, ...body })
    expect(data).toMatchObject({
      receipt_id,
      request_cancel_price: asked,
      cancelled_price: cancelled,
      cancelled_tax_free: cancelledTaxFree,
      remain_price: remain,
      remain_tax_free: remainTaxFree,
    })
    expect(data.revoked_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    const shown = (await call('GET', `/receipt/${receipt_id}`)).data
    expect(shown).toMatchObject({ price: 10_000, tax_free: 3000, status, revoked_at: data.revoked_at })
    expect(shown.remain_price + shown.cancelled_price).toBe(shown.price)
    expect(shown.remain_tax_free + shown.cancelled_tax_free).toBe(shown.tax_free)
  }
})

test.each([undefined, null, '', 0, '0', 10_000])(
  'a price of %j cancels everything, whatever tax_free says',
  async (price) => {
    const { sandbox, call } = await open()
    const { receipt_id } = sandbox.pay({ price: 10_000, taxFree: 3_000 })
    const { data } = await call('POST', '/cancel', { receipt_id, price, tax_free: 0 })
    expect(data).toMatchObject({ request_cancel_price: 10_000, remain_price: 0, cancelled_tax_free: 3000 })
  },
)

test('a cancel of an amount that does not fit is refused and changes nothing', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000, taxFree: 3_000 })
  const before = sandbox.receipts
  for (const body of [
    { price: 10_001 },
    { price: -1 },
    { price: 100.5 },
    { price: 'many' },
    { price: 4000, tax_free: 3001 },
    { price: 1000, tax_free: 1001 },
    { price: 1000, tax_free: -1 },
    { price: 9000, tax_free: 0 },
  ]) {
    const refused = await call('POST', '/cancel', { receipt_id, ...body })
    expect(refused.http, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
    expect(refused.code).toBeLessThan(0)
  }
  expect(sandbox.receipts).toEqual(before)
})

test.each([{ price: 10_000 }, {}])(
  'a full cancel by %j with more tax_free than is left is refused, as a part is',
  async (body) => {
    const { sandbox, call } = await open()
    const { receipt_id } = sandbox.pay({ price: 10_000, taxFree: 3_000 })
    const before = sandbox.receipts
    const refused = await call('POST', '/cancel', { receipt_id, ...body, tax_free: 3_001 })
    expect(refused).toMatchObject({ http: 500, code: -99053 })
    expect(sandbox.receipts).toEqual(before)
    expect((await call('POST', '/cancel', { receipt_id, ...body, tax_free: 3_000 })).http).toBe(200)
  },
)

test('a cancelled payment cannot be cancelled again', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000 })
  await call('POST', '/cancel', { receipt_id })
  const again = await call('POST', '/cancel', { receipt_id })
  expect(again.http).toBe(500)
  expect(again.message).toBe('이미 취소된 거래건 입니다.')
})

test('a cancel_id works once per receipt, and again after a refusal', async () => {
  const { sandbox, call } = await open()
  const first = sandbox.pay({ price: 10_000 })
  const second = sandbox.pay({ price: 10_000 })
  const cancel = (receipt_id: string, price: number) =>
    call('POST', '/cancel', { receipt_id, price, cancel_id: 1234 })
  expect((await cancel(first.receipt_id, 99_999)).http).toBe(500)
  expect((await cancel(first.receipt_id, 1000)).data.cancel_id).toBe('1234')
  expect((await cancel(first.receipt_id, 1000)).http).toBe(500)
  expect((await cancel(second.receipt_id, 1000)).http).toBe(200)
  expect(sandbox.receipts.map((receipt) => receipt.cancelled_price)).toEqual([1000, 1000])
})

test('a cancel without cancel_id gets one from the gateway', async () => {
  const { sandbox, call } = await open()
  const { receipt_id, order_id } = sandbox.pay({ price: 10_000 })
  const { data } = await call('POST', '/cancel', { receipt_id })
  const [, seconds] =
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}-(\d+)$/.exec(data.cancel_id) ?? []
  expect(Number(seconds)).toBe(Date.parse(`${data.revoked_at.replace(' ', 'T')}+09:00`) / 1000)
  expect(data.order_id).toBe(order_id)
})

test('guardPartialCancel is off by default, and refuses partial cancels only', async () => {
  const part = (receipt_id: string) => ({ receipt_id, price: 1000 })
  const { sandbox: free, call: callFree } = await open()
  const loose = free.pay({ price: 10_000 }).receipt_id
  expect((await callFree('POST', '/cancel', part(loose))).http).toBe(200)
  expect((await callFree('POST', '/cancel', part(loose))).http).toBe(200)

  const { sandbox, call } = await open({ guardPartialCancel: true })
  const { receipt_id } = sandbox.pay({ price: 10_000 })
  expect((await call('POST', '/cancel', part(receipt_id))).http).toBe(200)
  expect((await call('POST', '/cancel', part(receipt_id))).http).toBe(500)
  expect((await call('POST', '/cancel', part(sandbox.pay({ price: 10_000 }).receipt_id))).http).toBe(200)
  await sandbox.advance(10_000)
  expect((await call('POST', '/cancel', part(receipt_id))).http).toBe(200)
  expect((await call('POST', '/cancel', { receipt_id })).http).toBe(200)
})

test.each(['inicis', 'kcp', 'danal', 'payletter', 'nicepay', 'kakao', 'payco'])(
  '%s cancels a card in part',
  async (pg) => {
    const { sandbox, call } = await open()
    const { receipt_id } = sandbox.pay({ price: 10_000, pg })
    expect((await call('POST', '/cancel', { receipt_id, price: 1000 })).http).toBe(200)
  },
)

test.each([
  ['toss', 'card'],
  ['payapp', 'card'],
  ['nicepay', 'bank'],
  ['nicepay', 'phone'],
  ['nicepay', 'kakao'],
  ['nicepay', 'vbank'],
])('%s %s cancels only as a whole', async (pg, method) => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000, pg, method })
  const refund = { account: '66569112432134', accountholder: '홍길동', bankcode: '004' }
  expect((await call('POST', '/cancel', { receipt_id, price: 1000, refund })).http).toBe(500)
  expect((await call('POST', '/cancel', { receipt_id, refund })).http).toBe(200)
})

test('minimumPartialCancel refuses a smaller partial cancel', async () => {
  const { sandbox, call } = await open({ minimumPartialCancel: 1000 })
  const { receipt_id } = sandbox.pay({ price: 10_000 })
  expect((await call('POST', '/cancel', { receipt_id, price: 999 })).http).toBe(500)
  expect((await call('POST', '/cancel', { receipt_id, price: 1000 })).http).toBe(200)
})

test('a virtual account is refunded after its deposit, to an account, under a contract', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000, state: 'awaiting-deposit' })
  const refund = { account: '66569112432134', accountholder: '홍길동', bankcode: '004' }
  expect((await call('POST', '/cancel', { receipt_id, refund })).http).toBe(500)
  sandbox.deposit(receipt_id)
  expect((await call('POST', '/cancel', { receipt_id })).hint.english).toContain('refund')
  expect((await call('POST', '/cancel', { receipt_id, refund: { ...refund, bankcode: '999' } })).http).toBe(
    500,
  )
  expect((await call('POST', '/cancel', { receipt_id, refund })).data.remain_price).toBe(0)

  const { sandbox: without, call: ask } = await open({ cmsContract: false })
  const other = without.pay({ price: 10_000, method: 'vbank' }).receipt_id
  expect((await ask('POST', '/cancel', { receipt_id: other, refund })).message).toContain('CMS')
})

test('a phone payment can be cancelled only in its own month', async () => {
  const { sandbox, call } = await open({ now: Date.parse('2026-03-31T23:00:00+09:00') })
  const kept = sandbox.pay({ price: 10_000, method: 'phone' }).receipt_id
  const early = sandbox.pay({ price: 10_000, method: 'phone' }).receipt_id
  const card = sandbox.pay({ price: 10_000 }).receipt_id
  expect((await call('POST', '/cancel', { receipt_id: early })).http).toBe(200)
  await sandbox.advance(2 * hours)
  const authorization = await tokenOf(sandbox)
  const cancel = (receipt_id: string) => send(sandbox, 'POST', '/cancel', { receipt_id }, { authorization })
  expect((await cancel(kept)).http).toBe(500)
  expect((await cancel(card)).http).toBe(200)
})

test('a payment that was never paid cannot be cancelled', async () => {
  const { sandbox, call } = await open()
  const waiting = sandbox.pay({ price: 10_000, state: 'awaiting-approval' }).receipt_id
  const identity = sandbox.certify().receipt_id
  for (const receipt_id of [waiting, identity]) {
    expect((await call('POST', '/cancel', { receipt_id })).http).toBe(500)
  }
})
