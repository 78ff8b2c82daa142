import { request } from 'node:http'
import { expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox'
import { get, openShop, post } from './page-support'
import { minutes, open, receiver } from './support'

const hostile = `"'><x-evil a=1>&\``

test('no value reaches a page unescaped, wherever it came from', async () => {
  const hook = await receiver(() => ({ status: 500, body: hostile }))
  const { sandbox, call } = await open({
    merchantName: hostile,
    applicationId: `${hostile}\\`,
    feedbackUrl: `${hook.url}?q=${encodeURIComponent('<x-evil>')}`,
  })
  const named = { price: 50_000, itemName: hostile, orderId: hostile, userInfo: { username: hostile } }
  sandbox.pay({ ...named, receiptId: hostile })
  sandbox.pay({ ...named, receiptId: `${hostile}2`, state: 'awaiting-deposit' })
  sandbox.issueBillingKey({
    billingKey: hostile,
    itemName: hostile,
    orderId: hostile,
    receiptId: `${hostile}3`,
  })
  sandbox.reserve({
    billingKey: hostile,
    price: 1_000,
    itemName: hostile,
    executeAt: sandbox.now() / 1000 + 60,
  })
  sandbox.reserve({
    billingKey: `${hostile}4`,
    price: 1_000,
    itemName: hostile,
    executeAt: 1,
    reserveId: hostile,
  })
  await call('POST', '/cancel', { receipt_id: hostile, reason: hostile, [hostile]: hostile })
  await call('GET', `/receipt/${encodeURIComponent(hostile)}`)
  const { data: url } = await call('POST', '/request/payment', {
    order_id: hostile,
    name: hostile,
    price: 1_000,
    user_info: { username: hostile },
    return_url: 'http://localhost:3000/"><x-evil>',
  })
  await sandbox.advance(2 * minutes)

  const pages = [
    await get(sandbox.url),
    await get(url),
    await get(`${sandbox.url}/bill/${encodeURIComponent(hostile)}`),
    await get(`${sandbox.url}/bill/${encodeURIComponent(`${hostile}2`)}`),
    await post(url, { act: hostile }),
    await post(url, { act: 'pay', method: hostile }),
    await post(url, { act: 'pay', method: 'vbank' }),
    await get(url),
    await post(`${sandbox.url}/books/deposit`, { receipt_id: `${hostile}none` }),
    await post(`${sandbox.url}/books/pay`, { price: hostile, method: hostile }),
  ]
  for (const { text } of pages) {
    expect(text).toContain('<!doctype html>')
    expect(text).not.toContain('<x-evil')
    // As it is, as it stands in a program, and as it stands in a shell.
    const left = text.replace(/&#34;(\\?&#39;|&#39;\\&#39;&#39;)&#62;&#60;x-evil a=1&#62;/g, '')
    expect(left).not.toContain('x-evil a=1')
  }
  const [books, page, bill] = pages
  for (const shown of [books, page, bill]) expect(shown?.text).toContain('&#60;x-evil a=1&#62;')
  expect(sandbox.feedbacks.length).toBeGreaterThan(0)
  expect(sandbox.reservations.some(({ hint }) => hint?.korean.includes('x-evil'))).toBe(true)
})

test('a receipt whose id needs escapes has a page, and the books link to it', async () => {
  const { sandbox } = await open()
  for (const receiptId of ['a b#c/d', '한글?%', '\ud83d']) {
    const { receipt_url, order_id } = sandbox.pay({ price: 1_000, receiptId })
    if (receiptId !== '\ud83d') expect((await get(receipt_url)).text).toContain(order_id)
    const { text } = await get(sandbox.url)
    const path = receipt_url.slice(sandbox.url.length)
    const [, title, named] = /<article aria-labelledby="([^"]+)">.*?<h3 id="([^"]+)">/s.exec(text) ?? []
    expect(text).toContain(`<a href="${path}">`)
    expect([title, title]).toEqual([named, expect.stringMatching(/^\S+$/)])
  }
})

test('the books show the key of the sandbox itself, and no key that was given to it', async () => {
  const { sandbox } = await open()
  expect((await get(sandbox.url)).text).toContain(sandbox.privateKey)
  const { sandbox: given } = await open({ privateKey: 'a-key-that-may-be-real' })
  const { text } = await get(given.url)
  expect(text).toContain('[ Private Key ]')
  expect(text).not.toContain('a-key-that')
})

test('pages may load nothing from elsewhere, be framed by no page, and be kept by no cache', async () => {
  const { sandbox, url } = await openShop()
  for (const address of [sandbox.url, url, `${sandbox.url}/bill/none`]) {
    const { headers } = await get(address)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
  }
  const { text } = await get(sandbox.url)
  expect(text).not.toMatch(/(src|href|action)="(?!\/|#)/)
  expect(text).not.toMatch(/<style|style=|<script(?! src="\/)|\son\w+=/)
})

test.each([
  ['https://shop.example/return', 'https://shop.example'],
  ['http://localhost:3000/return', 'http://localhost:3000'],
  ['http://[::1]:3000/return', 'http:'],
  ['http://a;script-src/return', 'http:'],
])('the result for %s may be sent to %s', async (return_url, source) => {
  const { url } = await openShop({ return_url })
  const { headers } = await post(url, { act: 'close' })
  const policy = headers.get('content-security-policy')?.split('; ')
  expect(policy).toContain(`form-action 'self' ${source} http://localhost:* http://127.0.0.1:*`)
  expect(policy).toContain("script-src 'self'")
})

test.each([
  ['/style.css', 'text/css', ':root'],
  ['/books.js', 'text/javascript', 'EventSource'],
  ['/continue.js', 'text/javascript', 'requestSubmit'],
  ['/icon.svg', 'image/svg+xml', '<svg'],
  ['/favicon.ico', 'image/svg+xml', '<svg'],
])('%s is served as %s', async (path, type, part) => {
  const { sandbox } = await open()
  const { headers, text } = await get(sandbox.url + path)
  expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  expect(text).toContain(part)
})

test('a HEAD request, as a preview of a link sends it, gets the head of the page and is no API request', async () => {
  const { sandbox, url } = await openShop()
  const before = sandbox.requests
  for (const address of [url, sandbox.url, `${sandbox.url}/events`, `${sandbox.url}/style.css`]) {
    const response = await fetch(address, { method: 'HEAD' })
    expect([address, response.status, await response.text()]).toEqual([address, 200, ''])
  }
  expect(sandbox.requests).toEqual(before)
  expect(sandbox.receipts).toEqual([])
})

test('unknown receipts and links have clear pages; what is no page belongs to the API', async () => {
  const { sandbox } = await open()
  const link = await get(`${sandbox.url}/pay/none`)
  expect([link.status, link.text]).toEqual([404, expect.stringContaining('없는 결제 링크입니다')])
  expect((await post(`${sandbox.url}/pay/none`, { act: 'pay' })).status).toBe(404)
  const bill = await get(`${sandbox.url}/bill/none`)
  expect([bill.status, bill.text]).toEqual([404, expect.stringContaining('없는 영수증입니다')])
  expect(sandbox.requests).toEqual([])

  for (const path of ['/pay', '/pay/a/b', '/books/unknown', '/books/constructor']) {
    const { status, headers } = await post(sandbox.url + path, {})
    expect([status, headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8'])
  }
})

const strangers: [name: string, headers: Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', { origin: 'null' }],
  ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
  ['a same-site request', { 'sec-fetch-site': 'same-site' }],
]
test.each(strangers)('a form from %s is refused and changes nothing', async (_name, headers) => {
  const { sandbox, url } = await openShop()
  expect((await post(url, { act: 'pay' }, headers)).status).toBe(403)
  expect((await post(`${sandbox.url}/books/pay`, { price: '1000', method: 'card' }, headers)).status).toBe(
    403,
  )
  expect(sandbox.receipts).toEqual([])
})

test('a form that is too large gives a page that says so', async () => {
  const { sandbox } = await open()
  const { status, text } = await post(`${sandbox.url}/books/pay`, { item_name: 'x'.repeat(2_000_000) })
  expect([status, text]).toEqual([413, expect.stringContaining('요청 본문이 너무 큽니다')])
})

test('a form of the own origin is taken', async () => {
  const { sandbox } = await open()
  const own = { origin: sandbox.url, 'sec-fetch-site': 'same-origin' }
  expect((await post(`${sandbox.url}/books/pay`, { price: '1000', method: 'card' }, own)).status).toBe(303)
  expect(sandbox.receipts).toHaveLength(1)
})

// fetch sets the host by itself, so this asks by hand.
function statusFor(sandbox: Sandbox, path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(sandbox.url + path, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })
}

test('only names of this machine reach the pages, so a rebound name sees no key', async () => {
  const { sandbox } = await open()
  for (const path of ['/', '/events', '/bill/none']) {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost@evil.example', '%']) {
      expect(await statusFor(sandbox, path, host)).toBe(403)
    }
  }
  for (const host of ['localhost', 'localhost:4010', '127.0.0.1', '[::1]:80']) {
    expect(await statusFor(sandbox, '/', host)).toBe(200)
  }
})

test('the stream of changes says something when the books change, and ends with the sandbox', async () => {
  const { sandbox } = await open()
  const response = await fetch(`${sandbox.url}/events`)
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe('retry: 1000\n\n')
  for (let count = 0; count < 3; count++) sandbox.pay({ price: 1_000 })
  expect((await reader.read()).value).toBe('data: changed\n\n')
  await sandbox.advance(1 * minutes)
  expect((await reader.read()).value).toBe('data: changed\n\n')

  await sandbox.close()
  const end = await reader.read().then(
    ({ done }) => done,
    () => true,
  )
  expect(end).toBe(true)
})
