import { Bootpay } from 'bootpay-backend-nodejs'
import { bootpayRoute, orders } from '../../shop'

// 관리자만 부를 수 있게 하세요. 금액이 없는 취소는 전액 취소입니다.
// (Let only your staff call this. A cancel without a price is a full refund.)
export const POST = bootpayRoute(async (request) => {
  const { orderId, refundId, price } = await request.json()
  const receiptId = orders.get(orderId)?.receiptId
  if (!receiptId || !refundId || price === undefined) {
    return Response.json({ error: '환불할 내용을 확인하세요' }, { status: 400 })
  }
  const { data } = await Bootpay.cancel({ receiptId, price, cancelId: refundId })
  return Response.json({ refunded: data.request_cancel_price, left: data.remain_price })
})
