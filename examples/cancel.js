// 3. 결제 취소 (cancel a payment): a part of it, and then what is left
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const receiptId = argument('receipt_id', (sandbox) => {
    return sandbox.pay({ price: 10_000, itemName: '커피', orderId: 'order-1' }).receipt_id
  })
  const who = { name: '관리자', reason: '고객 요청' }
  const part = await Bootpay.cancel({ receiptId, price: 4_000, cancelId: 'refund-1', ...who })
  console.log(
    `부분 취소 (in part): ${part.data.request_cancel_price}원, 남은 금액 ${part.data.remain_price}원`,
  )
  const rest = await Bootpay.cancel({ receiptId, cancelId: 'refund-2', ...who })
  console.log(
    `전액 취소 (in full): ${rest.data.request_cancel_price}원, 남은 금액 ${rest.data.remain_price}원`,
  )
})
