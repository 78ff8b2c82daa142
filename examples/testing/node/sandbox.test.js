// 샌드박스: 가짜 응답을 적지 않고, 장부가 맞는지 봅니다. (The sandbox: no made-up answers, its books tell.)
const assert = require('node:assert/strict')
const { afterEach, beforeEach, test } = require('node:test')
const { Bootpay } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { refund } = require('../refund')

let sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterEach(() => sandbox.close())

test('a part of a payment is refunded', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  assert.equal(await refund(receiptId, 'refund-1', 4_000), '4000원을 환불했습니다')
  assert.equal(sandbox.receipts[0].remain_price, 6_000)
})

test('a refund is not sent twice when its answer is lost', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  sandbox.failNext({ fault: 'reset-after', path: '/cancel' })
  assert.equal(await refund(receiptId, 'refund-1', 4_000), '확인이 필요합니다')
  assert.equal(sandbox.requests.filter(({ path }) => path === '/cancel').length, 1)
})
