import { Body, Controller, HttpCode, HttpException, Post } from '@nestjs/common'
import { BootpayClient, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import { orders, settle } from './orders.js'

@Controller()
export class ShopController {
  constructor(private readonly bootpay: BootpayClient) {}

  @Post('checkout')
  async checkout(@Body() { orderId, receiptId }: { orderId: string; receiptId: string }) {
    const order = orders.get(orderId)
    if (!order) throw new HttpException('없는 주문입니다', 404)
    const { data } = await this.bootpay.verify(receiptId)
    // 브라우저가 보낸 값은 바뀔 수 있습니다. 금액이 다르면 취소하세요. (It may be changed. Cancel another amount.)
    const isAsOrdered = data.price === Number(order.price) && data.order_id === String(orderId)
    if (data.status !== PaymentStatus.PAID || !isAsOrdered) throw new HttpException('주문과 다릅니다', 400)
    const isDone = settle(order, data) && order.state !== 'cancelled'
    if (!isDone) throw new HttpException('다른 결제로 끝났거나 취소된 주문입니다', 409)
    return { state: order.state }
  }

  // 관리자만 부르게 하세요. 금액이 없으면 전액 취소입니다. (For your staff. No price would be a full refund.)
  @Post('refunds')
  async refund(@Body() { orderId, refundId, price }: { orderId: string; refundId: string; price?: number }) {
    const receiptId = orders.get(orderId)?.receiptId
    if (!receiptId || !refundId || price === undefined) throw new HttpException('내용을 확인하세요', 400)
    const { data } = await this.bootpay.cancel({ receiptId, price, cancelId: refundId })
    return { refunded: data.request_cancel_price, left: data.remain_price }
  }

  @Post('bootpay/feedback')
  @HttpCode(200)
  async feedback(@Body() body: unknown) {
    const claim = parseFeedback(body, { privateKey: this.bootpay.privateKey })
    const orderId = claim.order_id ?? ''
    const order = orders.get(orderId)
    if (claim.authentic === false || !order) throw new HttpException('부트페이의 웹훅이 아닙니다', 403)
    const { confirmed, receipt } = await this.bootpay.confirmFeedback(claim, { price: order.price, orderId })
    if (!receipt) throw new HttpException('부트페이의 웹훅이 아닙니다', 403)
    // 주문과 다르거나 두 번째 결제입니다. 확인하고 돌려주세요. (Look at this payment, and refund it if need be.)
    if (!confirmed || !settle(order, receipt)) console.warn('확인할 결제 (check):', receipt.receipt_id)
    return 'OK'
  }
}
