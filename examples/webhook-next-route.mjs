// A webhook (feedback) as a Next.js route handler: put it at app/bootpay/feedback/route.js.
// BOOTPAY_BASE_URL may name a sandbox; without it this is the real API.
import { Bootpay, isBootpayError, PaymentStatus, parseFeedback } from 'bootpay-backend-nodejs'

/** Stands for your database. */
export const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])

export async function POST(request) {
  // Inside the handler, because the machine that builds the application has no keys.
  const {
    BOOTPAY_APPLICATION_ID: applicationId,
    BOOTPAY_PRIVATE_KEY: privateKey,
    BOOTPAY_BASE_URL: baseUrl,
  } = process.env
  try {
    Bootpay.setConfig(applicationId, privateKey, 'production', { baseUrl })
    const contentType = request.headers.get('content-type') ?? undefined
    const feedback = parseFeedback(await request.text(), { contentType, privateKey })
    const order = orders.get(feedback.order_id)
    if (feedback.authentic === false || !order) return new Response(null, { status: 403 })
    const expected = { price: order.price, orderId: feedback.order_id }
    const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
    // Bootpay knows no such payment: not OK, so that it comes again if it is Bootpay's.
    if (!receipt) return new Response(null, { status: 403 })
    const { status, cancelled_price: cancelled, receipt_id: receiptId } = receipt
    // The payment seen first, paid or cancelled, decides the order; look into any other. In a database, where
    // requests come at once: UPDATE … WHERE state = 'waiting'.
    const isWaiting = order.state === 'waiting'
    const mayChange = confirmed && (isWaiting || order.receiptId === receiptId)
    const isPaid = status === PaymentStatus.PAID && cancelled === 0
    if (mayChange && isWaiting && isPaid) Object.assign(order, { state: 'paid', receiptId })
    if (mayChange && status === PaymentStatus.CANCELLED)
      Object.assign(order, { state: 'cancelled', receiptId })
    // Of another amount, or this order's second payment: look into it, and refund it if need be.
    if (!confirmed || order.receiptId !== receiptId) console.warn('확인할 결제 (check):', receiptId)
    return new Response('OK', { headers: { 'content-type': 'text/plain' } })
  } catch (error) {
    if (!isBootpayError(error)) throw error
    // Anything but OK, and Bootpay sends it again. Never log the body: it holds the private key.
    console.error(error)
    return new Response(null, { status: error.type === 'input' ? 400 : 500 })
  }
}
