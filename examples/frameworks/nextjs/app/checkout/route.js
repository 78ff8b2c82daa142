import { Bootpay, PaymentStatus } from 'bootpay-backend-nodejs'
import { bootpayRoute, orders, settle } from '../../shop'

export const POST = bootpayRoute(async (request) => {
  const { orderId, receiptId } = await request.json()
  const order = orders.get(orderId)
  if (!order) return Response.json({ error: '없는 주문입니다' }, { status: 404 })
  const { data } = await Bootpay.verify(receiptId)
  // 브라우저가 보낸 값은 바뀔 수 있습니다. 금액이 다르면 결제를 취소하세요: express-checkout.js
  // (What a browser sends may have been changed. Of another amount: cancel the payment.)
  const isAsOrdered = data.price === Number(order.price) && data.order_id === String(orderId)
  if (data.status !== PaymentStatus.PAID || !isAsOrdered) {
    return Response.json({ error: '주문과 결제가 일치하지 않습니다' }, { status: 400 })
  }
  if (!settle(order, data) || order.state === 'cancelled') {
    return Response.json({ error: '다른 결제로 끝났거나 취소된 주문입니다' }, { status: 409 })
  }
  return Response.json({ state: order.state })
})
