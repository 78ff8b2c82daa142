// axios-mock-adapter: 이 패키지의 axios 인스턴스인 $http에 답을 심습니다. (Answers in place of $http's own.)
const assert = require('node:assert/strict')
const { afterEach, test } = require('node:test')
const MockAdapter = require('axios-mock-adapter')
const { Bootpay } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

const address = 'https://api.bootpay.co.kr'
const token = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }
const gateway = new MockAdapter(Bootpay.$http)
afterEach(() => {
  gateway.reset()
  Bootpay.clearAccessToken()
})

test('a refund is sent with its price', async () => {
  gateway.onPost(`${address}/request/token`).reply(200, { status: 200, code: 0, data: token })
  gateway
    .onPost(`${address}/cancel`)
    .reply(200, { status: 200, code: 0, data: { request_cancel_price: 4_000 } })
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '4000원을 환불했습니다')
  assert.equal(JSON.parse(gateway.history.post[1].data).price, 4_000)
})

test('a request without an answer does not leave', async () => {
  gateway.onPost(`${address}/request/token`).reply(200, { status: 200, code: 0, data: token })
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '환불하지 못했습니다')
})
