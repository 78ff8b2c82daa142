// vitest의 가짜 시계 (fake timers of vitest)
import { Bootpay } from 'bootpay-backend-nodejs'
import { startSandbox } from 'bootpay-backend-nodejs/sandbox'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refund } from '../refund'

let sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterEach(async () => {
  vi.useRealTimers()
  await sandbox.close()
})

// useFakeTimers 없이 부른 setSystemTime은 날짜만 바꿉니다. (setSystemTime alone fakes the date and nothing else.)
test('refunds on a date of your choice', async () => {
  vi.setSystemTime(new Date('2030-01-01T00:00:00+09:00'))
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  expect(await refund(receiptId, 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
})

// 모든 시계를 멈추면 제한 시간과 재시도도 멈춥니다. (With all timers faked, time limits and retries stop, too.)
test('a retry under fake timers comes when the clock is moved', async () => {
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  sandbox.failNext({ fault: 'server-error', path: '/receipt' })
  vi.useFakeTimers()
  let answer
  Bootpay.verify(receiptId).then((verified) => {
    answer = verified
  })
  while (!answer) await vi.advanceTimersByTimeAsync(100)
  expect(answer.data.price).toBe(10_000)
})
