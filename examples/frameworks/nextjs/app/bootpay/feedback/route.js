import { Bootpay, parseFeedback } from 'bootpay-backend-nodejs'
import { bootpayRoute, orders, settle } from '../../../shop'

export const POST = bootpayRoute(async (request) => {
  const contentType = request.headers.get('content-type')
  const { privateKey } = Bootpay
  const feedback = parseFeedback(await request.text(), { contentType, privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return new Response(null, { status: 403 })
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  if (!receipt) return new Response(null, { status: 403 })
  // 주문과 다르거나 이 주문의 두 번째 결제입니다. 확인하고, 필요하면 돌려주세요.
  // (It differs from the order, or is its second payment: look at it, and refund it if need be.)
  if (!confirmed || !settle(order, receipt)) console.warn('확인할 결제 (check):', receipt.receipt_id)
  return new Response('OK')
})
