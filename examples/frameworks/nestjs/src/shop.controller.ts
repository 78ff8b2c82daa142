import { Body, Controller, HttpCode, HttpException, Post } from '@nestjs/common'
import { PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'
import { BootpayService } from './bootpay.js'

// 데이터베이스를 대신합니다. (In place of your database.)
const orders = new Map([
  ['order-1', { price: 10_000, state: 'waiting', receiptId: '' }],
  ['order-2', { price: 10_000, state: 'waiting', receiptId: '' }],
])

@Controller()
export class ShopController {
  constructor(private readonly bootpay: BootpayService) {}

  @Post('checkout')
  async checkout(@Body() { orderId, receiptId }: { orderId: string; receiptId: string }) {
    const order = orders.get(orderId)
    if (!order || (order.receiptId || receiptId) !== receiptId)
      throw new HttpException('결제된 주문입니다', 409)
    const { data } = await this.bootpay.verify(receiptId)
    // 브라우저가 보낸 값은 바뀔 수 있습니다. (What a browser sends may have been changed.)
    if (data.status !== PaymentStatus.PAID || data.price !== order.price || data.order_id !== orderId)
      throw new HttpException('주문과 결제가 일치하지 않습니다', 400)
    Object.assign(order, { state: 'paid', receiptId })
    return { state: order.state }
  }

  // 관리자만 부르게 하세요. 금액이 없으면 전액 취소입니다. (For your staff. No price would be a full refund.)
  @Post('refunds')
  async refund(@Body() { orderId, refundId, price }: { orderId: string; refundId: string; price?: number }) {
    const receiptId = orders.get(orderId)?.receiptId
    if (!receiptId || !refundId || price === undefined)
      throw new HttpException('환불할 내용을 확인하세요', 400)
    const { data } = await this.bootpay.cancel({ receiptId, price, cancelId: refundId })
    return { refunded: data.request_cancel_price, left: data.remain_price }
  }

  // Nest가 읽은 JSON이나 폼을 그대로 넘깁니다. (Nest has read the JSON or the form.)
  @Post('bootpay/feedback')
  @HttpCode(200)
  async feedback(@Body() body: unknown) {
    const feedback = parseFeedback(body, { privateKey: this.bootpay.privateKey })
    const orderId = feedback.order_id ?? ''
    const order = orders.get(orderId)
    if (feedback.authentic === false || !order) throw new HttpException('부트페이의 웹훅이 아닙니다', 403)
    const expected = { price: order.price, orderId }
    const { confirmed, receipt } = await this.bootpay.confirmFeedback(feedback, expected)
    if (!receipt) throw new HttpException('부트페이의 웹훅이 아닙니다', 403)
    const { status, receipt_id: receiptId } = receipt
    if (confirmed && status === PaymentStatus.PAID) Object.assign(order, { state: 'paid', receiptId })
    if (confirmed && status === PaymentStatus.CANCELLED) order.state = 'cancelled'
    return 'OK'
  }
}
