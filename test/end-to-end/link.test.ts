import { expect, test } from 'vitest'
import { parseFeedback } from '../../src'
import { clientOf, minutes, openSandbox, openShop, serve } from './support'

/** A form on a page, as a browser reads it. */
function formOn(page: string, pageUrl: string) {
  const form = /<form[^>]*method="post"[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/s.exec(page)
  if (!form) throw new Error(`no form on ${page}`)
  const [, action = '', inside = ''] = form
  const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  const choices = [...inside.matchAll(/<input type="radio" name="method" value="([^"]+)"/g)]
  const buttons = [...inside.matchAll(/<button[^>]*name="act" value="([^"]+)"/g)]
  return {
    action: new URL(action, pageUrl).href,
    fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    methods: choices.map(([, value]) => value),
    buttons: buttons.map(([, value]) => value),
  }
}

/** What a browser does when a person presses a button of a form. */
async function press(url: string, fields: Record<string, string>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: response.status, text: await response.text() }
}

async function story() {
  const returns: Record<string, string>[] = []
  const returnUrl = await serve((_, body) => {
    returns.push(Object.fromEntries(new URLSearchParams(body)))
    return '주문이 완료되었습니다'
  })
  const shop = await openShop(
    () => client,
    () => sandbox.privateKey,
  )
  const sandbox = await openSandbox({ feedbackUrl: shop.url, merchantName: '만년필 상점' })
  const client = clientOf(sandbox)
  const order = shop.expect('pen-1', 12_000)
  const link = async (more: object = {}) => {
    const { data } = await client.requestPayment({
      orderId: 'pen-1',
      price: 12_000,
      taxFree: 2_000,
      itemName: '만년필 & 잉크',
      params: JSON.stringify({ cart: 17 }),
      returnUrl,
      userInfo: { username: '홍길동' },
      extra: { expire: 30 },
      ...more,
    })
    return data
  }
  const visit = async (url: string) => {
    const response = await fetch(url)
    const text = await response.text()
    return { status: response.status, text, ...(response.ok ? formOn(text, url) : {}) }
  }
  return { sandbox, client, shop, order, returns, link, visit }
}

test('a customer pays at a link, comes back to the shop, and the payment is verified', async () => {
  const { sandbox, client, order, returns, link, visit } = await story()
  const url = await link()
  expect(sandbox.receipts).toEqual([])

  const page = await visit(url)
  for (const words of ['만년필 상점', '만년필 &#38; 잉크', '12,000', 'pen-1'])
    expect(page.text).toContain(words)
  expect(page.buttons).toEqual(['pay', 'decline', 'close'])
  expect(page.methods).toContain('card')
  expect(sandbox.receipts).toEqual([])

  const done = await press(page.action!, { method: 'card', act: 'pay' })
  const back = formOn(done.text, url)
  await press(back.action, back.fields)
  expect(returns).toEqual([{ act: 'done', receipt_id: expect.stringMatching(/^[0-9a-f]{24}$/) }])

  const { data } = await client.verify(returns[0]?.receipt_id ?? '')
  expect(data).toMatchObject({
    status: 1,
    price: 12_000,
    tax_free: 2_000,
    order_id: 'pen-1',
    name: '만년필 & 잉크',
    params: '{"cart":17}',
  })
  await sandbox.advance(0)
  expect(order).toMatchObject({ state: 'paid', told: 1, receiptId: data.receipt_id })

  const again = await press(page.action!, { method: 'card', act: 'pay' })
  expect(again.status).toBe(422)
  expect(sandbox.receipts).toHaveLength(1)
})

test('a refused and a closed page come back with what happened, and the link can be paid afterwards', async () => {
  const { client, order, sandbox, returns, link, visit } = await story()
  const url = await link({ method: 'card' })
  const leave = async (fields: Record<string, string>) => {
    const page = await visit(url)
    const back = formOn((await press(page.action!, fields)).text, url)
    await press(back.action, back.fields)
    return returns.at(-1)!
  }
  const refused = await leave({ act: 'pay', card: '0002' })
  expect(refused).toMatchObject({ act: 'error', message: expect.stringContaining('잔액') })
  expect((await client.verify(refused.receipt_id!)).data.status).toBe(-2)
  const declined = await leave({ act: 'decline' })
  expect(declined).toMatchObject({ act: 'error' })
  expect((await client.verify(declined.receipt_id!)).data.status).toBe(-1)
  const closed = await leave({ act: 'close' })
  expect(closed).toMatchObject({ act: 'cancel' })
  expect((await client.verify(closed.receipt_id!)).data.status).toBe(0)
  await sandbox.advance(0)
  expect(order.state).toBe('open')
  const done = await leave({ act: 'pay' })
  await sandbox.advance(0)
  expect(order).toMatchObject({ state: 'paid', told: 1, receiptId: done.receipt_id })
})

