// msw 2: 브라우저 시험과 같은 핸들러를 서버에서도 씁니다. (msw: the handlers of your browser tests.)
const assert = require('node:assert/strict')
const { after, afterEach, before, test } = require('node:test')
const { http, HttpResponse } = require('msw')
const { setupServer } = require('msw/node')
const { Bootpay } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

const address = 'https://api.bootpay.co.kr'
const token = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }
const server = setupServer(
  http.post(`${address}/request/token`, () => HttpResponse.json({ status: 200, code: 0, data: token })),
)
// 핸들러가 없는 요청은 밖으로 나가지 않고 실패합니다. (A request without a handler fails, and does not leave.)
before(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  server.resetHandlers()
  Bootpay.clearAccessToken()
})
after(() => server.close())

test('a refund is sent with its price', async () => {
  server.use(
    http.post(`${address}/cancel`, async ({ request }) => {
      const { price } = await request.json()
      return HttpResponse.json({ status: 200, code: 0, data: { request_cancel_price: price } })
    }),
  )
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '4000원을 환불했습니다')
})

test('a refusal of the gateway is a clear answer', async () => {
  const refusal = { status: 500, code: -1, message: '이미 취소된 거래건 입니다.' }
  server.use(http.post(`${address}/cancel`, () => HttpResponse.json(refusal, { status: 500 })))
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '거절되었습니다')
})
