// The end of a checkout in Express 5: the browser says that it paid, the server asks Bootpay before it believes it.
const { once } = require('node:events')
const { createServer } = require('node:http')
const express = require('express')
const { Bootpay, isBootpayError, PaymentStatus } = require('bootpay-backend-nodejs')
const { describe, listen, run } = require('./support/example')

const orders = new Map([
  ['order-1', { price: 10_000, state: 'waiting', receiptId: '' }],
  ['order-2', { price: 10_000, state: 'waiting', receiptId: '' }],
  // As a database gives a DECIMAL.
  ['order-3', { price: '10000.00', state: 'waiting', receiptId: '' }],
])

const app = express()
app.use(express.json())

app.post('/checkout', async (request, response) => {
  const { receiptId, orderId } = request.body ?? {}
  const order = orders.get(orderId)
  if (!order) return response.status(404).json({ error: '없는 주문입니다' })
  // In a database: UPDATE … SET state = 'checking' WHERE id = ? AND state = 'waiting', and go on if it changed a row.
  if (order.state !== 'waiting') return response.status(409).json({ error: '이미 처리된 주문입니다' })
  order.state = 'checking'
  try {
    const { data } = await Bootpay.verify(receiptId)
    // An id from a browser may be another customer's payment: leave that payment alone.
    if (data.order_id !== String(orderId)) {
      return response.status(400).json({ error: '이 주문의 결제가 아닙니다' })
    }
    // A webhook may have settled the order during the lookup.
    if (order.state !== 'checking') return response.status(409).json({ error: '이미 처리된 주문입니다' })
    // A database may hold the price as text, such as '10000.00'.
    const isAsOrdered = data.price === Number(order.price) && data.cancelled_price === 0
    if (data.status === PaymentStatus.PAID && isAsOrdered) {
      // A webhook of another payment of this order must not change it: keep the id.
      Object.assign(order, { state: 'paid', receiptId })
      return response.json({ message: '주문이 완료되었습니다' })
    }
    // A deposit may still come, or the approval: the webhook will tell.
    if (data.status === PaymentStatus.AWAITING_APPROVAL || data.status === PaymentStatus.APPROVING) {
      return response.status(202).json({ message: '입금이나 승인을 기다립니다' })
    }
    // Nothing is paid: the customer may pay again, by another receipt id.
    if (data.status !== PaymentStatus.PAID) return response.status(400).json({ error: '결제되지 않았습니다' })
    // If the cancel fails, the order stays in this state: the shop has to look at it.
    order.state = 'refunding'
    await giveBack(receiptId)
    if (order.state === 'refunding') order.state = 'waiting'
    return response.status(400).json({ error: '주문과 결제가 일치하지 않습니다' })
  } finally {
    // After a lookup that failed, or one that settles nothing, the customer may try again.
    if (order.state === 'checking') order.state = 'waiting'
  }
})

// Express answers `error.status`, which is Bootpay's: without this handler a 401 would sign the customer out.
app.use((error, _request, response, next) => {
  if (!isBootpayError(error)) return next(error)
  console.error(describe(error))
  response.status(502).json({ error: '결제를 확인하지 못했습니다' })
})

async function giveBack(receiptId) {
  await Bootpay.cancel({
    receiptId,
    cancelId: `mismatch-${receiptId}`,
    name: '시스템',
    reason: '주문과 결제 금액 불일치',
  })
}

run(async ({ sandbox }) => {
  const server = createServer(app)
  const shop = await listen(server)
  if (!sandbox) {
    console.log(`${shop}/checkout 에서 기다립니다 (waiting; Ctrl-C ends it)`)
    await once(process, 'SIGINT')
  } else {
    await checkOut(sandbox, shop, 10_000, 'order-1')
    await checkOut(sandbox, shop, 10_000, 'order-2', 'order-of-another-customer')
    await checkOut(sandbox, shop, 100, 'order-2')
    await checkOut(sandbox, shop, 10_000, 'order-2')
    // Bootpay refuses the keys, at the second try with a new token too.
    sandbox.failNext({ fault: 'unauthorized', path: '/receipt', times: 2 })
    await checkOut(sandbox, shop, 10_000, 'order-3')
    await checkOut(sandbox, shop, 10_000, 'order-3')
  }
  server.close()
})

/** A customer pays `price` in the payment window, and the browser reports it to the shop. */
async function checkOut(sandbox, shop, price, orderId, paidFor = orderId) {
  const { receipt_id: receiptId } = sandbox.pay({ price, orderId: paidFor })
  const headers = { 'content-type': 'application/json', connection: 'close' }
  const body = JSON.stringify({ receiptId, orderId })
  const response = await fetch(`${shop}/checkout`, { method: 'POST', headers, body })
  const { message, error } = await response.json()
  const { data } = await Bootpay.verify(receiptId)
  console.log(
    `${orderId} ${price}원: ${response.status} ${message ?? error}, 취소된 금액 ${data.cancelled_price}원`,
  )
}
