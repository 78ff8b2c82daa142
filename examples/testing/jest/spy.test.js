// jest.spyOn: 내 코드만 봅니다. 네트워크도 토큰도 없습니다. (Only your code; no network, no token.)
const { Bootpay, BootpayError } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

afterEach(() => jest.restoreAllMocks())

test('the refund is asked for with its cancelId', async () => {
  const cancel = jest
    .spyOn(Bootpay, 'cancel')
    .mockResolvedValue({ status: 200, data: { request_cancel_price: 4_000 } })
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(cancel).toHaveBeenCalledWith({ receiptId: 'receipt-1', price: 4_000, cancelId: 'refund-1' })
})

test('an unknown outcome is told from a refusal', async () => {
  const fields = { type: 'timeout', status: 500, code: -100, message: '시간 초과', outcomeUnknown: true }
  jest.spyOn(Bootpay, 'cancel').mockRejectedValue(new BootpayError(fields))
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('확인이 필요합니다')
})

// 요청을 나르는 $http를 엿볼 수도 있습니다. (The axios instance that carries the requests can be spied on, too.)
test('the refund is sent with its price', async () => {
  const token = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }
  const post = jest.spyOn(Bootpay.$http, 'post').mockImplementation(async (url) => ({
    status: 200,
    data: {
      status: 200,
      code: 0,
      data: url.endsWith('/request/token') ? token : { request_cancel_price: 4_000 },
    },
  }))
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(post.mock.calls[1][0]).toBe('https://api.bootpay.co.kr/cancel')
})
