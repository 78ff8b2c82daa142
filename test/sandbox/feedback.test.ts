import { expect, test } from 'vitest'
import { chargeOf, minutes, open, receiver } from './support'

const fieldsOf = (body: string) => Object.fromEntries(new URLSearchParams(body))

test('the webhook of an ordinary payment goes to the console address, as a form with bracketed names', async () => {
  const shop = await receiver()
  const { sandbox } = await open({ feedbackUrl: shop.url })
  const receipt = sandbox.pay({ price: 99_000, itemName: '상품권구매', orderId: 'o-1' })
  await sandbox.advance(0)
  const [delivery] = shop.deliveries
  expect(delivery?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  const fields = fieldsOf(delivery?.body ?? '')
  expect(fields).toMatchObject({
    receipt_id: receipt.receipt_id,
    order_id: 'o-1',
    name: '상품권구매',
    application_id: sandbox.applicationId,
    private_key: sandbox.privateKey,
    pg: 'nicepay',
    method: 'card',
    price: '99000',
    unit: 'krw',
    status: '1',
    retry_count: '0',
    'payment_data[card_name]': 'KB국민',
    'payment_data[p]': '99000',
  })
  expect(fields).not.toHaveProperty('item_name')
  expect(sandbox.feedbacks).toMatchObject([
    {
      url: shop.url,
      receipt_id: receipt.receipt_id,
      status: 1,
      retry_count: 0,
      content_type: 'urlencoded',
      answered: true,
      answer: { status: 200, body: 'OK' },
      body: { private_key: '***', price: 99_000 },
    },
  ])
})

test('the webhook of an ordinary payment is JSON when the console says so', async () => {
  const shop = await receiver()
  const { sandbox } = await open({ feedbackUrl: shop.url, feedbackContentType: 'json' })
  sandbox.pay({ price: 1000, params: { cart: [1, 2] } })
  await sandbox.advance(0)
  expect(shop.deliveries[0]?.headers['content-type']).toContain('application/json')
  expect(JSON.parse(shop.deliveries[0]?.body ?? '')).toMatchObject({
    price: 1000,
    params: { cart: [1, 2] },
    payment_data: { p: 1000 },
    private_key: sandbox.privateKey,
  })
})

test.each(['json', 'urlencoded', undefined])(
  'the webhook of a billing payment goes to its own address, flat, as %s',
  async (type) => {
    const shop = await receiver()
    const { sandbox, call } = await open({ feedbackUrl: 'http://127.0.0.1:1/never' })
    const { billing_key } = sandbox.issueBillingKey()
    const body = chargeOf(billing_key, { feedback_url: shop.url, feedback_content_type: type })
    const { data } = await call('POST', '/subscribe/billing', body)
    await sandbox.advance(0)
    const [delivery] = shop.deliveries
    const fields = type === 'json' ? JSON.parse(delivery?.body ?? '') : fieldsOf(delivery?.body ?? '')
    expect(delivery?.headers['content-type']).toContain(type === 'json' ? 'json' : 'urlencoded')
    expect(fields).toMatchObject({
      receipt_id: data.receipt_id,
      item_name: '정기결제',
      payment_group_name: '신용카드',
      private_key: sandbox.privateKey,
      application_id: sandbox.applicationId,
    })
    expect(fields).not.toHaveProperty('name')
    expect(fields).not.toHaveProperty('unit')
    expect(shop.deliveries).toHaveLength(1)
  },
)

test('a billing payment without an address sends no webhook', async () => {
  const shop = await receiver()
  const { sandbox, call } = await open({ feedbackUrl: shop.url })
  const { billing_key } = sandbox.issueBillingKey()
  await call('POST', '/subscribe/billing', chargeOf(billing_key))
  await sandbox.advance(0)
  expect(sandbox.feedbacks).toHaveLength(0)
})

test('the webhook of each cancel has its amounts, in the ordinary shape', async () => {
  const shop = await receiver()
  const { sandbox, call } = await open({ feedbackUrl: shop.url, feedbackContentType: 'json' })
  const { receipt_id } = sandbox.pay({ price: 10_000 })
  await call('POST', '/cancel', { receipt_id, price: 4_000 })
  await call('POST', '/cancel', { receipt_id })
  await sandbox.advance(0)
  const bodies = shop.deliveries.map(({ body }) => JSON.parse(body))
  const byRemainder = bodies.sort((one, other) => (one.cancelled_price ?? 0) - (other.cancelled_price ?? 0))
  expect(byRemainder).toMatchObject([
    { status: 1 },
    { status: 1, cancelled_price: 4_000, remain_price: 6_000, revoked_at: expect.any(String) },
    { status: 20, cancelled_price: 10_000, remain_price: 0 },
  ])
})

test('a virtual account sends a webhook for its deposit and none for its issue', async () => {
  const shop = await receiver()
  const { sandbox } = await open({ feedbackUrl: shop.url })
  const { receipt_id } = sandbox.pay({ price: 1000, state: 'awaiting-deposit' })
  await sandbox.advance(0)
  expect(shop.deliveries).toHaveLength(0)
  sandbox.deposit(receipt_id)
  await sandbox.advance(0)
  expect(fieldsOf(shop.deliveries[0]?.body ?? '')).toMatchObject({ status: '1', method: 'vbank' })
})

test('a webhook is sent again, with its retry_count, until the answer is OK', async () => {
  const shop = await receiver((count) => ({ body: count < 3 ? 'ok' : ' OK\n' }))
  const { sandbox } = await open({ feedbackUrl: shop.url })
  sandbox.pay({ price: 1000 })
  await sandbox.advance(60 * minutes)
  expect(shop.deliveries.map(({ body }) => fieldsOf(body).retry_count)).toEqual(['0', '1', '2'])
  expect(sandbox.feedbacks.map(({ answered }) => answered)).toEqual([false, false, true])
})

test.each([
  ['an error status', { status: 500, body: 'OK' }],
  ['another text', { body: '{"success":true}' }],
])('after %s a webhook is sent again ten times and no more', async (_name, answer) => {
  const shop = await receiver(() => answer)
  const { sandbox } = await open({ feedbackUrl: shop.url, feedbackRetryInterval: 1_000 })
  sandbox.pay({ price: 1000 })
  await sandbox.advance(5_500)
  expect(shop.deliveries).toHaveLength(6)
  await sandbox.advance(60 * minutes)
  expect(shop.deliveries.map(({ body }) => Number(fieldsOf(body).retry_count))).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ])
})

