// AWS Lambda (API Gateway HTTP API, 함수 URL): 결제 검증, 환불, 웹훅 (verify, refund, webhook)
import { Bootpay, isBootpayError, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'

// 핸들러 밖에서 설정하면, 토큰이 같은 인스턴스의 다음 호출까지 남습니다.
// (Set up outside the handler: the token stays for the next calls of this instance.)
const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
// 함수의 제한 시간보다 짧게: 끊기기 전에 결과를 알 수 있습니다. (Shorter than the function's own time limit.)
Bootpay.setConfig(applicationId, privateKey, 'production', { timeout: 20_000 })

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])
const routes = { '/checkout': checkout, '/refunds': refund, '/bootpay/feedback': feedback }

export async function handler(event) {
  const route = routes[event.rawPath]
  if (!route) return answer(404, { error: '없는 주소입니다' })
  // API Gateway는 폼 본문을 base64로 넘깁니다. (API Gateway hands over a form as base64.)
  const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body
  try {
    return await route(body, event.headers['content-type'])
  } catch (error) {
    if (!isBootpayError(error)) throw error
    console.error(error)
    // 부트페이의 401은 가게의 키 문제입니다. (A 401 of Bootpay is about the shop's keys, not the customer's.)
    const { type, method, outcomeUnknown } = error
    // 거절된 환불이라도 앞선 요청이 이미 환불했을 수 있습니다.
    // (A refund may be refused because an earlier request has made it.)
    const advice = method === 'cancel' && type !== 'input' ? '취소된 금액부터 확인하세요' : undefined
    const status = type === 'input' ? 400 : 502
    return answer(status, { error: '결제를 처리하지 못했습니다', advice, outcomeUnknown })
  }
}

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

async function checkout(body) {
  const { orderId, receiptId } = JSON.parse(body)
  const order = orders.get(orderId)
  if (!order) return answer(404, { error: '없는 주문입니다' })
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. 금액이 다르면 결제를 취소하세요: express-checkout.js
  // (What a browser sends may have been changed. Of another amount: cancel the payment.)
  const isAsOrdered = data.price === Number(order.price) && data.order_id === String(orderId)
  if (data.status !== PaymentStatus.PAID || !isAsOrdered)
    return answer(400, { error: '주문과 결제가 일치하지 않습니다' })
  if (!settle(order, data) || order.state === 'cancelled')
    return answer(409, { error: '다른 결제로 끝났거나 취소된 주문입니다' })
  return answer(200, { state: order.state })
}

// 관리자만 부를 수 있게 하세요. 금액이 없는 취소는 전액 취소입니다.
// (Let only your staff call this. A cancel without a price is a full refund.)
async function refund(body) {
  const { orderId, refundId, price } = JSON.parse(body)
  const receiptId = orders.get(orderId)?.receiptId
  if (!receiptId || !refundId || price === undefined)
    return answer(400, { error: '환불할 내용을 확인하세요' })
  const { data } = await Bootpay.cancel({ receiptId, price, cancelId: refundId })
  return answer(200, { refunded: data.request_cancel_price, left: data.remain_price })
}

async function feedback(body, contentType) {
  const claim = parseFeedback(body, { contentType, privateKey })
  const order = orders.get(claim.order_id)
  if (claim.authentic === false || !order) return { statusCode: 403 }
  const expected = { price: order.price, orderId: claim.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(claim, expected)
  if (!receipt) return { statusCode: 403 }
  // 주문과 다르거나 이 주문의 두 번째 결제입니다. 확인하고, 필요하면 돌려주세요.
  // (It differs from the order, or is its second payment: look at it, and refund it if need be.)
  if (!confirmed || !settle(order, receipt)) console.warn('확인할 결제 (check):', receipt.receipt_id)
  return { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }
}

function answer(statusCode, body) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
