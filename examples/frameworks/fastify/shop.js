// Fastify 5: 결제 검증, 환불, 웹훅 (verify, refund, webhook)
import { Bootpay, isBootpayError, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import fastify from 'fastify'

const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
Bootpay.setConfig(applicationId, privateKey)

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([
  ['order-1', { price: 10_000, state: 'waiting', receiptId: '' }],
  ['order-2', { price: 10_000, state: 'waiting', receiptId: '' }],
])

const app = fastify()
// Fastify는 JSON만 읽습니다. 폼 웹훅은 글자 그대로 parseFeedback에 넘깁니다.
// (Fastify reads JSON only: parseFeedback gets the text of a form.)
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_, body) => body)

app.post('/checkout', async (request, reply) => {
  const { orderId, receiptId } = request.body ?? {}
  const order = orders.get(orderId)
  if (!order || (order.receiptId || receiptId) !== receiptId) {
    return reply.code(409).send({ error: '없거나 이미 결제된 주문입니다' })
  }
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. (What a browser sends may have been changed.)
  if (data.status !== PaymentStatus.PAID || data.price !== order.price || data.order_id !== orderId) {
    return reply.code(400).send({ error: '주문과 결제가 일치하지 않습니다' })
  }
  Object.assign(order, { state: 'paid', receiptId })
  return { state: order.state }
})

// 관리자만 부를 수 있게 하세요. (Let only your staff call this.)
app.post('/refunds', async (request, reply) => {
  const { orderId, refundId, price } = request.body ?? {}
  const order = orders.get(orderId)
  // 금액이 없는 취소는 전액 취소입니다. (A cancel without a price is a full refund.)
  if (!order?.receiptId || !refundId || price === undefined) {
    return reply.code(400).send({ error: '환불할 내용을 확인하세요' })
  }
  // 같은 환불을 다시 요청해도 cancelId가 같으면 한 번만 환불됩니다. (One cancelId, one refund.)
  const { data } = await Bootpay.cancel({ receiptId: order.receiptId, price, cancelId: refundId })
  return { refunded: data.request_cancel_price, left: data.remain_price }
})

app.post('/bootpay/feedback', async (request, reply) => {
  const feedback = parseFeedback(request.body, { privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return reply.code(403).send()
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  // 부트페이가 모르는 결제입니다. (Bootpay knows no such payment.)
  if (!receipt) return reply.code(403).send()
  if (confirmed && receipt.status === PaymentStatus.PAID) {
    Object.assign(order, { state: 'paid', receiptId: receipt.receipt_id })
  }
  if (confirmed && receipt.status === PaymentStatus.CANCELLED) order.state = 'cancelled'
  return reply.type('text/plain').send('OK')
})

// Fastify도 error.status로 답하므로, 이 핸들러가 없으면 부트페이의 401이 고객을 로그아웃시킵니다.
// (Fastify, too, answers error.status: without this handler a 401 of Bootpay signs the customer out.)
app.setErrorHandler((error, _request, reply) => {
  if (!isBootpayError(error)) throw error
  console.error(error)
  const { type, outcomeUnknown } = error
  reply.code(type === 'input' ? 400 : 502).send({ error: '결제를 처리하지 못했습니다', outcomeUnknown })
})

await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' })
