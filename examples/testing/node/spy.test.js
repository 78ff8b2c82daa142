// node:test의 mock.method: 내 코드만 봅니다. 네트워크도 토큰도 없습니다. (Only your code; no network, no token.)
const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Bootpay, BootpayError } = require('bootpay-backend-nodejs')
const { refund } = require('../refund')

test('the refund is asked for with its cancelId', async (context) => {
  const cancel = context.mock.method(Bootpay, 'cancel', async ({ price }) => ({
    status: 200,
    data: { request_cancel_price: price },
  }))
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '4000원을 환불했습니다')
  assert.deepEqual(cancel.mock.calls[0].arguments, [
    { receiptId: 'receipt-1', price: 4_000, cancelId: 'refund-1' },
  ])
})

test('an unknown outcome is told from a refusal', async (context) => {
  const fields = { type: 'timeout', status: 500, code: -100, message: '시간 초과', outcomeUnknown: true }
  context.mock.method(Bootpay, 'cancel', async () => {
    throw new BootpayError(fields)
  })
  assert.equal(await refund('receipt-1', 'refund-1', 4_000), '확인이 필요합니다')
})
