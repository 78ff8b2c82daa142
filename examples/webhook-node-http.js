// A webhook (feedback) with nothing but Node's http.
const { createServer } = require('node:http')
const { Bootpay, parseFeedback, PaymentStatus } = require('bootpay-backend-nodejs')
const { connect, describe, fail, listen } = require('./support/example')

const orders = new Map([['order-1', { price: 10_000, state: 'waiting', receiptId: '' }]])
const largestBody = 64 * 1024

async function receive(request) {
  let body = ''
  request.setEncoding('utf8')
  for await (const chunk of request) {
    body += chunk
    if (body.length > largestBody) return 413
  }
  const contentType = request.headers['content-type']
  const feedback = parseFeedback(body, { contentType, privateKey: Bootpay.privateKey })
  const order = orders.get(feedback.order_id)
  if (feedback.authentic === false || !order) return 403
  const expected = { price: order.price, orderId: feedback.order_id }
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, expected)
  // Bootpay knows no such payment: not OK, so that it comes again if it is Bootpay's.
  if (!receipt) return 403
  const { status, cancelled_price: cancelled, receipt_id: receiptId } = receipt
  // The payment seen first, paid or cancelled, decides the order; look into any other. In a database, where
  // requests come at once: UPDATE … WHERE state = 'waiting'.
  const isWaiting = order.state === 'waiting'
  const mayChange = confirmed && (isWaiting || order.receiptId === receiptId)
  const isPaid = status === PaymentStatus.PAID && cancelled === 0
  if (mayChange && isWaiting && isPaid) Object.assign(order, { state: 'paid', receiptId })
  if (mayChange && status === PaymentStatus.CANCELLED) Object.assign(order, { state: 'cancelled', receiptId })
  // Of another amount, or this order's second payment: look into it, and refund it if need be.
  const isOther = !confirmed || order.receiptId !== receiptId
  console.log(`웹훅 (webhook): ${feedback.order_id} ${isOther ? '확인할 결제 (check it)' : order.state}`)
  return 200
}

const server = createServer(async (request, response) => {
  if (request.method !== 'POST' || request.url !== '/bootpay/feedback') return response.writeHead(404).end()
  let status = 500
  try {
    status = await receive(request)
  } catch (error) {
    // Never the body: it holds the private key.
    console.error(describe(error))
  }
  // The plain text OK ends it; after anything else Bootpay sends the webhook again.
  response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'OK' : '')
})

async function main() {
  const feedbackUrl = `${await listen(server)}/bootpay/feedback`
  console.log(`웹훅을 기다립니다 (waiting for webhooks): ${feedbackUrl}`)
  const { sandbox, close } = await connect({ feedbackUrl, feedbackContentType: 'json' })
  if (!sandbox) return
  const pay = () => sandbox.pay({ price: 10_000, orderId: 'order-1' })
  pay()
  await sandbox.advance(0)
  // The customer paid twice; the second payment is given back, and the order stays paid.
  const second = pay()
  await sandbox.advance(0)
  await Bootpay.cancel({ receiptId: second.receipt_id, cancelId: 'second-1' })
  await sandbox.advance(0)
  const answers = sandbox.feedbacks.map(({ answer }) => answer?.body)
  console.log(`부트페이가 받은 응답 (what Bootpay was answered): ${answers.join(', ')}`)
  server.close()
  await close()
}

main().catch(fail)
