// jest의 가짜 시계 (fake timers of jest)
const { Bootpay } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { refund } = require('../refund')

let sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterEach(async () => {
  jest.useRealTimers()
  await sandbox.close()
})

// advanceTimers를 켜면 가짜 시계도 흘러서, 통신과 제한 시간과 재시도가 그대로 움직입니다.
// (With advanceTimers the fake clock runs on: requests, time limits and retries go on as ever.)
test('refunds on a date of your choice', async () => {
  jest.useFakeTimers({ now: new Date('2030-01-01T00:00:00+09:00'), advanceTimers: true })
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  expect(await refund(receiptId, 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
})

// 켜지 않으면 제한 시간과 재시도도 멈춥니다. (Without it, time limits and retries stop, too.)
test('a retry under fake timers comes when the clock is moved', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  sandbox.failNext({ fault: 'server-error', path: '/receipt' })
  jest.useFakeTimers()
  let answer
  Bootpay.verify(receiptId).then((verified) => {
    answer = verified
  })
  while (!answer) await jest.advanceTimersByTimeAsync(100)
  expect(answer.data.price).toBe(10_000)
})
