// The sandbox in jest's environments: that of jsdom lacks some of what Node has.
const { createServer } = require('node:http')
const { runInNewContext } = require('node:vm')
const { Bootpay, BootpayClient, parseFeedback } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { errorOf } = require('./support.cjs')

let sandbox
let shop
const webhooks = []

beforeAll(async () => {
  shop = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    webhooks.push(parseFeedback(Buffer.concat(chunks), { privateKey: sandbox.privateKey }))
    response.end('OK')
  })
  await new Promise((done) => {
    shop.listen(0, '127.0.0.1', done)
  })
  sandbox = await startSandbox({ feedbackUrl: `http://127.0.0.1:${shop.address().port}/` })
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterAll(async () => {
  await sandbox.close()
  await new Promise((done) => {
    shop.close(done)
    shop.closeAllConnections()
  })
})

test('a payment is looked up and given back, and its webhooks arrive', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 1000, params: { member: 7 } })
  expect((await Bootpay.verify(receiptId)).data).toMatchObject({ price: 1000, params: { member: 7 } })
  await Bootpay.cancel({ receiptId })
  await sandbox.advance(0)
  expect(webhooks.map(({ status, authentic }) => [status, authentic])).toEqual([
    [1, true],
    [20, true],
  ])
  expect(sandbox.receipts[0]).toMatchObject({ receipt_id: receiptId, status: 20 })
  expect(sandbox.feedbacks).toHaveLength(2)
})

test('a reservation falls due when the clock is moved', async () => {
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const executeAt = new Date(sandbox.now() + 3_600_000)
  await Bootpay.reserveSubscribeBilling({
    billingKey,
    itemName: '정기결제',
    price: 5000,
    orderId: 'o1',
    schedulerType: 'oneshot',
    executeAt,
  })
  await sandbox.advance(3_600_000)
  expect(sandbox.reservations.at(-1)).toMatchObject({ price: 5000, status: 1 })
  expect(sandbox.billingKeys).toHaveLength(1)
})

test('faults, links, checks of identity and refusals work', async () => {
  sandbox.failNext({ fault: 'html', path: '/certificate' })
  const { receipt_id: receiptId } = sandbox.certify()
  expect((await Bootpay.certificate(receiptId)).data.receipt_id).toBe(receiptId)
  const { data: link } = await Bootpay.requestPayment({ orderId: 'o2', price: 1000, itemName: '상품' })
  expect(link).toMatch(/^http/)
  expect(sandbox.links).toHaveLength(1)
  expect(await errorOf(Bootpay.verify('unknown'))).toMatchObject({ type: 'api' })
  expect(() => sandbox.pay({ price: -1 })).toThrow(/price/)
  expect(sandbox.requests.length).toBeGreaterThan(5)
})

test('a Date and a RegExp of another realm are taken for what they are', async () => {
  const now = runInNewContext(`new Date('2030-01-01T00:00:00Z')`)
  const other = await startSandbox({ now })
  try {
    expect(Math.abs(other.now() - now.getTime())).toBeLessThan(10_000)
    other.failNext({ fault: 'server-error', path: runInNewContext('/token$/'), times: 9 })
    const client = new BootpayClient()
    client.setConfig(other.applicationId, other.privateKey, 'production', {
      baseUrl: other.url,
      maxRetries: 0,
    })
    expect(await errorOf(client.getAccessToken())).toMatchObject({ status: 500 })
  } finally {
    await other.close()
  }
})
