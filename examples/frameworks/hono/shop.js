// Hono: 결제 검증, 환불, 웹훅 (verify, refund, webhook)
import { serve } from '@hono/node-server'
import { Bootpay, isBootpayError, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import { Hono } from 'hono'

const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
Bootpay.setConfig(applicationId, privateKey)

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])

// 처음 확인한 결제가, 승인이든 취소든, 주문을 정합니다. 다른 결제는 살펴보세요. 취소된 주문은 새 주문번호로 결제받으세요.
// 조회하는 동안 다른 요청이 주문을 바꿨을 수 있으니, 데이터베이스에서는 UPDATE … WHERE state = 'waiting'으로 하세요.
// (The payment seen first, paid or cancelled, decides the order; after a cancel take a new order id. Another request
// may have changed the order during the lookup: in a database, UPDATE … WHERE state = 'waiting'.)
function settle(order, { status, cancelled_price: cancelled, receipt_id: receiptId }) {
  const isWaiting = order.state === 'waiting'
  const isPaid = status === PaymentStatus.PAID && cancelled === 0
  if (!isWaiting && order.receiptId !== receiptId) return false
  if (isWaiting && isPaid) Object.assign(order, { state: 'paid', receiptId })
  if (status === PaymentStatus.CANCELLED) Object.assign(order, { state: 'cancelled', receiptId })
  return order.receiptId === receiptId
}

const app = new Hono()

app.post('/checkout', async (context) => {
  const { orderId, receiptId } = await context.req.json()
  const order = orders.get(orderId)
  if (!order) return context.json({ error: '없는 주문입니다' }, 404)
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. 금액이 다르면 결제를 취소하세요: express-checkout.js
  // (What a browser sends may have been changed. Of another amount: cancel the payment.)
  const isAsOrdered = data.price === Number(order.price) && data.order_id === String(orderId)
  if (data.status !== PaymentStatus.PAID || !isAsOrdered) {
    return context.json({ error: '주문과 결제가 일치하지 않습니다' }, 400)
  }
  if (!settle(order, data) || order.state === 'cancelled') {
    return context.json({ error: '다른 결제로 끝났거나 취소된 주문입니다' }, 409)
  }
  return context.json({ state: order.state })
})

// 관리자만 부를 수 있게 하세요. (Let only your staff call this.)
app.post('/refunds', async (context) => {
  const { orderId, refundId, price } = await context.req.json()
  const order = orders.get(orderId)
  // 금액이 없는 취소는 전액 취소입니다. (A cancel without a price is a full refund.)
  if (!order?.receiptId || !refundId || price === undefined) {
    return context.json({ error: '환불할 내용을 확인하세요' }, 400)
  }
  // 같은 환불을 다시 요청해도 cancelId가 같으면 한 번만 환불됩니다. (One cancelId, one refund.)
  const { data } = await Bootpay.cancel({ receiptId: order.receiptId, price, cancelId: refundId })
  return context.json({ refunded: data.request_cancel_price, left: data.remain_price })
})

app.post('/bootpay/feedback', async (context) => {
  const contentType = context.req.header('content-type')
  const feedback = parseFeedback(await context.req.text(), { contentType, privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return context.body(null, 403)
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  // 부트페이가 모르는 결제입니다. (Bootpay knows no such payment.)
  if (!receipt) return context.body(null, 403)
  // 주문과 다르거나 이 주문의 두 번째 결제입니다. 확인하고, 필요하면 돌려주세요.
  // (It differs from the order, or is its second payment: look at it, and refund it if need be.)
  if (!confirmed || !settle(order, receipt)) console.warn('확인할 결제 (check):', receipt.receipt_id)
  return context.text('OK')
})

// 부트페이의 401은 가게의 키 문제입니다. 고객에게는 502로 답합니다.
// (A 401 of Bootpay is about the shop's keys: the customer gets a 502.)
app.onError((error, context) => {
  console.error(error)
  if (!isBootpayError(error)) return error.getResponse?.() ?? context.text('Internal Server Error', 500)
  const { type, method, outcomeUnknown } = error
  // 거절된 환불이라도 앞선 요청이 이미 환불했을 수 있습니다.
  // (A refund may be refused because an earlier request has made it.)
  const advice = method === 'cancel' && type !== 'input' ? '취소된 금액부터 확인하세요' : undefined
  const status = type === 'input' ? 400 : 502
  return context.json({ error: '결제를 처리하지 못했습니다', advice, outcomeUnknown }, status)
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) })
