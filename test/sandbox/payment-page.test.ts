import { expect, test } from 'vitest'
import { get, openShop, post } from './page-support'
import { minutes } from './support'

/** Where the result page sends the customer, and with which fields. */
function returnForm(text: string) {
  const inputs = text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)
  return {
    action: /<form class="return" method="post" action="([^"]+)">/.exec(text)?.[1],
    fields: Object.fromEntries(Array.from(inputs, ([, name, value]) => [name, value])),
    isSentAtOnce: text.includes('src="/continue.js"'),
  }
}

test('a link shows merchant, item, price and order, and offers methods when it leaves them open', async () => {
  const { url } = await openShop({ tax_free: 2_345, extra: { expire: 30 } })
  const { text } = await get(url)
  for (const part of ['한빛 서점', '머그컵', '12,345', 'l-1', '2,345']) expect(text).toContain(part)
  expect(text).toContain('<html lang="ko">')
  for (const method of ['card', 'vbank', 'phone', 'kakao']) expect(text).toContain(`value="${method}"`)
})

test('a link that is only looked at, as by the preview of a chat, has no receipt until the customer acts', async () => {
  const { sandbox, url } = await openShop()
  await get(url)
  await get(url)
  expect(sandbox.receipts).toEqual([])
  expect(sandbox.links).toMatchObject([{ state: 'opened' }])
  expect(sandbox.links[0]).not.toHaveProperty('receipt_id')
  expect((await post(url, { act: 'pay', method: 'shells' })).status).toBe(400)
  expect(sandbox.receipts).toEqual([])
  await post(url, { act: 'close' })
  await get(url)
  expect(sandbox.receipts).toMatchObject([{ status: 0 }])
  expect(sandbox.links).toMatchObject([{ state: 'closed', receipt_id: sandbox.receipts[0]?.receipt_id }])
})

test('a link with its own method or methods offers no others', async () => {
  const fixed = await get((await openShop({ method: 'phone' })).url)
  expect(fixed.text).not.toContain('type="radio"')
  expect(fixed.text).toContain('휴대폰')
  const some = await get((await openShop({ methods: ['vbank', 'card', 'auth'] })).url)
  expect(some.text.match(/type="radio" name="method" value="\w+"/g)).toEqual([
    'type="radio" name="method" value="vbank"',
    'type="radio" name="method" value="card"',
  ])
  const refused = await post((await openShop({ methods: ['card'] })).url, { act: 'pay', method: 'phone' })
  expect(refused.status).toBe(400)
})

test('paying posts done and the receipt to return_url, at once with a script and by a button without', async () => {
  const { url, only } = await openShop()
  const { status, text } = await post(url, { act: 'pay', method: 'kakao' })
  expect(status).toBe(200)
  expect(returnForm(text)).toEqual({
    action: 'http://localhost:3000/return?a=1&#38;b=2',
    fields: { act: 'done', receipt_id: only().receipt_id },
    isSentAtOnce: true,
  })
  expect(text).toContain('Continue to the shop')
  expect(only()).toMatchObject({ status: 1, method: 'kakao' })

  const again = await post(url, { act: 'pay', method: 'card' })
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('이미 결제된 링크입니다')])
  const look = await get(url)
  expect([look.status, look.text]).toEqual([200, expect.stringContaining(`/bill/${only().receipt_id}`)])
})

test('without return_url the customer sees the result', async () => {
  const { url, only } = await openShop({ return_url: undefined })
  const { text } = await post(url, { act: 'pay' })
  expect(text).toContain('결제가 완료되었습니다')
  expect(text).toContain(`/bill/${only().receipt_id}`)
  expect(returnForm(text)).toEqual({ action: undefined, fields: {}, isSentAtOnce: false })
})

test('a declined payment posts error with a message, and the link can be tried again', async () => {
  const { url, only } = await openShop()
  const { text } = await post(url, { act: 'decline' })
  expect(returnForm(text).fields).toEqual({
    act: 'error',
    receipt_id: only().receipt_id,
    message: '결제가 거절되었습니다.',
  })
  expect(only().status).toBe(-1)
  await post(url, { act: 'pay' })
  expect(only().status).toBe(1)
})

