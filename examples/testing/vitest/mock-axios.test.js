// vi.mock('axios')는 내 파일의 axios만 바꿉니다. node_modules의 패키지는 Node가 직접 읽으므로 진짜 요청이 나갑니다.
// (vi.mock('axios') replaces the axios of your own files. Node itself loads packages: their requests do leave.)
import axios from 'axios'
import { Bootpay } from 'bootpay-backend-nodejs'
import { startSandbox } from 'bootpay-backend-nodejs/sandbox'
import { expect, test, vi } from 'vitest'
import { refund } from '../refund'

vi.mock('axios')

test('a request leaves although axios is mocked: spy on Bootpay instead', async () => {
  const sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
  expect(vi.isMockFunction(axios.create)).toBe(true)
  expect(await refund(receiptId, 'refund-1', 4_000)).toBe('4000원을 환불했습니다')
  expect(sandbox.requests.map(({ path }) => path)).toEqual(['/request/token', '/cancel'])
  await sandbox.close()
})