test('a webhook whose connection is refused counts as not answered', async () => {
  const { sandbox } = await open({ feedbackUrl: 'http://127.0.0.1:1/feedback', feedbackRetryInterval: 1_000 })
  sandbox.pay({ price: 1000 })
  await sandbox.advance(1_500)
  expect(sandbox.feedbacks).toMatchObject([
    { answered: false, error: expect.any(String) },
    { answered: false, retry_count: 1 },
  ])
})

test('a webhook is not sent to another machine unless that is allowed', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  for (const feedback_url of [
    'https://shop.example/feedback',
    'http://127.0.0.1.shop.example/',
    'http://10.0.0.1/',
  ]) {
    await call('POST', '/subscribe/billing', chargeOf(billing_key, { feedback_url }))
  }
  await sandbox.advance(60 * minutes)
  expect(sandbox.feedbacks).toHaveLength(3)
  for (const feedback of sandbox.feedbacks) {
    expect(feedback).toMatchObject({
      answered: false,
      error: expect.stringContaining('loopback'),
      retry_count: 0,
    })
  }
})

test('POST /webhook sends the webhook of a receipt again', async () => {
  const shop = await receiver()
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  expect((await call('POST', '/webhook', { receipt_id })).http).toBe(422)
  const asked = await call('POST', '/webhook', { receipt_id, webhook_url: shop.url })
  expect(asked).toEqual({ http: 200, status: 200, code: 0, message: '' })
  await sandbox.advance(0)
  expect(fieldsOf(shop.deliveries[0]?.body ?? '')).toMatchObject({ receipt_id, retry_count: '0' })

  const { billing_key } = sandbox.issueBillingKey()
  const charged = await call('POST', '/subscribe/billing', chargeOf(billing_key, { feedback_url: shop.url }))
  await call('POST', '/webhook', { receipt_id: charged.data.receipt_id })
  await sandbox.advance(0)
  expect(shop.deliveries.map(({ body }) => fieldsOf(body).item_name)).toEqual([
    undefined,
    '정기결제',
    '정기결제',
  ])
})

test('a receiver may call the API while it receives a webhook', async () => {
  const statuses: unknown[] = []
  const { sandbox, call } = await open()
  const { createServer } = await import('node:http')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { data } = await call('GET', `/receipt/${fieldsOf(body).receipt_id}`)
    statuses.push(data.status)
    response.end('OK')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const { billing_key } = sandbox.issueBillingKey()
  const feedback_url = `http://localhost:${port}/`
  await call('POST', '/subscribe/billing', chargeOf(billing_key, { feedback_url }))
  await sandbox.advance(0)
  expect(statuses).toEqual([1])
  server.closeAllConnections()
  server.close()
})