test('a refused card brings the words of the PG to the customer and to the merchant', async () => {
  const message = '잔액이 부족합니다'
  const { url, only } = await openShop()
  const { text } = await post(url, { act: 'pay', method: 'card', card: '0002' })
  expect(returnForm(text).fields).toEqual({ act: 'error', receipt_id: only().receipt_id, message })
  expect(only().status).toBe(-2)

  const alone = await openShop({ return_url: undefined })
  const result = await post(alone.url, { act: 'pay', method: 'card', card: '0002' })
  expect(result.text).toContain(message)
  expect(result.text).toContain('insufficient balance')
  expect(result.text).toContain('Try again')
  expect((await post(alone.url, { act: 'pay', card: '9999' })).status).toBe(400)
})

test('a closed page posts cancel', async () => {
  const { url, only } = await openShop()
  const { text } = await post(url, { act: 'close' })
  expect(returnForm(text).fields).toMatchObject({ act: 'cancel', receipt_id: only().receipt_id })
  expect(only().status).toBe(0)
})

test('a virtual account is shown before the customer goes back, and again at the link', async () => {
  const { sandbox, url, only } = await openShop({
    user_info: { username: '홍길동' },
    account_expire_at: '2099-12-31',
  })
  const { text } = await post(url, { act: 'pay', method: 'vbank' })
  const { account } = only().payment_data!
  for (const part of [account!, '한빛 서점', '홍길동', '2099-12-31 23:59:59']) expect(text).toContain(part)
  expect(returnForm(text)).toMatchObject({ fields: { act: 'done' }, isSentAtOnce: false })
  const look = await get(url)
  expect(look.text).toContain('입금을 기다리는 링크입니다')
  expect(look.text).toContain(account)

  const books = await get(sandbox.url)
  expect(books.text).toContain(`id="deposit-${only().receipt_id}"`)
  await post(`${sandbox.url}/books/deposit`, { receipt_id: only().receipt_id })
  expect(only().status).toBe(1)
  expect((await get(url)).text).toContain('이미 결제된 링크입니다')
})

test('server approval stops at status 2 and posts confirm', async () => {
  const { call, url, only } = await openShop()
  const { text } = await post(url, { act: 'pay', confirm: '1' })
  expect(returnForm(text).fields).toEqual({ act: 'confirm', receipt_id: only().receipt_id })
  expect(only().status).toBe(2)
  expect((await get(url)).text).toContain('승인을 기다리는 링크입니다')
  await call('POST', '/submit', { receipt_id: only().receipt_id })
  expect(only().status).toBe(1)
})

test('PGs that approve at once offer no server approval', async () => {
  expect((await get((await openShop({ pg: 'payletter' })).url)).text).not.toContain('name="confirm"')
  expect((await get((await openShop({ pg: 'kcp' })).url)).text).toContain('name="confirm"')
})

test('identity checks and card registrations by link have their own words', async () => {
  const check = await openShop({ price: 0, method: 'auth', return_url: undefined })
  expect((await get(check.url)).text).toContain('본인인증 하기')
  expect((await post(check.url, { act: 'pay' })).text).toContain('본인인증을 마쳤습니다')
  const card = await openShop({ price: 0, method: 'card_rebill', return_url: undefined })
  expect((await get(card.url)).text).toContain('카드 등록하기')
  expect((await post(card.url, { act: 'pay' })).text).toContain('카드를 등록했습니다')
})

test('an expired link says so, also when the page was open already', async () => {
  const { sandbox, url } = await openShop({ extra: { expire: 30 } })
  await get(url)
  await sandbox.advance(31 * minutes)
  const look = await get(url)
  expect([look.status, look.text]).toEqual([410, expect.stringContaining('만료된 결제 링크입니다')])
  expect((await post(url, { act: 'pay' })).status).toBe(410)
})
