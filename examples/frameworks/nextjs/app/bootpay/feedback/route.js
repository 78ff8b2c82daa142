import { Bootpay, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import { bootpayRoute, orders } from '../../../shop'

export const POST = bootpayRoute(async (request) => {
  const contentType = request.headers.get('content-type')
  const { privateKey } = Bootpay
  const feedback = parseFeedback(await request.text(), { contentType, privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return new Response(null, { status: 403 })
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  if (!receipt) return new Response(null, { status: 403 })
  if (confirmed && receipt.status === PaymentStatus.PAID) {
    Object.assign(order, { state: 'paid', receiptId: receipt.receipt_id })
  }
  if (confirmed && receipt.status === PaymentStatus.CANCELLED) order.state = 'cancelled'
  return new Response('OK')
})
