// Hono: 결제 검증, 환불, 웹훅 (verify, refund, webhook)
import { serve } from '@hono/node-server'
import { Bootpay, isBootpayError, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import { Hono } from 'hono'

const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
Bootpay.setConfig(applicationId, privateKey)

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([
  ['order-1', { price: 10_000, state: 'waiting', receiptId: '' }],
  ['order-2', { price: 10_000, state: 'waiting', receiptId: '' }],
])

const app = new Hono()

app.post('/checkout', async (context) => {
  const { orderId, receiptId } = await context.req.json()
  const order = orders.get(orderId)
  if (!order || (order.receiptId || receiptId) !== receiptId) {
    return context.json({ error: '없거나 이미 결제된 주문입니다' }, 409)
  }
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. (What a browser sends may have been changed.)
  if (data.status !== PaymentStatus.PAID || data.price !== order.price || data.order_id !== orderId) {
    return context.json({ error: '주문과 결제가 일치하지 않습니다' }, 400)
  }
  Object.assign(order, { state: 'paid', receiptId })
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
  if (confirmed && receipt.status === PaymentStatus.PAID) {
    Object.assign(order, { state: 'paid', receiptId: receipt.receipt_id })
  }
  if (confirmed && receipt.status === PaymentStatus.CANCELLED) order.state = 'cancelled'
  return context.text('OK')
})

// 부트페이의 401은 가게의 키 문제입니다. 고객에게는 502로 답합니다.
// (A 401 of Bootpay is about the shop's keys: the customer gets a 502.)
app.onError((error, context) => {
  if (!isBootpayError(error)) throw error
  console.error(error)
  const { type, outcomeUnknown } = error
  return context.json({ error: '결제를 처리하지 못했습니다', outcomeUnknown }, type === 'input' ? 400 : 502)
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) })
