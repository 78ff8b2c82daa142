// jest.mock('axios'): 이 패키지의 axios도 가짜가 됩니다. 답을 주지 않은 요청은 나가지 않고 실패합니다.
// (The axios of this package is mocked, too: a request without an answer fails, and does not leave.)
const axios = require('axios')

jest.mock('axios')
// 패키지가 axios.create를 부르기 전에 정합니다. (To be there before the package calls axios.create.)
const post = jest.fn()
axios.create.mockReturnValue({ post })

const { Bootpay } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

const token = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }
const envelope = (data) => ({ status: 200, data: { status: 200, code: 0, message: '', data } })

test('a refund is sent with its price', async () => {
  post.mockResolvedValueOnce(envelope(token)).mockResolvedValueOnce(envelope({ request_cancel_price: 4_000 }))
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(post.mock.calls[1][0]).toBe('https://api.bootpay.co.kr/cancel')
})

test('a request without an answer does not leave', async () => {
  const cancelled = Bootpay.cancel({ receiptId: 'receipt-1' })
  await expect(cancelled).rejects.toMatchObject({
    outcomeUnknown: false,
    message: expect.stringContaining('mock'),
  })
})
