import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open, receiver } from '../sandbox/support'
import { textOf, visit } from './support'

/** The books, open and listening. */
async function read(page: Page, url: string) {
  await page.goto(url)
  await page.locator('[data-connection="live"]').waitFor()
}

test('the books change live when the API is called, without a reload', async () => {
  const { sandbox, call } = await open()
  const page = await visit()
  await read(page, sandbox.url)
  await page.evaluate('window.isSamePage = true')
  const receipts = page.locator('#receipts')
  expect(await textOf(page, '#receipts')).toContain('아직 결제가 없습니다')

  const paid = sandbox.pay({ price: 10_000, itemName: '머그컵' })
  await receipts.getByRole('heading', { name: '머그컵' }).waitFor()
  await call('POST', '/cancel', { receipt_id: paid.receipt_id, price: 4_000 })
  await receipts.locator('.badge', { hasText: '부분 취소' }).waitFor()
  expect(await textOf(page, '#receipts .amounts')).toMatch(/4,000원 .*6,000원/)
  expect(await textOf(page, '#receipts .life')).toMatch(/요청.*승인.*부분 취소.*−4,000원/)
  expect(await textOf(page, '#requests')).toContain('POST /cancel')
  expect(await page.locator('#summary').textContent()).toContain('취소 4,000원')
  await call('POST', '/cancel', { receipt_id: paid.receipt_id })
  await receipts.locator('.badge', { hasText: '결제 취소' }).waitFor()
  expect(await page.evaluate('window.isSamePage')).toBe(true)
})

test('a change leaves focus, opened bodies and unsent input as they were', async () => {
  const { sandbox, call } = await open()
  await call('POST', '/cancel', { receipt_id: 'none', reason: '사유' })
  const page = await visit()
  await read(page, sandbox.url)
  const summary = page.locator('#requests summary').first()
  await summary.press('Enter')
  const id = await summary.getAttribute('id')
  await page.getByLabel(/주문번호/).fill('half typed')

  await summary.focus()
  sandbox.pay({ price: 1_000, state: 'awaiting-deposit' })
  await call('GET', '/receipt/none')
  await page.locator('#requests .request').nth(2).waitFor()
  expect(await page.locator(':focus').getAttribute('id')).toBe(id)
  expect(await textOf(page, '#requests .request[open]')).toContain('사유')
  expect(await page.getByLabel(/주문번호/).inputValue()).toBe('half typed')

  // The button that had the focus is gone after its work; the focus stays where it was.
  await page.getByRole('button', { name: /입금 처리/ }).press('Enter')
  await page.locator('.badge', { hasText: '결제 완료' }).waitFor()
  expect(await page.locator(':focus').getAttribute('id')).toBe('receipts')
})

test('a request opens to its fields and its answer, and the copied lines repeat it in a shell', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1_000 })
  await call('POST', '/cancel', { receipt_id, price: 2_000 })
  const page = await visit()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await read(page, sandbox.url)
  const copy = async (within: string) => {
    await page.locator(`${within} [data-copies]`).last().click()
    await page.locator(`${within} [data-copies]`, { hasText: '복사됨' }).waitFor()
    return (await page.evaluate('navigator.clipboard.readText()')) as string
  }
  const request = page.locator('#requests .request').first()
  expect(await request.innerText()).toMatch(
    /POST \/cancel\s+500\s+-99052\s+남은 금액보다 큽니다.*overCancel/s,
  )
  await request.locator('summary').click()
  expect(await textOf(page, '#requests .request[open]')).toMatch(
    /보낸 값.*"price": 2000.*응답.*"code": -99052/,
  )
  const curl = await copy('#requests .request[open]')
  await page.locator('#connect summary').click()
  const token = await copy('#connect')

  const { stdout } = await promisify(execFile)('sh', ['-c', `${token}\n${curl}`])
  expect(JSON.parse(stdout)).toMatchObject({ status: 500, code: -99052 })
  await page.locator('#requests .request').nth(3).waitFor()
  expect(sandbox.requests.map(({ path }) => path)).toEqual([
    '/request/token',
    '/cancel',
    '/request/token',
    '/cancel',
  ])
})

