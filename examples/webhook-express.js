// A webhook (feedback) in Express. It confirms each payment before it believes it, and answers the plain text OK.
const { createServer } = require('node:http')
const express = require('express')
const { Bootpay, parseFeedback, PaymentStatus } = require('bootpay-backend-nodejs')
const { connect, describe, fail, listen } = require('./support/example')

const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])
const app = express()

// As text, whatever its type: parseFeedback reads both encodings.
app.post('/bootpay/feedback', express.text({ type: () => true }), async (request, response) => {
  try {
    const contentType = request.get('content-type')
    const feedback = parseFeedback(request.body, { contentType, privateKey: Bootpay.privateKey })
    const order = orders.get(feedback.order_id)
    if (feedback.authentic === false || !order) return response.status(403).end()
    const expected = { price: order.price, orderId: feedback.order_id }
    const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
    // Bootpay knows no such payment: not OK, so that it comes again if it is Bootpay's.
    if (!receipt) return response.status(403).end()
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
    const isOther = !confirmed || order.receiptId !== receiptId
    console.log(`웹훅 (webhook): ${feedback.order_id} ${isOther ? '확인할 결제 (check it)' : order.state}`)
    response.type('text/plain').send('OK')
  } catch (error) {
    // Anything but OK, and Bootpay sends it again. Never the body: it holds the private key.
    console.error(describe(error))
    response.status(500).end()
  }
})

async function main() {
  const server = createServer(app)
  const feedbackUrl = `${await listen(server)}/bootpay/feedback`
  console.log(`웹훅을 기다립니다 (waiting for webhooks): ${feedbackUrl}`)
  const { sandbox, close } = await connect({ feedbackUrl })
  if (!sandbox) return
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, orderId: 'order-1' })
  await sandbox.advance(0)
  // The customer paid twice; the second payment is given back, and the order stays paid.
  const second = sandbox.pay({ price: 10_000, orderId: 'order-1' })
  await sandbox.advance(0)
  await Bootpay.cancel({ receiptId: second.receipt_id, cancelId: 'second-1' })
  await sandbox.advance(0)
  await Bootpay.cancel({ receiptId, cancelId: 'refund-1' })
  await sandbox.advance(0)
  const answers = sandbox.feedbacks.map(({ answer }) => answer?.body)
  console.log(`부트페이가 받은 응답 (what Bootpay was answered): ${answers.join(', ')}`)
  server.close()
  await close()
}

main().catch(fail)
