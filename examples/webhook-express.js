// A webhook (feedback) in Express. It confirms each payment before it believes it, and answers the plain text OK.
const express = require('express')
const { Bootpay, parseFeedback, PaymentStatus } = require('bootpay-backend-nodejs')
const { connect, describe } = require('./support/example')

const orders = new Map([['order-1', { price: 10_000, state: 'waiting' }]])
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
    if (confirmed && receipt.status === PaymentStatus.PAID) order.state = 'paid'
    if (confirmed && receipt.status === PaymentStatus.CANCELLED) order.state = 'cancelled'
    console.log(
      `웹훅 (webhook): ${feedback.order_id} ${confirmed ? order.state : '확인되지 않음 (not confirmed)'}`,
    )
    response.type('text/plain').send('OK')
  } catch (error) {
    // Anything but OK, and Bootpay sends it again. Never the body: it holds the private key.
    console.error(describe(error))
    response.status(500).end()
  }
})

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', async () => {
  const feedbackUrl = `http://127.0.0.1:${server.address().port}/bootpay/feedback`
  console.log(`웹훅을 기다립니다 (waiting for webhooks): ${feedbackUrl}`)
  const gateway = await connect({ feedbackUrl })
  if (!gateway.sandbox) return
  const { receipt_id: receiptId } = gateway.sandbox.pay({ price: 10_000, orderId: 'order-1' })
  await gateway.sandbox.advance(0)
  await Bootpay.cancel({ receiptId, cancelId: 'refund-1' })
  await gateway.sandbox.advance(0)
  const answers = gateway.sandbox.feedbacks.map(({ answer }) => answer?.body)
  console.log(`부트페이가 받은 응답 (what Bootpay was answered): ${answers.join(', ')}`)
  server.close()
  await gateway.close()
})