test('each button does what the helpers do, and stays on the page', async () => {
  const { sandbox } = await open()
  const page = await visit()
  await read(page, sandbox.url)
  await page.evaluate('window.isSamePage = true')
  const receipt = (text: string) => page.locator('#receipts article', { hasText: text })

  await page.getByLabel(/금액/).fill('5000')
  await page.getByLabel(/상품명/).fill('엽서')
  await page.getByRole('button', { name: '결제 Pay' }).click()
  await receipt('엽서').locator('.badge.good').waitFor()
  await page.getByLabel(/상태/).selectOption('awaiting-deposit')
  await page.getByLabel(/상품명/).fill('연필')
  await page.getByRole('button', { name: '결제 Pay' }).click()
  await receipt('연필')
    .getByRole('button', { name: /입금 처리/ })
    .click()
  await receipt('연필').locator('.badge', { hasText: '결제 완료' }).waitFor()
  await page.getByRole('button', { name: /본인인증/ }).click()
  await receipt('본인인증').locator('.badge', { hasText: '인증 완료' }).waitFor()
  await page.getByRole('button', { name: /빌링키 발급/ }).click()
  await page.locator('#billing-keys .badge', { hasText: '사용 가능' }).waitFor()
  expect(sandbox.receipts.map(({ price, status }) => [price, status])).toEqual([
    [5_000, 1],
    [5_000, 1],
    [0, 1],
    [0, 11],
  ])
  expect(await page.evaluate('window.isSamePage')).toBe(true)
})

test('the clock moves by its buttons, and what falls due happens', async () => {
  const hook = await receiver()
  const { sandbox } = await open({ now: Date.parse('2026-03-02T10:00:00+09:00') })
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const executeAt = sandbox.now() / 1000 + 3_000
  sandbox.reserve({ billingKey, price: 9_900, itemName: '정기구독', executeAt, feedbackUrl: hook.url })
  const page = await visit()
  await read(page, sandbox.url)
  expect(await page.locator('.timeline').textContent()).toMatch(/정기구독 · 9,900원 · 대기 · (49|50)분 뒤/)
  await page.getByRole('button', { name: /26분/ }).click()
  await page.locator('#clock', { hasText: '10:26:' }).waitFor()
  expect(await page.locator('#feedbacks .badge').count()).toBe(0)
  await page.getByRole('button', { name: /1시간/ }).click()
  await page.locator('#reservations .badge', { hasText: '실행됨' }).waitFor()
  await page.locator('#feedbacks .badge', { hasText: '받음' }).waitFor()
  await page.getByLabel(/얼마나/).fill('2')
  await page.getByLabel(/단위/).selectOption('days')
  await page.getByRole('button', { name: /옮기기/ }).click()
  await page.locator('#clock', { hasText: '2026-03-04 11:26:' }).waitFor()
  // It runs on by itself.
  const before = await textOf(page, '#clock')
  await expect.poll(() => textOf(page, '#clock')).not.toBe(before)
})

test('a refused form says why, in a place that is read aloud, and the next success clears it', async () => {
  const { sandbox } = await open()
  const page = await visit({ expected: /status of 400/ })
  await read(page, sandbox.url)
  await page.getByLabel(/비과세/).fill('999999')
  await page.getByRole('button', { name: '결제 Pay' }).click()
  await page.getByRole('alert').filter({ hasText: 'taxFree' }).waitFor()
  await page.getByLabel(/비과세/).fill('0')
  await page.getByRole('button', { name: '결제 Pay' }).click()
  await page.locator('#receipts article').waitFor()
  // The article comes by the live stream, maybe before the answer to the form that clears the alert.
  await expect.poll(() => page.getByRole('alert').textContent()).toBe('')
})

test('a sandbox that ended shows as a lost connection', async () => {
  const { sandbox } = await open()
  const page = await visit({ expected: /ERR_/ })
  await read(page, sandbox.url)
  await sandbox.close()
  await page.locator('[data-connection="lost"]').waitFor()
  expect(await textOf(page, '.connection')).toContain('연결 끊김')
})

test('hostile names stay text', async () => {
  const { sandbox, call } = await open()
  const page = await visit()
  const name = `<img src=x onerror="alert(1)"><script>alert(2)</script>`
  sandbox.pay({ price: 1_000, itemName: name })
  const { data } = await call('POST', '/request/payment', { order_id: name, name, price: 1_000 })
  await read(page, sandbox.url)
  expect(await textOf(page, '#receipts')).toContain(name)
  expect(await page.locator('img').count()).toBe(0)
  await page.goto(data)
  expect(await textOf(page, 'h1')).toBe(name)
})

test('the books work without JavaScript', async () => {
  const { sandbox } = await open()
  const page = await visit({ javaScriptEnabled: false })
  await page.goto(sandbox.url)
  await page.getByLabel(/상태/).selectOption('awaiting-deposit')
  await page.getByRole('button', { name: '결제 Pay' }).click()
  await page.getByRole('button', { name: /입금 처리/ }).click()
  await page.locator('.badge', { hasText: '결제 완료' }).waitFor()
  const before = sandbox.now()
  await page.getByRole('button', { name: /1일/ }).click()
  await page.waitForLoadState()
  expect(sandbox.now() - before).toBeGreaterThanOrEqual(86_400_000)
  expect(page.url()).toBe(`${sandbox.url}/`)
})
