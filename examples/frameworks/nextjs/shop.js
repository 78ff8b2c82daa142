import { Bootpay, isBootpayError, PaymentStatus } from 'bootpay-backend-nodejs'

// 데이터베이스를 대신합니다. 거기서는 UPDATE … WHERE state = 'waiting'으로 바꾸세요. (In place of your database.)
export const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])

// 처음 확인한 결제가, 승인이든 취소든, 주문을 정합니다. (The payment seen first, paid or cancelled, decides.)
export function settle(order, { status, cancelled_price: cancelled, receipt_id: receiptId }) {
  const isWaiting = order.state === 'waiting'
  const isPaid = status === PaymentStatus.PAID && cancelled === 0
  if (!isWaiting && order.receiptId !== receiptId) return false
  if (isWaiting && isPaid) Object.assign(order, { state: 'paid', receiptId })
  if (status === PaymentStatus.CANCELLED) Object.assign(order, { state: 'cancelled', receiptId })
  return order.receiptId === receiptId
}

/**
 * 라우트 핸들러를 감쌉니다. 키는 요청을 받을 때 읽습니다. 빌드하는 컴퓨터에는 키가 없기 때문입니다.
 * (Wraps a route handler. Keys are read with a request: the machine that builds has none.)
 */
export function bootpayRoute(handler) {
  return async (request) => {
    try {
      const { BOOTPAY_APPLICATION_ID: applicationId, BOOTPAY_PRIVATE_KEY: privateKey } = process.env
      // 같은 값이면 토큰은 그대로입니다. (With the same values the token stays.)
      Bootpay.setConfig(applicationId, privateKey)
      return await handler(request)
    } catch (error) {
      if (!isBootpayError(error)) throw error
      console.error(error)
      // 부트페이의 401은 가게의 키 문제입니다. (A 401 of Bootpay is about the shop's keys, not the customer's.)
      const text = '요청과 처리 결과를 확인하세요. 환불이면 취소된 금액부터 보세요'
      const body = { error: text, outcomeUnknown: error.outcomeUnknown }
      return Response.json(body, { status: error.type === 'input' ? 400 : 502 })
    }
  }
}
