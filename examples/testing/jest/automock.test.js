// jest.mock('bootpay-backend-nodejs'): 패키지를 통째로 흉내 냅니다. 답하지 않은 함수는 undefined를 돌려줍니다.
// (The whole package mocked: what you give no answer gives back undefined.)
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

jest.mock('bootpay-backend-nodejs')

test('the refund is asked for with its cancelId', async () => {
  Bootpay.cancel.mockResolvedValue({ status: 200, data: { request_cancel_price: 4_000 } })
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(Bootpay.cancel).toHaveBeenCalledWith({ receiptId: 'receipt-1', price: 4_000, cancelId: 'refund-1' })
})

test('an unknown outcome is told from a refusal', async () => {
  isBootpayError.mockReturnValue(true)
  Bootpay.cancel.mockRejectedValue({ outcomeUnknown: true })
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('확인이 필요합니다')
})
