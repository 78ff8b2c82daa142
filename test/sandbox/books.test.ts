import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { get, post } from './page-support'
import { days, minutes, open, receiver } from './support'

test('the books show receipts, reservations, keys, links, webhooks, requests and how to connect', async () => {
  const hook = await receiver((count) => ({ body: count === 1 ? 'NO' : 'OK' }))
  const { sandbox, call } = await open({ feedbackUrl: hook.url })
  const paid = sandbox.pay({ price: 1_234_567, taxFree: 67, itemName: '만년필', orderId: 'pen-5' })
  await sandbox.advance(2 * minutes)
  await call('POST', '/cancel', { receipt_id: paid.receipt_id, price: 234_567 })
  await call('POST', '/cancel', { receipt_id: paid.receipt_id, price: 1 })
  const key = sandbox.issueBillingKey()
  const later = sandbox.now() / 1000 + 3 * 3600
  sandbox.reserve({ billingKey: key.billing_key, price: 9_900, itemName: '정기구독', executeAt: later + 60 })
  await call('POST', '/request/payment', { order_id: 'l-7', price: 3_000, name: '링크 상품' })
  await sandbox.advance(1_000)

  const { text } = await get(sandbox.url)
  const words = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  for (const part of ['1,234,567', '234,568', '999,999', 'pen-5', '부분 취소', '−'])
    expect(words).toContain(part)
  expect(text.match(/<ol class="life">(.*?)<\/ol>/s)).not.toBeNull()
  const life = text.match(/<ol class="life">.*?<\/ol>/gs)!.find((line) => line.includes('−'))!
  expect(life.match(/<li class="\w+">/g)).toHaveLength(4)
  for (const part of ['정기구독', '3시간 뒤', '링크 상품', 'NO', 'OK', '/request/payment']) {
    expect(words).toContain(part)
  }
  for (const part of [sandbox.url, sandbox.applicationId, sandbox.privateKey, 'Bootpay.setConfig(']) {
    expect(text).toContain(part)
  }
  const requests = /<section id="requests".*?<\/section>/s.exec(text)?.[0]
  expect(requests).toContain('private_key')
  expect(requests).not.toContain(sandbox.privateKey)
})

test('a request in the books shows what was sent, what was answered, why it was refused, and its curl line', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  await call('POST', '/cancel', { receipt_id, price: 2000, refund: { account: '66569112432134' } })
  await call('POST', '/cancel', { reason: 'x'.repeat(5_000) })
  const { text } = await get(sandbox.url)
  const requests = Array.from(text.matchAll(/<details class="request".*?<\/details>/gs), ([markup]) =>
    markup
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
      .replace(/\s+/g, ' '),
  )
  const [tooLong, refused, token] = requests
  for (const part of [
    'POST /cancel 500',
    '"price": 2000',
    '"account": "***"',
    '남은 금액보다 큽니다',
    'more than what is left',
    'overCancel',
    '"code": -99052',
  ])
    expect(refused).toContain(part)
  expect(refused).toContain(sandbox.requests[1]?.curl)
  expect(tooLong).toContain('too long to be repeated')
  expect(token).toContain('"token": "***"')
  expect(text).not.toContain('66569112432134')
})

test('the books show the newest requests, and older ones opened by hand', async () => {
  const { sandbox, call } = await open()
  for (let count = 0; count < 40; count++) await call('GET', `/receipt/r-${count}`)
  const { text } = await get(sandbox.url)
  const [insight = '', older = ''] = text.split('id="older-requests"')
  const paths = (markup: string) =>
    Array.from(markup.matchAll(/<b>GET<\/b> \/receipt\/r-(\d+)/g), ([, id]) => Number(id))
  expect(paths(insight)).toEqual([39, 38, 37, 36, 35])
  expect(paths(older)).toEqual(Array.from({ length: 25 }, (_, index) => 34 - index))
})

test('the connection and the newest requests come before the receipts and the forms', async () => {
  const { sandbox } = await open()
  const { text } = await get(sandbox.url)
  const ids = Array.from(text.matchAll(/<(?:section|div) id="([\w-]+)"/g), ([, id]) => id)
  expect(ids.slice(0, 5)).toEqual(['connect', 'figures', 'requests', 'receipts', 'actions'])
})

test('the reservations that run next are shown before later ones and before those that are over', async () => {
  const { sandbox } = await open()
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const start = Math.ceil(sandbox.now() / 1000)
  const reserve = (name: string, after: number) =>
    sandbox.reserve({ billingKey, price: 1_000, itemName: `${name}-${after}`, executeAt: start + after })
  for (let count = 1; count <= 6; count++) reserve('over', count)
  await sandbox.advance(60_000)
  const shown = async (pattern: RegExp) => {
    const { text } = await get(sandbox.url)
    return Array.from(text.matchAll(pattern), ([, name]) => name)
  }
  const drawn = () => shown(/<text x="1%" y="\d+">([a-z]+-\d+) ·/g)
  const rows = () => shown(/role="rowheader">([a-z]+-\d+)</g)
  for (let count = 0; count < 2; count++) reserve('next', 100 + count)
  const over = ['over-1', 'over-2', 'over-3', 'over-4', 'over-5', 'over-6']
  expect(await drawn()).toEqual([...over.slice(2), 'next-100', 'next-101'])
  expect(await rows()).toEqual([...over, 'next-100', 'next-101'])

  for (let count = 2; count < 40; count++) reserve('next', 100 + count)
  const next = Array.from({ length: 40 }, (_, index) => `next-${100 + index}`)
  expect(await drawn()).toEqual(next.slice(0, 12))
  expect(await rows()).toEqual(next.slice(0, 30))
})