test('a virtual account is paid by its deposit, and only then is the shop told', async () => {
  const { sandbox, client, shop, order, link, visit, returns } = await story()
  const url = await link({ methods: ['card', 'vbank'] })
  const page = await visit(url)
  expect(page.methods).toEqual(['card', 'vbank'])
  const issued = await press(page.action!, { method: 'vbank', act: 'pay' })
  const back = formOn(issued.text, url)
  await press(back.action, back.fields)
  const receiptId = returns[0]?.receipt_id ?? ''
  const { data } = await client.verify(receiptId)
  expect(data).toMatchObject({ status: 2, method: 'vbank', purchased_at: null })
  expect(issued.text).toContain(data.payment_data?.account)
  // What submit is for is the other status 2.
  await expect(client.submit(receiptId)).rejects.toMatchObject({ type: 'api', outcomeUnknown: false })
  await sandbox.advance(1 * minutes)
  expect(order.state).toBe('open')

  sandbox.deposit(receiptId)
  await sandbox.advance(0)
  expect(order.state).toBe('paid')
  const refund = { account: '66569112432134', accountholder: '홍길동', bankcode: '004' }
  await expect(client.cancel({ receiptId })).rejects.toMatchObject({ type: 'api' })
  await client.cancel({ receiptId, refund })
  await sandbox.advance(0)
  expect(order.state).toBe('cancelled')
  expect(shop.refused).toEqual([])
})

test('a link lapses by the clock of the sandbox', async () => {
  const { sandbox, link, visit } = await story()
  const url = await link()
  await sandbox.advance(30 * minutes)
  expect((await visit(url)).status).toBe(410)
  expect(sandbox.receipts).toEqual([])
})

test('a payment waits for the approval of the shop, and counts only after submit', async () => {
  const { sandbox, client, order, returns, link, visit } = await story()
  const url = await link({ pg: 'kcp', method: 'card' })
  const page = await visit(url)
  const back = formOn((await press(page.action!, { act: 'pay', confirm: '1' })).text, url)
  await press(back.action, back.fields)
  const { act, receipt_id: receiptId = '' } = returns[0] ?? {}
  expect(act).toBe('confirm')
  expect((await client.verify(receiptId)).data).toMatchObject({ status: 2, purchased_at: null })
  await expect(client.cancel({ receiptId })).rejects.toMatchObject({ type: 'api' })
  await sandbox.advance(0)
  expect(order.state).toBe('open')

  const { data } = await client.submit(receiptId)
  expect(data).toMatchObject({ receipt_id: receiptId, status: 1, price: 12_000, pg: 'kcp' })
  expect((await client.verify(receiptId)).data).toMatchObject({ status: 1, price: 12_000 })
  await sandbox.advance(0)
  expect(order).toMatchObject({ state: 'paid', told: 1 })

  const again = await client.submit(receiptId).catch((error: unknown) => error)
  expect(again).toMatchObject({ type: 'api', status: 422, outcomeUnknown: false })
  expect(sandbox.receipts).toMatchObject([{ status: 1, cancelled_price: 0 }])
})

test('an approval that the PG refuses leaves status -2 and the reason', async () => {
  const { sandbox, client } = await story()
  const { receipt_id } = sandbox.pay({ price: 1_000, state: 'awaiting-approval', cardNo: '0000000000000003' })
  await expect(client.submit(receipt_id)).rejects.toMatchObject({
    type: 'api',
    code: -15006,
    message: '도난 또는 분실된 카드입니다',
  })
  expect((await client.verify(receipt_id)).data.status).toBe(-2)
})

test('a forged webhook changes nothing', async () => {
  const { sandbox, client, shop, order } = await story()
  const { receipt_id } = sandbox.pay({ price: 100, orderId: 'pen-1' })
  await sandbox.advance(0)
  expect(shop.refused).toHaveLength(1)
  const forged = { receipt_id, order_id: 'pen-1', price: 12_000, status: 1, private_key: sandbox.privateKey }
  const response = await fetch(shop.url, { method: 'POST', body: JSON.stringify(forged) })
  expect(await response.text()).toBe('DIFFERENT')
  await fetch(shop.url, { method: 'POST', body: JSON.stringify({ ...forged, private_key: 'guess' }) })
  expect(order.state).toBe('open')

  const feedback = parseFeedback({ ...forged, receipt_id: 'none' })
  expect(await client.confirmFeedback(feedback)).toEqual({
    confirmed: false,
    receiptId: false,
    status: false,
    price: false,
    orderId: false,
    receipt: undefined,
  })
})
