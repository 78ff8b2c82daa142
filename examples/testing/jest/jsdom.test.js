/** @jest-environment jsdom */
// jsdom에서도 같습니다. 다만 서버 코드는 node 환경에서 시험하는 편이 낫습니다.
// (jsdom works, too. Yet the node environment is the better one for code of a server.)
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
  expect(await refund(receiptId, 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
})
