// 4-1. 빌링키로 결제 (charge a billing key)
const { randomUUID } = require('node:crypto')
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ sandbox, argument }) => {
  const billingKey = argument('billing_key', () => sandbox.issueBillingKey().billing_key)
  const order = { itemName: '정기결제 30일권', price: 9_900, feedbackContentType: 'json' }
  const feedbackUrl = process.env.FEEDBACK_URL

  // Save it before the call: if the answer is lost, the webhook and the console are searched by it.
  const orderId = `order-${randomUUID()}`
  console.log(`주문번호 (order id): ${orderId}`)
  const paid = await Bootpay.requestSubscribeBillingPayment({
    ...order,
    billingKey,
    orderId,
    feedbackUrl,
  })
  console.log(`결제했습니다 (charged): ${paid.data.price}원, ${paid.data.payment_name}`)
  if (!sandbox) return

  sandbox.failNext({ fault: 'decline', path: '/subscribe/billing', message: '잔액이 부족합니다' })
  try {
    await Bootpay.requestSubscribeBillingPayment({ ...order, billingKey, orderId: 'order-2' })
  } catch (error) {
    if (!isBootpayError(error)) throw error
    console.log(`거절되었습니다 (declined): ${error.message}, 결과를 모름 (unknown): ${error.outcomeUnknown}`)
  }
})
