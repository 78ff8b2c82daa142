import { expect, test } from 'vitest'
import { createLink } from '../../src/sandbox/books/link-create'
import * as links from '../../src/sandbox/books/link-visit'
import { Merchants } from '../../src/sandbox/books/merchants'
import { depositTo } from '../../src/sandbox/books/payment-window'
import { submit } from '../../src/sandbox/books/payments'
import { settingsFrom } from '../../src/sandbox/rules/settings'
import { days, minutes, open } from './support'

const order = { order_id: 'l-1', price: 1000, name: '테스트 부트페이 상품' }

function shop(more: object = {}) {
  const settings = settingsFrom({ merchantName: '상점' })
  const gateway = new Merchants(settings).findOrCreate(settings.applicationId)
  const link = createLink(gateway, { ...order, return_url: 'http://localhost:3000/return', ...more })
  const receipt = () => gateway.payments.get(link.receiptId ?? '')
  const state = () => links.linkState(gateway, link)
  return { gateway, link, receipt, state, id: link.id }
}

test('a link is an address that opens in a browser', async () => {
  const { sandbox, call } = await open()
  const { http, data } = await call('POST', '/request/payment', {
    ...order,
    pg: 'kcp',
    method: 'card',
    extra: { expire: 30 },
  })
  expect(http).toBe(200)
  expect(data.startsWith(`${sandbox.url}/pay/`)).toBe(true)
  expect(sandbox.links).toMatchObject([
    { url: data, state: 'created', price: 1000, pg: 'kcp', method: 'card' },
  ])
  expect(sandbox.receipts).toHaveLength(0)
  const page = await fetch(data)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
})

test('an unknown link is a 404 page, and no name reaches a page unescaped', async () => {
  const { sandbox, call } = await open({ merchantName: '<i>상점</i>' })
  expect((await fetch(`${sandbox.url}/pay/none`)).status).toBe(404)
  const { data } = await call('POST', '/request/payment', { ...order, name: '<script>alert("1")</script>' })
  const text = await (await fetch(data)).text()
  expect(text).not.toContain('<script>')
  expect(text).not.toContain('<i>')
})

test('a link needs its fields and refuses what does not fit', async () => {
  const { call } = await open()
  const create = (more: object) => call('POST', '/request/payment', { ...order, ...more })
  for (const name of ['order_id', 'price', 'name']) {
    const refused = await create({ [name]: undefined })
    expect(refused.http).toBe(400)
    expect(refused.hint.english).toContain(name)
  }
  expect((await create({ price: 99 })).http).toBe(422)
  expect((await create({ price: 0 })).http).toBe(422)
  expect((await create({ price: 0, method: 'auth' })).http).toBe(200)
  expect((await create({ price: 0, method: 'card_rebill' })).http).toBe(200)
  expect((await create({ tax_free: 1001 })).http).toBe(422)
  expect((await create({ pg: 'unknown' })).http).toBe(422)
  expect((await create({ method: 'shells' })).http).toBe(400)
  expect((await create({ return_url: 'javascript:alert(1)' })).http).toBe(400)
  expect((await create({ return_url: 'nowhere' })).http).toBe(400)
})

test.each(['auth', 'card_rebill'])(
  'a link for %s with a price is refused, as it could not be paid',
  async (method) => {
    const { sandbox, call } = await open()
    const refused = await call('POST', '/request/payment', { ...order, method })
    expect(refused).toMatchObject({
      http: 400,
      hint: { english: expect.stringContaining('price, which is 0') },
    })
    expect(sandbox.links).toEqual([])
  },
)

test('a method that appears only in answers is none of a link', async () => {
  const { sandbox, call } = await open()
  const method = 'card_rebill_rest'
  const create = (more: object) => call('POST', '/request/payment', { ...order, ...more })
  expect((await create({ method })).http).toBe(400)
  expect((await create({ methods: [method, 'phone'] })).http).toBe(200)
  expect(sandbox.links).toMatchObject([{ methods: ['phone'] }])
  const { gateway, id } = shop()
  expect(() => links.payLink(gateway, id, { method })).toThrow(/method/)
})

test('opening a link makes no receipt; paying makes one and goes back to the shop', () => {
  const { gateway, link, receipt, state, id } = shop({ tax_free: 100, params: '{"cart":17}' })
  expect(state()).toBe('created')
  links.openLink(gateway, id)
  expect(links.openLink(gateway, id)).toBe(link)
  expect([state(), gateway.payments.size]).toEqual(['opened', 0])
  const { returnForm } = links.payLink(gateway, id, { method: 'card', pg: 'nicepay' })
  expect(returnForm).toEqual({
    url: 'http://localhost:3000/return',
    fields: { act: 'done', receipt_id: link.receiptId },
  })
  expect(receipt()).toMatchObject({ status: 1, price: 1000, taxFree: 100, params: '{"cart":17}' })
  expect(state()).toBe('paid')
  expect(() => links.payLink(gateway, id)).toThrow(/이미 결제된/)
  expect(gateway.payments.size).toBe(1)
})

test('a customer may decline or close, and come back', () => {
  const { gateway, receipt, state, id } = shop()
  expect(links.closeLink(gateway, id).returnForm?.fields).toMatchObject({
    act: 'cancel',
    message: expect.any(String),
  })
  expect([state(), receipt()?.status]).toEqual(['closed', 0])
  expect(links.declineLink(gateway, id).returnForm?.fields.act).toBe('error')
  expect([state(), receipt()?.status]).toEqual(['declined', -1])
  links.payLink(gateway, id)
  expect([state(), receipt()?.status]).toEqual(['paid', 1])
  expect(Array.from(gateway.payments.values(), ({ status }) => status)).toEqual([0, -1, 1])
})

