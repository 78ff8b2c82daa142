import { mkdir, stat } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open, receiver } from '../sandbox/support'
import { askew, cut, faintTexts, headingLevels, labels, overflow, rightEdges, touching } from './looks'
import { visit } from './support'

/** A morning in a shop, with something in each part of the books. */
async function openShop() {
  const hook = await receiver((count) => ({ body: count === 1 ? 'NO' : 'OK' }))
  const { sandbox, call } = await open({
    merchantName: '한빛 서점',
    feedbackUrl: hook.url,
    now: Date.parse('2026-03-02T10:00:00+09:00'),
  })
  const minutes = (count: number) => sandbox.advance(count * 60_000)
  const method = 'card_rebill_rest'
  const { billing_key: billingKey } = sandbox.issueBillingKey({ method })
  const { billing_key: refusedKey } = sandbox.issueBillingKey({ method, cardNo: '0000000000000003' })
  const reserve = (billingKey: string, itemName: string, hours: number) =>
    sandbox.reserve({ billingKey, price: 9_900, itemName, executeAt: sandbox.now() / 1000 + hours * 3_600 })
  reserve(billingKey, '정기구독 3월', 0.1)
  reserve(refusedKey, '멤버십', 0.3)
  reserve(billingKey, '정기구독 4월', 1.2)
  reserve(billingKey, '정기구독 5월', 2)
  const mug = sandbox.pay({ price: 15_000, itemName: '머그컵', orderId: 'mug-77', method: 'phone' })
  await minutes(12)
  sandbox.pay({ price: 59_000, itemName: '봄 특별 세트', orderId: 'set-3', state: 'awaiting-deposit' })
  await call('POST', '/cancel', { receipt_id: mug.receipt_id })
  const book = { price: 38_000, taxFree: 38_000, itemName: '한국어 타이포그래피', orderId: 'book-1027' }
  const { receipt_id } = sandbox.pay(book)
  await minutes(9)
  await call('POST', '/cancel', { receipt_id, price: 12_000, tax_free: 12_000, reason: '한 권 반품' })
  await minutes(4)
  const order = { order_id: 'link-2041', name: '한국어 타이포그래피', price: 38_000, tax_free: 38_000 }
  const { data: link } = await call('POST', '/request/payment', { ...order, extra: { expire: 30 } })
  const { data: tried } = await call('POST', '/request/payment', { ...order, order_id: 'link-2042' })
  await call('GET', `/receipt/${receipt_id}`)
  await call('POST', '/cancel', { receipt_id, price: 90_000 })
  return { sandbox, receipt_id, link: link as string, tried: tried as string }
}

type Shop = Awaited<ReturnType<typeof openShop>>

const pages: [name: string, go: (page: Page, shop: Shop) => Promise<unknown>][] = [
  ['the books', (page, { sandbox }) => page.goto(sandbox.url)],
  ['the payment page', (page, { link }) => page.goto(link)],
  ['a receipt', (page, { sandbox, receipt_id }) => page.goto(`${sandbox.url}/bill/${receipt_id}`)],
  ['a missing receipt', (page, { sandbox }) => page.goto(`${sandbox.url}/bill/none`)],
  [
    'a virtual account',
    async (page, { tried }) => {
      await page.goto(tried)
      await page.getByRole('radio', { name: /가상계좌/ }).check()
      await page.getByRole('button', { name: /결제하기/ }).click()
    },
  ],
  [
    'a refusal',
    async (page, { tried }) => {
      await page.goto(tried)
      await page.getByLabel(/시험 카드/).selectOption('0002')
      await page.getByRole('button', { name: /결제하기/ }).click()
    },
  ],
]

test.each(pages)('%s can be read by everyone, light and dark, wide and narrow', async (_name, go) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const shop = await openShop()
    const page = await visit({ colorScheme, expected: /status of 404/ })
    await go(page, shop)
    expect(await page.locator('html').getAttribute('lang')).toBe('ko')
    expect(await page.title()).not.toBe('')
    expect(await page.getByRole('main').count()).toBe(1)
    const levels = (await page.evaluate(headingLevels)) as number[]
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
    expect(await page.evaluate(labels)).toEqual([])
    expect(await page.evaluate(faintTexts)).toEqual([])
    for (const width of [1280, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect([width, await page.evaluate(overflow)]).toEqual([width, 0])
    }
  }
})

test('nothing in the books is cut, touches its neighbour or is out of line, light and dark, at any width', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { sandbox } = await openShop()
    const { receipt_id } = sandbox.pay({
      price: 9_876_543_210,
      taxFree: 1_234_567_890,
      itemName: '제목이 길어서 두 줄이 되는 아주 큰 주문의 상품 이름',
      orderId: 'ORDER-2026-0302-000000000000000001',
    })
    sandbox.pay({ price: 9_876_543_210, state: 'awaiting-deposit' })
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    sandbox.reserve({ billingKey, price: 9_876_543_210, executeAt: sandbox.now() / 1000 + 3_600 })
    const page = await visit({ colorScheme })
    await page.goto(sandbox.url)
    await page.locator(`#receipt-${receipt_id}`).waitFor()
    for (const width of [1600, 1280, 1024, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect([width, await page.evaluate(touching)]).toEqual([width, []])
      expect([width, await page.evaluate(askew)]).toEqual([width, []])
      expect([width, await page.evaluate(cut)]).toEqual([width, []])
    }
  }
})

test('on a phone each row is a card, with its names on the left and its values in line on the right', async () => {
  const { sandbox } = await openShop()
  const page = await visit({ viewport: { width: 390, height: 800 } })
  await page.goto(sandbox.url)
  for (const summary of await page.locator('summary').all()) await summary.click()
  expect(await page.evaluate(cut)).toEqual([])
  expect(await page.evaluate(overflow)).toBe(0)
  for (const edges of Object.values((await page.evaluate(rightEdges)) as object))
    expect(edges).toHaveLength(1)
  const card = page.locator('#reservations tbody tr').first()
  expect(
    await page.evaluate(`getComputedStyle(document.querySelector('#reservations tbody tr')).borderRadius`),
  ).toBe('14px')
  expect(await card.innerText()).toMatch(/정기구독 3월\s+금액 price\s+9,900원\s+실행 시각 due/)
  // It is a table for a screen reader all the same.
  expect(
    await page
      .getByRole('table', { name: /예약 목록/ })
      .getByRole('row')
      .count(),
  ).toBe(5)
  expect(await card.getByRole('cell').count()).toBe(5)
  const top = async (selector: string) => (await page.locator(selector).boundingBox())?.y ?? 0
  expect(await top('#connect')).toBeLessThan(await top('#actions'))
  expect(await top('#requests')).toBeLessThan(await top('#actions'))
})

test('the pictures of the books and the payment page for the README stay below 200 KB', async () => {
  const { sandbox, link } = await openShop()
  const size = { width: 1280, height: 1040 }
  const page = await visit({ viewport: size, colorScheme: 'light' })
  const keep = async (name: string, height: number) => {
    await page.setViewportSize({ width: 1280, height })
    const picture = await page.screenshot()
    expect(picture.length).toBeLessThan(200_000)
    if (process.env.UPDATE_SCREENSHOTS !== '1') return
    await mkdir('docs', { recursive: true })
    await page.screenshot({ path: `docs/${name}.png` })
    expect((await stat(`docs/${name}.png`)).size).toBeLessThan(200_000)
  }
  await page.goto(sandbox.url)
  await page.locator('[data-connection="live"]').waitFor()
  await keep('books', 1040)
  await page.goto(link)
  await keep('pay', 1080)
})