test('the form of a payment takes no price that would be refused', async () => {
  const { sandbox } = await open()
  const { text } = await get(sandbox.url)
  const least = Number(/name="price" min="(\d+)"/.exec(text)?.[1])
  const pay = (price: number) => post(`${sandbox.url}/books/pay`, { price: String(price), method: 'card' })
  expect((await pay(least)).status).toBe(303)
  expect((await pay(least - 1)).status).toBe(400)
})

test('the books tell older receipts by number only', async () => {
  const { sandbox } = await open()
  for (let count = 0; count < 53; count++) sandbox.pay({ price: 1_000 })
  const { text } = await get(sandbox.url)
  expect(text.match(/<article/g)).toHaveLength(50)
  expect(text).toContain('이전 3건은 생략했습니다')
})

test('values of any length leave the books readable', async () => {
  const { sandbox, call } = await open()
  sandbox.pay({ price: 1_000, itemName: '가'.repeat(100_000), orderId: '😀'.repeat(50_000) })
  await call('POST', '/cancel', { reason: 'x'.repeat(500_000) })
  expect((await get(sandbox.url)).text.length).toBeLessThan(50_000)
})

test('each button of the books works as a plain form', async () => {
  const { sandbox } = await open()
  const press = async (name: string, fields: Record<string, string>) => {
    const { status, headers } = await post(`${sandbox.url}/books/${name}`, fields)
    expect([status, headers.get('location')]).toEqual([303, '/'])
  }
  await press('pay', {
    price: '5000',
    method: 'phone',
    item_name: '머그컵',
    order_id: 'a-1',
    tax_free: '100',
  })
  await press('pay', { price: '5000', method: 'card', state: 'awaiting-approval' })
  await press('pay', { price: '5000', method: 'card', state: 'awaiting-deposit' })
  expect(sandbox.receipts).toMatchObject([
    { status: 1, method: 'phone', item_name: '머그컵', order_id: 'a-1', tax_free: 100 },
    { status: 2, method: 'card' },
    { status: 2, method: 'vbank' },
  ])
  await press('deposit', { receipt_id: sandbox.receipts[2]!.receipt_id })
  await press('certify', {})
  await press('billing-key', { card: '' })
  await press('billing-key', { card: '0003' })
  expect(sandbox.receipts.map(({ status }) => status)).toEqual([1, 2, 1, 1, 11, 11])
  expect(sandbox.billingKeys).toHaveLength(2)
})

test.each([
  [{ step: '26' }, 26 * minutes],
  [{ step: 'custom', count: '3', unit: 'days' }, 3 * days],
  [{ count: '2', unit: 'hours' }, 120 * minutes],
])('the form of the clock moves it by %j', async (fields, milliseconds) => {
  const { sandbox } = await open()
  const before = sandbox.now()
  expect((await post(`${sandbox.url}/books/clock`, fields)).status).toBe(303)
  const moved = sandbox.now() - before
  expect(moved).toBeGreaterThanOrEqual(milliseconds)
  expect(moved).toBeLessThan(milliseconds + 5_000)
})

const mistakes: [path: string, fields: Record<string, string>, part: string][] = [
  ['pay', { method: 'card' }, 'price'],
  ['pay', { price: 'ten', method: 'card' }, 'price'],
  ['pay', { price: '1000', tax_free: '2000', method: 'card' }, 'taxFree'],
  ['pay', { price: '1000', method: 'shells' }, 'shells'],
  ['deposit', {}, 'receipt_id'],
  ['deposit', { receipt_id: 'none' }, 'no such receipt'],
  ['billing-key', { card: '4242' }, 'card'],
  ['clock', { step: 'custom', count: '0', unit: 'days' }, 'count'],
  ['clock', { step: 'custom', count: '1', unit: 'years' }, 'unit'],
  ['clock', { step: '-5' }, 'count'],
  ['clock', { step: 'soon' }, 'count'],
  ['clock', { step: 'custom', count: '99999', unit: 'days' }, 'count'],
]
test.each(mistakes)('a wrong %s form %j gives a page that names %s', async (path, fields, part) => {
  const { sandbox } = await open()
  const { status, text } = await post(`${sandbox.url}/books/${path}`, fields)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).toContain('<!doctype html>')
  expect(text).toContain(part)
  expect(sandbox.receipts).toEqual([])
})

test('the clock form refuses to go beyond the year 9998, and says so', async () => {
  const { sandbox } = await open({ now: Date.UTC(9998, 11, 31) })
  const { status, text } = await post(`${sandbox.url}/books/clock`, { step: '1440' })
  expect([status, text]).toEqual([400, expect.stringContaining('count')])
  expect((await post(`${sandbox.url}/books/clock`, { step: '1' })).status).toBe(303)
})

test('the clock answers though a webhook receiver stays silent', async () => {
  const silent = createServer()
  onTestFinished(() => void silent.close())
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const { sandbox } = await open({ feedbackUrl: `http://127.0.0.1:${port}/` })
  sandbox.pay({ price: 1_000 })
  const startedAt = performance.now()
  expect((await post(`${sandbox.url}/books/clock`, { step: '1' })).status).toBe(303)
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(sandbox.feedbacks).toMatchObject([{ answered: undefined }])
  expect((await get(sandbox.url)).text).toContain('보내는 중')
})
