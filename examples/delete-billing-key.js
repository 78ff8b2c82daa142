// 4-3. 빌링키 삭제 (delete a billing key)
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const billingKey = argument('billing_key', (sandbox) => sandbox.issueBillingKey().billing_key)
  const answer = await Bootpay.destroySubscribeBillingKey(billingKey)
  console.log(`빌링키를 삭제했습니다 (deleted): status ${answer.status}, code ${answer.code}`)
})
