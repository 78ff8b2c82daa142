// vi.spyOn: 내 코드만 봅니다. 네트워크도 토큰도 없습니다. (Only your code; no network, no token.)
import { Bootpay, BootpayError } from 'bootpay-backend-nodejs'
import { afterEach, expect, test, vi } from 'vitest'
import { refund } from '../refund'

afterEach(() => vi.restoreAllMocks())

test('the refund is asked for with its cancelId', async () => {
  const answer = { status: 200, code: 0, message: '', data: { request_cancel_price: 4_000 } }
  const cancel = vi.spyOn(Bootpay, 'cancel').mockResolvedValue(answer)
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(cancel).toHaveBeenCalledWith({ receiptId: 'receipt-1', price: 4_000, cancelId: 'refund-1' })
})

test('an unknown outcome is told from a refusal', async () => {
  const fields = { type: 'timeout', status: 500, code: -100, message: '시간 초과', outcomeUnknown: true }
  vi.spyOn(Bootpay, 'cancel').mockRejectedValue(new BootpayError(fields))
  expect(await refund('receipt-1', 'refund-1', 4_000)).toBe('확인이 필요합니다')
})
