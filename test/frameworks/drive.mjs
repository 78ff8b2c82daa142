// What every example under examples/frameworks has to do, asked over HTTP as a browser, the staff and Bootpay ask it.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { BootpayClient } from 'bootpay-backend-nodejs'

/**
 * Freezes an instance of a Lambda function between two calls, as AWS does, until the gateway has closed the idle
 * connections of its lookups. The next call is warm: it finds the token and no connection.
 */
export async function driveFrozen(shop, sandbox, instance) {
  const tokens = () => sandbox.requests.filter(({ path }) => path === '/request/token').length
  const { receipt_id: receiptId } = sandbox.receipts[0]
  const before = tokens()
  instance.kill('SIGSTOP')
  await sleep(6_000)
  instance.kill('SIGCONT')
  const { status } = await post(`${shop}/checkout`, { orderId: 'order-1', receiptId })
  assert.equal(status, 200, 'a warm call after a pause is well')
  assert.equal(tokens(), before, 'it keeps its token')
}

/** Drives the shop at `shop`, whose gateway is `sandbox` and whose webhooks go to `/bootpay/feedback`. */
export async function drive(shop, sandbox) {
  const gateway = new BootpayClient()
  gateway.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  const feedbackUrl = `${shop}/bootpay/feedback`
  const checkout = (orderId, receiptId) => post(`${shop}/checkout`, { orderId, receiptId })
  const refund = (fields) => post(`${shop}/refunds`, { orderId: 'order-1', ...fields })
  const verified = async (receiptId) => (await gateway.verify(receiptId)).data
  const sent = (path) => sandbox.requests.filter((request) => request.path.startsWith(path)).length

  // A payment of the right amount, and its webhook as a form.
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, orderId: 'order-1' })
  assert.deepEqual((await checkout('order-1', receiptId)).body, { state: 'paid' })
  await sandbox.advance(0)
  assert.deepEqual(answers(sandbox), ['200 OK'], 'a form webhook is answered OK')
  assert.match(sandbox.feedbacks[0].content_type, /urlencoded/)

  // One of the wrong amount, and one for another order.
  const cheap = sandbox.pay({ price: 100, orderId: 'order-2' })
  assert.equal((await checkout('order-2', cheap.receipt_id)).status, 400, 'another amount is refused')
  assert.equal((await checkout('order-2', receiptId)).status, 400, "another order's payment is refused")
  assert.equal((await checkout('order-2')).status, 400, 'a checkout without a receipt is refused')
  await sandbox.advance(0)

  // A webhook as JSON, of a charge that no browser reports.
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const order = { billingKey, itemName: '커피', price: 10_000, orderId: 'order-2' }
  await gateway.requestSubscribeBillingPayment({ ...order, feedbackUrl, feedbackContentType: 'json' })
  await sandbox.advance(0)
  assert.equal(answers(sandbox).at(-1), '200 OK', 'a JSON webhook is answered OK')
  assert.match(sandbox.feedbacks.at(-1).content_type, /json/)

  // One client, one token, however many requests and routes: the shop's own request for it, and the driver's.
  assert.equal(sent('/request/token'), 2, 'the shop asks for one token')

  // Webhooks that are not Bootpay's.
  const forged = { receipt_id: receiptId, order_id: 'order-1', price: 10_000, status: 20, private_key: 'x' }
  assert.equal((await post(feedbackUrl, forged)).status, 403, 'a forged webhook is refused')
  assert.equal((await post(feedbackUrl, { hello: 'world' })).status, 400, 'what is no webhook is refused')

  // A refund in part, the same again, one without an amount, one whose answer is lost.
  const part = { refundId: 'refund-1', price: 4_000 }
  assert.deepEqual((await refund(part)).body, { refunded: 4_000, left: 6_000 })
  assert.equal((await refund(part)).status, 502, 'the same refund again is refused')
  assert.equal((await refund({ refundId: 'refund-2' })).status, 400, 'a refund without an amount is refused')
  assert.equal(
    (await refund({ price: 4_000 })).status,
    400,
    'a refund without an id, which could happen twice, is refused',
  )
  assert.equal((await verified(receiptId)).cancelled_price, 4_000)
  const before = sent('/cancel')
  sandbox.failNext({ fault: 'reset-after', path: '/cancel' })
  const lost = await refund({ refundId: 'refund-3', price: 1_000 })
  assert.equal(lost.status, 502)
  assert.equal(lost.body.outcomeUnknown, true, 'a refund whose answer is lost is told from a refused one')
  assert.equal(sent('/cancel') - before, 1, 'it is not sent twice')
  // The shop looks up the webhook of each cancel: the fault below must not meet that lookup.
  await sandbox.advance(0)

  // The gateway refuses the shop's token: this must not sign the customer out.
  sandbox.failNext({ fault: 'unauthorized', path: '/receipt', times: 2 })
  const unauthorized = await checkout('order-1', receiptId)
  assert.equal(unauthorized.status, 502, "the gateway's 401 does not become the customer's")
  assert.equal(unauthorized.body.outcomeUnknown, false)
  assert.deepEqual((await checkout('order-1', receiptId)).body, { state: 'paid' }, 'the next call is well')
}

const answers = (sandbox) => sandbox.feedbacks.map(({ answer }) => `${answer?.status} ${answer?.body}`)

async function post(url, fields) {
  const headers = { 'content-type': 'application/json', connection: 'close' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(fields) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}
