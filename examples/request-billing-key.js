// 4. 빌링키 발급 (issue a billing key). Card data is neither logged nor stored, here and in your code.
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

/** With `--live` the card comes from the environment: a command line would stay in the shell's history. */
const { CARD_NO, CARD_PW, CARD_EXPIRE_YEAR, CARD_EXPIRE_MONTH, CARD_IDENTIFY_NUMBER } = process.env
const sampleCard = {
  cardNo: '0000000000000000',
  cardPw: '00',
  expireYear: '99',
  expireMonth: '12',
  identifyNumber: '000000',
}

run(async ({ sandbox }) => {
  const card = sandbox
    ? sampleCard
    : {
        cardNo: CARD_NO,
        cardPw: CARD_PW,
        expireYear: CARD_EXPIRE_YEAR,
        expireMonth: CARD_EXPIRE_MONTH,
        identifyNumber: CARD_IDENTIFY_NUMBER,
      }
  const { data } = await Bootpay.requestSubscribeBillingKey({
    ...card,
    orderId: `card-${Date.now()}`,
    pg: 'nicepay',
    itemName: '정기결제 30일권',
    extra: { subscribeTestPayment: 1 },
  })
  console.log(`빌링키를 발급했습니다 (issued): ${data.data.card_name} ${data.data.card_no}, ${data.e_at}까지`)
})
