// 4-2. 빌링키로 결제 예약 (reserve a charge)
const { randomUUID } = require('node:crypto')
const { Bootpay, ReservationStatus } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

const hour = 3_600_000

run(async ({ sandbox, argument }) => {
  const billingKey = argument('billing_key', () => sandbox.issueBillingKey().billing_key)
  // Save it before the call: if the answer is lost, the webhook and the console are searched by it.
  const orderId = `order-${randomUUID()}`
  console.log(`주문번호 (order id): ${orderId}`)
  const { data } = await Bootpay.reserveSubscribeBilling({
    billingKey,
    itemName: '정기결제 30일권',
    price: 9_900,
    orderId,
    userInfo: { username: '홍길동', phone: '01000000000' },
    feedbackUrl: process.env.FEEDBACK_URL,
    feedbackContentType: 'json',
    schedulerType: 'oneshot',
    executeAt: new Date(Date.now() + hour),
  })
  console.log(
    `예약했습니다 (reserved): ${data.price}원, 대기 중 (waiting): ${data.status === ReservationStatus.WAITING}`,
  )
  if (!sandbox) return

  await sandbox.advance(2 * hour)
  const receiptId = sandbox.reservations[0].receipt_id
  const payment = await Bootpay.verify(receiptId)
  console.log(`시계를 돌리자 결제되었습니다 (charged by the clock): ${payment.data.price}원`)
})
