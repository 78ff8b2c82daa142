// sinon의 가짜 시계 (fake timers of sinon)
const assert = require('node:assert/strict')
const { afterEach, beforeEach, test } = require('node:test')
const sinon = require('sinon')
const { Bootpay } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { refund } = require('../refund')

let sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterEach(async () => {
  sinon.restore()
  await sandbox.close()
})

// 날짜만 바꾸면 통신, 제한 시간, 재시도는 그대로 움직입니다.
// (With only the date faked, requests, time limits and retries go on as ever.)
test('refunds on a date of your choice', async () => {
  sinon.useFakeTimers({ now: new Date('2030-01-01T00:00:00+09:00'), toFake: ['Date'] })
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  assert.equal(await refund(receiptId, 'refund-1', 4_000), '4000원을 환불했습니다')
})

// 모든 시계를 멈추면 제한 시간과 재시도도 멈춥니다. 직접 돌려야 옵니다.
// (With all timers faked, time limits and retries stop too: they come when you move the clock.)
test('a retry under fake timers comes when the clock is moved', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  sandbox.failNext({ fault: 'server-error', path: '/receipt' })
  const clock = sinon.useFakeTimers()
  let answer
  Bootpay.verify(receiptId).then((verified) => {
    answer = verified
  })
  while (!answer) await clock.tickAsync(100)
  assert.equal(answer.data.price, 10_000)
})
