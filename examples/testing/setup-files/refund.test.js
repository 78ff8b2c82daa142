// setupFiles: 프로그램은 진짜 주소를 부르지만, 요청은 샌드박스에 도착합니다. jest와 vitest가 같은 파일을 읽습니다.
// (The program calls the real address, and its requests arrive at the sandbox. jest and vitest read this same file.)
const { sandbox } = require('bootpay-backend-nodejs/sandbox/register')
const { refund } = require('../refund')

test('a part of a payment is refunded', async () => {
  // refund.js의 키로 정해지는 상점 (the merchant that the keys in refund.js name)
  const merchant = (await sandbox).merchant('[ REST API Application ID ]')
  const { receipt_id: receiptId } = merchant.pay({ price: 10_000 })
  expect(await refund(receiptId, 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(merchant.receipts[0].remain_price).toBe(6_000)
})
