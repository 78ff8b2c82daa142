// 4-2-1. 결제 예약 취소 (cancel a reservation)
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ sandbox, argument }) => {
  const reserveId = argument('reserve_id', () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    return sandbox.reserve({ billingKey, price: 9_900, executeAt: Date.now() / 1000 + 3_600 }).reserve_id
  })
  const answer = await Bootpay.destroyReserveSubscribeBilling(reserveId)
  console.log(`예약을 취소했습니다 (cancelled): status ${answer.status}, code ${answer.code}`)
})
