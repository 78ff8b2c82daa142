// nock 14: HTTP 요청을 가로채, 보낸 것을 하나하나 맞춰 봅니다. (nock compares each request with what you expect.)
const assert = require('node:assert/strict')
const { afterEach, test } = require('node:test')
const nock = require('nock')
const { Bootpay } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

nock.disableNetConnect()
afterEach(() => {
  // 토큰은 프로세스에 남습니다. (The token would stay for the next test.)
  Bootpay.clearAccessToken()
  assert.deepEqual(nock.pendingMocks(), [])
})

const data = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }
const gateway = () =>
  nock('https://api.bootpay.co.kr').post('/request/token').reply(200, { status: 200, code: 0, data })

test('a refund is sent with its price and its cancelId', async () => {
  gateway()
    .post('/cancel', { receipt_id: 'receipt-1', price: 4_000, cancel_id: 'refund-1' })
    .reply(200, { status: 200, code: 0, data: { request_cancel_price: 4_000 } })
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '4000원을 환불했습니다')
})

test('a broken connection leaves the outcome open', async () => {
  gateway()
    .post('/cancel')
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '확인이 필요합니다')
})
