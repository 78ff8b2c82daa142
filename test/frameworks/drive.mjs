// What every example under examples/frameworks has to do, asked over HTTP as a browser, the staff and Bootpay ask it.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { BootpayClient } from 'bootpay-backend-nodejs'

const waiting = { price: 10_000, state: 'waiting', receiptId: '' }

/** What the shops sell here: each sequence has an order of its own. */
export const orders = [
  ['order-1', waiting],
  ['order-2', waiting],
  ['paid-twice', waiting],
  ['paid-at-once', waiting],
  ['cancelled-meanwhile', waiting],
  ['refunded-in-part', waiting],
  ['shipped', { ...waiting, state: 'shipped', receiptId: 'receipt-of-shipped' }],
]

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

/**
 * Drives the shop at `shop`, whose gateway is `sandbox` and whose webhooks go to `/bootpay/feedback`.
 * `printed` gives back what the shop has printed so far.
 */
export async function drive(shop, sandbox, printed) {
  const gateway = new BootpayClient()
  gateway.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  const feedbackUrl = `${shop}/bootpay/feedback`
  const checkout = (orderId, receiptId) => post(`${shop}/checkout`, { orderId, receiptId })
  const refund = (fields) => post(`${shop}/refunds`, { orderId: 'order-1', ...fields })
  const looksInto = (receiptId) => untilPrinted(printed, `확인할 결제 (check): ${receiptId}`)
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
  assert.equal((await checkout('no-order', receiptId)).status, 404, 'an unknown order is refused')
  await sandbox.advance(0)
  await looksInto(cheap.receipt_id)

  // A webhook as JSON, of a charge that no browser reports.
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  const order = { billingKey, itemName: '커피', price: 10_000, orderId: 'order-2' }
  const charge = await gateway.requestSubscribeBillingPayment({
    ...order,
    feedbackUrl,
    feedbackContentType: 'json',
  })
  await sandbox.advance(0)
  assert.equal(answers(sandbox).at(-1), '200 OK', 'a JSON webhook is answered OK')
  assert.match(sandbox.feedbacks.at(-1).content_type, /json/)
  // Only a payment of the order can be refunded.
  const charged = await refund({ orderId: 'order-2', refundId: 'charge-1', price: 1_000 })
  assert.equal(charged.body.refunded, 1_000, 'the webhook completes its order')
  assert.equal((await verified(charge.data.receipt_id)).cancelled_price, 1_000)
  await sandbox.advance(0)

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

  // An error that is not Bootpay's is answered or logged.
  const start = printed().length
  const nonsense = await fetch(`${shop}/checkout`, { method: 'POST', headers: json, body: 'nonsense' })
  assert.ok(nonsense.status === 400 || nonsense.status === 500, `${nonsense.status} for what is no JSON`)
  if (nonsense.status === 500)
    await until(
      () => printed().slice(start).includes('SyntaxError'),
      "an error that is not Bootpay's is not logged",
    )

  await drivePaidTwice()
  await driveRaces()
  await drivePartialCancels()

  /** The customer pays an order again, after a refund of the first payment has lost its answer. */
  async function drivePaidTwice() {
    const orderId = 'paid-twice'
    const first = sandbox.pay({ price: 10_000, orderId }).receipt_id
    assert.deepEqual((await checkout(orderId, first)).body, { state: 'paid' })
    sandbox.failNext({ fault: 'reset-after', path: '/cancel' })
    const once = { orderId, refundId: 'once', price: 4_000 }
    assert.equal((await refund(once)).body.outcomeUnknown, true)
    await sandbox.advance(0)

    const second = sandbox.pay({ price: 10_000, orderId }).receipt_id
    await sandbox.advance(0)
    assert.equal(answers(sandbox).at(-1), '200 OK', 'the webhook of a second payment is answered OK')
    await looksInto(second)
    const again = await refund(once)
    assert.equal(again.status, 502, 'a refund that was made is refused after a second payment')
    assert.match(JSON.stringify(again.body), /취소된 금액/, 'the answer says to look at the amount first')
    assert.equal((await verified(first)).cancelled_price, 4_000)
    assert.equal((await verified(second)).cancelled_price, 0, 'the second payment is not refunded instead')
    assert.equal(
      (await checkout(orderId, second)).status,
      409,
      'a second payment does not complete the order',
    )

    await gateway.cancel({ receiptId: second, cancelId: 'second' })
    await sandbox.advance(0)
    const { body } = await checkout(orderId, first)
    assert.deepEqual(body, { state: 'paid' }, 'the cancel of a second payment leaves the order paid')
    await gateway.cancel({ receiptId: first, cancelId: 'first' })
    await sandbox.advance(0)
    const third = seedPayment('third-payment', orderId)
    assert.equal((await checkout(orderId, third)).status, 409, 'a cancelled order is not completed again')
  }

  /** What the gateway answers late is no longer so. */
  async function driveRaces() {
    const cancelled = seedPayment('cancelled-meanwhile', 'cancelled-meanwhile')
    const late = await checkoutSlowly('cancelled-meanwhile', cancelled)
    await gateway.cancel({ receiptId: cancelled, cancelId: 'meanwhile' })
    await sandbox.advance(0)
    assert.equal(answers(sandbox).at(-1), '200 OK')
    assert.equal((await late.answer).status, 409, 'an order cancelled during the lookup is not completed')

    const slow = await checkoutSlowly('paid-at-once', seedPayment('slow-payment', 'paid-at-once'))
    const quick = seedPayment('quick-payment', 'paid-at-once')
    assert.deepEqual((await checkout('paid-at-once', quick)).body, { state: 'paid' })
    assert.equal((await slow.answer).status, 409, 'of two payments at once, one completes the order')
    const refunded = await refund({ orderId: 'paid-at-once', refundId: 'at-once', price: 1_000 })
    assert.equal(refunded.body.refunded, 1_000)
    assert.equal(
      (await verified(quick)).cancelled_price,
      1_000,
      'the order keeps the payment that completed it',
    )
    await sandbox.advance(0)
  }

  /** A payment of which a part was cancelled has the status of a paid one. */
  async function drivePartialCancels() {
    const refunded = seedPayment('refunded-in-part', 'refunded-in-part')
    await gateway.cancel({ receiptId: refunded, price: 4_000, cancelId: 'part' })
    await sandbox.advance(0)
    await looksInto(refunded)
    const rest = await refund({ orderId: 'refunded-in-part', refundId: 'rest', price: 1_000 })
    assert.equal(rest.status, 400, 'the webhook of a partial cancel does not complete a waiting order')
    const { status } = await checkout('refunded-in-part', refunded)
    assert.equal(status, 409, 'a payment refunded in part does not complete an order')

    const shipped = seedPayment('receipt-of-shipped', 'shipped')
    await gateway.cancel({ receiptId: shipped, price: 4_000, cancelId: 'of-shipped' })
    await sandbox.advance(0)
    const { body } = await checkout('shipped', shipped)
    assert.deepEqual(
      body,
      { state: 'shipped' },
      'neither a partial cancel nor a reload changes a shipped order',
    )
  }

  /** A payment in the books, of which no webhook was sent. */
  function seedPayment(receiptId, orderId) {
    sandbox.seed({ receipts: [{ receiptId, orderId, price: 10_000 }] })
    return receiptId
  }

  /** A checkout whose lookup has been carried out, while its answer is on the way. */
  async function checkoutSlowly(orderId, receiptId) {
    const lookups = sent('/receipt')
    sandbox.failNext({ fault: 'slow', path: '/receipt', delay: 3_000 })
    const answer = checkout(orderId, receiptId)
    await until(() => sent('/receipt') > lookups, 'the shop does not look the payment up')
    return { answer }
  }
}

const untilPrinted = (printed, text) =>
  until(() => printed().includes(text), `the shop does not print "${text}"`)

async function until(isTrue, problem) {
  for (const end = Date.now() + 10_000; !isTrue(); await sleep(20)) assert.ok(Date.now() < end, problem)
}

const json = { 'content-type': 'application/json', connection: 'close' }
const answers = (sandbox) => sandbox.feedbacks.map(({ answer }) => `${answer?.status} ${answer?.body}`)

async function post(url, fields) {
  const response = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(fields) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}
