// Express 5: 결제 검증, 환불, 웹훅 (verify, refund, webhook)
const express = require('express')
const { Bootpay, isBootpayError, parseFeedback, PaymentStatus } = require('bootpay-backend-nodejs')

const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
Bootpay.setConfig(applicationId, privateKey)

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([
  ['order-1', { price: 10_000, state: 'waiting', receiptId: '' }],
  ['order-2', { price: 10_000, state: 'waiting', receiptId: '' }],
])

const app = express()
app.use(express.json(), express.urlencoded({ extended: false }))

app.post('/checkout', async (request, response) => {
  const { orderId, receiptId } = request.body ?? {}
  const order = orders.get(orderId)
  if (!order || (order.receiptId || receiptId) !== receiptId) {
    return response.status(409).json({ error: '없거나 이미 결제된 주문입니다' })
  }
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. (What a browser sends may have been changed.)
  if (data.status !== PaymentStatus.PAID || data.price !== order.price || data.order_id !== orderId) {
    return response.status(400).json({ error: '주문과 결제가 일치하지 않습니다' })
  }
  Object.assign(order, { state: 'paid', receiptId })
  response.json({ state: order.state })
})

// 관리자만 부를 수 있게 하세요. (Let only your staff call this.)
app.post('/refunds', async (request, response) => {
  const { orderId, refundId, price } = request.body ?? {}
  const order = orders.get(orderId)
  // 금액이 없는 취소는 전액 취소입니다. (A cancel without a price is a full refund.)
  if (!order?.receiptId || !refundId || price === undefined) {
    return response.status(400).json({ error: '환불할 내용을 확인하세요' })
  }
  // 같은 환불을 다시 요청해도 cancelId가 같으면 한 번만 환불됩니다. (One cancelId, one refund.)
  const { data } = await Bootpay.cancel({ receiptId: order.receiptId, price, cancelId: refundId })
  response.json({ refunded: data.request_cancel_price, left: data.remain_price })
})

app.post('/bootpay/feedback', async (request, response) => {
  const feedback = parseFeedback(request.body, { privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return response.status(403).end()
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  // 부트페이가 모르는 결제입니다. (Bootpay knows no such payment.)
  if (!receipt) return response.status(403).end()
  if (confirmed && receipt.status === PaymentStatus.PAID) {
    Object.assign(order, { state: 'paid', receiptId: receipt.receipt_id })
  }
  if (confirmed && receipt.status === PaymentStatus.CANCELLED) order.state = 'cancelled'
  response.type('text/plain').send('OK')
})

// Express는 error.status로 답하므로, 이 핸들러가 없으면 부트페이의 401이 고객을 로그아웃시킵니다.
// (Express answers error.status: without this handler a 401 of Bootpay signs the customer out.)
app.use((error, _request, response, next) => {
  if (!isBootpayError(error)) return next(error)
  console.error(error)
  const { type, outcomeUnknown } = error
  response.status(type === 'input' ? 400 : 502).json({ error: '결제를 처리하지 못했습니다', outcomeUnknown })
})

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
