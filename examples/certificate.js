// 8. 본인인증 결과 조회 (result of an identity check). Personal data: print no more of it than this.
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const receiptId = argument('receipt_id', (sandbox) => sandbox.certify().receipt_id)
  const { data } = await Bootpay.certificate(receiptId)
  const birthYear = Number(data.certificate.birth.slice(0, 4))
  console.log(`본인인증을 확인했습니다 (checked). 성인 (adult): ${new Date().getFullYear() - birthYear > 19}`)
})
