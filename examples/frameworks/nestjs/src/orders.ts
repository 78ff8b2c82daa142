import { PaymentStatus, type Receipt } from 'bootpay-backend-nodejs'

// 데이터베이스를 대신합니다. 거기서는 UPDATE … WHERE state = 'waiting'으로 바꾸세요. (In place of your database.)
export const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])

// 처음 확인한 결제가, 승인이든 취소든, 주문을 정합니다. (The payment seen first, paid or cancelled, decides.)
export function settle(order: { state: string; receiptId: string }, receipt: Receipt) {
  const { status, cancelled_price: cancelled, receipt_id: receiptId } = receipt
  const isWaiting = order.state === 'waiting'
  const isPaid = status === PaymentStatus.PAID && cancelled === 0
  if (!isWaiting && order.receiptId !== receiptId) return false
  if (isWaiting && isPaid) Object.assign(order, { state: 'paid', receiptId })
  if (status === PaymentStatus.CANCELLED) Object.assign(order, { state: 'cancelled', receiptId })
  return order.receiptId === receiptId
}