test('declining a link twice is one refusal, and closing it then makes no second receipt', () => {
  const { gateway, state, id } = shop()
  links.declineLink(gateway, id)
  links.declineLink(gateway, id)
  links.closeLink(gateway, id)
  links.closeLink(gateway, id)
  expect(gateway.payments.size).toBe(1)
  expect(state()).toBe('declined')
})

test('the state of a link follows its receipt', () => {
  const account = shop({ method: 'vbank' })
  links.payLink(account.gateway, account.id)
  depositTo(account.gateway, account.link.receiptId ?? '')
  expect(account.state()).toBe('paid')
  const approval = shop({ pg: 'kcp' })
  links.payLink(approval.gateway, approval.id, { awaitApproval: true })
  expect(() => links.closeLink(approval.gateway, approval.id)).toThrow()
  submit(approval.gateway, approval.link.receiptId ?? '')
  expect(approval.state()).toBe('paid')
})

test('a virtual account that lapsed leaves the link open for another try', async () => {
  const { gateway, state, id } = shop({ method: 'vbank' })
  links.payLink(gateway, id)
  await gateway.clock.advance(3 * days)
  expect(state()).toBe('closed')
  links.payLink(gateway, id, { method: 'card' })
  expect(state()).toBe('paid')
})

test('a choice that a link does not offer is refused, and makes no receipt', () => {
  const { gateway, state, id } = shop()
  for (const choice of [
    { pg: 'unknown' },
    { method: 'shells' },
    { method: 'auth' },
    { method: 'card_rebill' },
  ]) {
    expect(() => links.payLink(gateway, id, choice)).toThrow()
  }
  expect([state(), gateway.payments.size]).toEqual(['created', 0])
})

test('a refused card leaves the link declined', () => {
  const { gateway, receipt, state, id } = shop()
  expect(() => links.payLink(gateway, id, { cardNo: '0000000000000002' })).toThrow(/잔액/)
  expect([state(), receipt()?.status]).toEqual(['declined', -2])
})

test('a payment may stop before its approval', () => {
  const { gateway, receipt, state, id } = shop({ pg: 'kcp' })
  expect(links.payLink(gateway, id, { awaitApproval: true }).returnForm?.fields.act).toBe('confirm')
  expect([state(), receipt()?.status]).toEqual(['awaiting-approval', 2])
  const immediate = shop({ pg: 'payapp' })
  links.payLink(immediate.gateway, immediate.id, { awaitApproval: true })
  expect(immediate.receipt()?.status).toBe(1)
})

test('a virtual account, an identity check and a card registration each end their own way', () => {
  const account = shop({ method: 'vbank', account_expire_at: '2099-01-01' })
  links.payLink(account.gateway, account.id)
  expect([account.state(), account.receipt()?.status]).toEqual(['awaiting-deposit', 2])

  const identity = shop({ method: 'auth', price: 0 })
  links.payLink(identity.gateway, identity.id)
  expect(identity.receipt()).toMatchObject({ status: 1, certificate: { username: '홍길동' } })

  const registration = shop({ method: 'card_rebill', price: 0, pg: 'kcp' })
  links.payLink(registration.gateway, registration.id)
  expect(registration.receipt()?.status).toBe(11)
  const [key] = registration.gateway.billingKeys.values()
  expect(key).toMatchObject({ pg: 'kcp', method: 'card_rebill', receiptId: registration.link.receiptId })
})

test('a link lapses after extra.expire minutes, unless it was paid', async () => {
  const { gateway, state, id } = shop({ extra: { expire: 30 } })
  const paid = createLink(gateway, { ...order, extra: { expire: 30 } })
  links.payLink(gateway, paid.id)
  await gateway.clock.advance(29 * minutes)
  expect(state()).toBe('created')
  await gateway.clock.advance(1 * minutes)
  expect(state()).toBe('expired')
  expect(links.linkState(gateway, paid)).toBe('paid')
  expect(() => links.payLink(gateway, id)).toThrow(/만료된/)
  expect(() => links.openLink(gateway, 'none')).toThrow()
})

test('a browser on the books is told of each change until it leaves', async () => {
  const { gateway } = shop()
  let changes = 0
  const stop = gateway.shared.watch(() => changes++)
  await gateway.clock.advance(0)
  expect(changes).toBe(1)
  stop()
  await gateway.clock.advance(0)
  expect(changes).toBe(1)
})

test('a link refuses a lifetime and a deposit date that make no sense', async () => {
  const { sandbox, call } = await open()
  const create = (more: object) => call('POST', '/request/payment', { ...order, ...more })
  for (const expire of [-1, 1e300]) {
    expect(await create({ extra: { expire } })).toMatchObject({
      http: 400,
      hint: { english: expect.stringContaining('expire') },
    })
  }
  for (const account_expire_at of ['tomorrow', '2026-02-31']) {
    expect(await create({ account_expire_at })).toMatchObject({
      http: 400,
      hint: { english: expect.stringContaining('account_expire_at') },
    })
  }
  expect((await create({ extra: { expire: 0 }, account_expire_at: '' })).http).toBe(200)
  expect(sandbox.links).toHaveLength(1)
  expect(() => sandbox.pay({ price: 1000, state: 'awaiting-deposit', accountExpireAt: 'tomorrow' })).toThrow(
    /accountExpireAt/,
  )
})
