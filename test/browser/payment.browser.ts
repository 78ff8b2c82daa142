import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { open, receiver } from '../sandbox/support'
import { textOf, visit } from './support'

/** A shop with a link and the page that takes the result. */
async function openShop(link: object = {}) {
  const shop = await receiver(() => ({ body: '<!doctype html><title>shop</title><h1>Thank you</h1>' }))
  const { sandbox, call } = await open({ merchantName: '한빛 서점' })
  const { data } = await call('POST', '/request/payment', {
    order_id: 'book-1027',
    name: '한국어 타이포그래피',
    price: 38_000,
    return_url: shop.url,
    ...link,
  })
  // Browsers also ask for an icon, which has no body.
  const results = () => shop.deliveries.filter(({ body }) => body !== '')
  const result = () => Object.fromEntries(new URLSearchParams(results().at(-1)?.body))
  return { sandbox, call, shop, link: data as string, results, result, only: () => sandbox.receipts.at(-1)! }
}

test('a customer pays at a link and lands in the shop, which verifies the receipt', async () => {
  const { sandbox, call, link, results, result, shop, only } = await openShop()
  const page = await visit()
  await page.goto(link)
  expect(await page.title()).toBe('한국어 타이포그래피 · 한빛 서점')
  await page.getByRole('radio', { name: /카카오페이/ }).check()
  await page.getByRole('button', { name: /38,000원 결제하기/ }).click()
  await page.waitForURL(shop.url)
  expect(await textOf(page)).toBe('Thank you')

  expect(results()).toHaveLength(1)
  expect(results()[0]?.headers).toMatchObject({
    origin: sandbox.url,
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(result()).toEqual({ act: 'done', receipt_id: only().receipt_id })
  const { data } = await call('GET', `/receipt/${result().receipt_id}`)
  expect(data).toMatchObject({ status: 1, price: 38_000, method: 'kakao', order_id: 'book-1027' })
})

test('the way back from the shop leads to the link, which is paid, and not into a second result', async () => {
  const { link, results, shop } = await openShop()
  const page = await visit()
  await page.goto(link)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(shop.url)
  await page.goBack()
  await page.waitForURL(link)
  await page.reload()
  expect(await textOf(page)).toContain('이미 결제된 링크입니다')
  expect(results()).toHaveLength(1)
})

test('a shop may send the customer on to its page at another port', async () => {
  const front = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>front</h1>')
  })
  const back = createServer((_request, response) => {
    const { port } = front.address() as AddressInfo
    response.writeHead(303, { location: `http://localhost:${port}/done` }).end()
  })
  for (const server of [front, back]) {
    server.listen(0)
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
  }
  const { port } = back.address() as AddressInfo
  const { link } = await openShop({ return_url: `http://localhost:${port}/return` })
  const page = await visit()
  await page.goto(link)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL('**/done')
  expect(await textOf(page)).toBe('front')
})

test('declining and closing tell the shop, and the link can be paid afterwards', async () => {
  const { link, result, shop, only } = await openShop()
  const page = await visit()
  await page.goto(link)
  await page.getByRole('button', { name: /결제 거절/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toMatchObject({ act: 'error', receipt_id: only().receipt_id, message: expect.any(String) })
  expect(only().status).toBe(-1)

  await page.goto(link)
  await page.getByRole('button', { name: /닫기/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toMatchObject({ act: 'cancel', receipt_id: only().receipt_id })

  await page.goto(link)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toEqual({ act: 'done', receipt_id: only().receipt_id })
})

test('a refused card is told to a customer whose shop has no page, who tries again', async () => {
  const { link, only } = await openShop({ return_url: undefined, method: 'card' })
  const page = await visit()
  await page.goto(link)
  await page.getByLabel(/시험 카드/).selectOption('0003')
  await page.getByRole('button', { name: /결제하기/ }).click()
  expect(await textOf(page)).toContain('도난 또는 분실된 카드입니다')
  await page.getByRole('link', { name: /다시 결제하기/ }).click()
  await page.getByRole('button', { name: /결제하기/ }).click()
  expect(await textOf(page)).toContain('결제가 완료되었습니다')
  await page.getByRole('link', { name: /영수증 보기/ }).click()
  expect(page.url()).toBe(only().receipt_url)
  expect(await textOf(page)).toContain('38,000원')
})

test('server approval posts confirm and is finished by submit', async () => {
  const { call, link, result, shop, only } = await openShop()
  const page = await visit()
  await page.goto(link)
  await page.getByRole('checkbox', { name: /서버 승인/ }).check()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toEqual({ act: 'confirm', receipt_id: only().receipt_id })
  expect(only().status).toBe(2)
  await call('POST', '/submit', { receipt_id: only().receipt_id })
  expect(only().status).toBe(1)
})

test('a virtual account is read first, then the shop is told, and the books take the deposit', async () => {
  const { sandbox, link, result, shop, only } = await openShop()
  const page = await visit()
  await page.goto(link)
  await page.getByRole('radio', { name: /가상계좌/ }).check()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { name: /아래 계좌로 입금해 주세요/ }).waitFor()
  expect(await textOf(page)).toContain(only().payment_data?.account)
  await page.getByRole('button', { name: /상점으로 돌아가기/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toEqual({ act: 'done', receipt_id: only().receipt_id })
  expect(only().status).toBe(2)

  await page.goto(sandbox.url)
  await page.getByRole('button', { name: /입금 처리/ }).click()
  await page.locator('.badge', { hasText: '결제 완료' }).waitFor()
  expect(only().status).toBe(1)
  await page.goto(link)
  expect(await textOf(page)).toContain('이미 결제된 링크입니다')
})

test('the keyboard alone is enough to pay', async () => {
  const { link, shop, only } = await openShop()
  const page = await visit()
  await page.goto(link)
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  await page.keyboard.press('Enter')
  await page.waitForURL(shop.url)
  expect(only()).toMatchObject({ method: 'bank', status: 2 })
})

test('paying works without JavaScript, with a button to go on', async () => {
  const { link, result, shop, only } = await openShop()
  const page = await visit({ javaScriptEnabled: false })
  await page.goto(link)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.getByRole('heading', { name: /결제가 완료되었습니다/ }).waitFor()
  await page.getByRole('button', { name: /상점으로 돌아가기/ }).click()
  await page.waitForURL(shop.url)
  expect(result()).toEqual({ act: 'done', receipt_id: only().receipt_id })
})

test('an unknown and an expired link say what they are', async () => {
  const { sandbox, link } = await openShop({ extra: { expire: 1 } })
  const page = await visit({ expected: /status of 4(04|10)/ })
  await page.goto(`${sandbox.url}/pay/none`)
  expect(await textOf(page)).toContain('없는 결제 링크입니다')
  await sandbox.advance(60_000)
  await page.goto(link)
  expect(await textOf(page)).toContain('만료된 결제 링크입니다')
})
