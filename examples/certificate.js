// 8. 본인인증 결과 조회 (result of an identity check). Personal data: print no more of it than this.
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ argument }) => {
  const receiptId = argument('receipt_id', (sandbox) => sandbox.certify().receipt_id)
  const { data } = await Bootpay.certificate(receiptId)
  const [year, month, day] = data.certificate.birth.split('-').map(Number)
  const isAdult = new Date(year + 19, month - 1, day) <= new Date()
  console.log(`본인인증을 확인했습니다 (checked). 성인 (adult): ${isAdult}`)
})
