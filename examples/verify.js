// 2. 결제 검증 (verify a payment)
const { Bootpay, PaymentStatus } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const receiptId = argument('receipt_id', (sandbox) => {
    return sandbox.pay({ price: 10_000, itemName: '커피', orderId: 'order-1' }).receipt_id
  })
  const { data } = await Bootpay.verify(receiptId)
  const state = data.status === PaymentStatus.PAID ? '결제 완료 (paid)' : `status ${data.status}`
  console.log(`${data.order_id} ${data.name} ${data.price}원: ${state}`)
})
