// 7. 서버 승인 (approve on the server): only what is in stock, and only the right amount
const { Bootpay, PaymentStatus } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const price = 10_000
  const receiptId = argument('receipt_id', (sandbox) => {
    return sandbox.pay({ price, orderId: 'order-1', state: 'awaiting-approval' }).receipt_id
  })
  const { data: waiting } = await Bootpay.verify(receiptId)
  console.log(`승인 전 (before approval): status ${waiting.status}`)
  const isAsOrdered = waiting.price === price && waiting.order_id === 'order-1'
  if (!isAsOrdered) throw new Error('주문과 다른 결제입니다 (not what was ordered)')
  if (waiting.status === PaymentStatus.PAID) return console.log('이미 승인되었습니다 (approved already)')
  if (waiting.status !== PaymentStatus.AWAITING_APPROVAL) {
    throw new Error('승인할 수 없는 결제입니다 (cannot be approved)')
  }
  const { data } = await Bootpay.submit(receiptId)
  console.log(`승인했습니다 (approved): status ${data.status}, ${data.price}원`)
})
