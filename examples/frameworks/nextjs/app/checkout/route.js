import { Bootpay, PaymentStatus } from 'bootpay-backend-nodejs'
import { bootpayRoute, orders } from '../../shop'

export const POST = bootpayRoute(async (request) => {
  const { orderId, receiptId } = await request.json()
  const order = orders.get(orderId)
  if (!order || (order.receiptId || receiptId) !== receiptId) {
    return Response.json({ error: '없거나 이미 결제된 주문입니다' }, { status: 409 })
  }
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. (What a browser sends may have been changed.)
  if (data.status !== PaymentStatus.PAID || data.price !== order.price || data.order_id !== orderId) {
    return Response.json({ error: '주문과 결제가 일치하지 않습니다' }, { status: 400 })
  }
  Object.assign(order, { state: 'paid', receiptId })
  return Response.json({ state: order.state })
})
