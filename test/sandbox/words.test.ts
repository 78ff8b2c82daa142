import { expect, test } from 'vitest'
import { refusedCards } from '../../src/sandbox/rules/decisions'
import { GatewayError } from '../../src/sandbox/rules/errors'
import { type Refusal, type RefusalRow, refusals } from '../../src/sandbox/rules/refusals'
import { until } from '../support/until'
import { chargeOf, hintIn, open, send, tokenOf } from './support'

const rows = Object.entries<RefusalRow>(refusals)

test('a message is one Korean sentence, with nothing appended', () => {
  for (const [name, { message }] of rows) expect(message, name).toMatch(/^[^a-z()]*[가-힣]\.$/)
  for (const { message } of refusedCards.values()) expect(message).toMatch(/^[가-힣 ]+$/)
})

test('each refusal has a code of its own, and hints in both languages', () => {
  expect(new Set(rows.map(([, { code }]) => code)).size).toBe(rows.length)
  for (const [name] of rows) {
    const { hint } = new GatewayError(name as Refusal, 'detail')
    expect(hint.rule).toBe(name)
    expect(hint.korean).toMatch(/^[^()]*[가-힣]+[^()]*: detail$/)
    expect(hint.english).toMatch(/^[\x20-\x7e]+: detail$/)
  }
})

test('the texts that the gateway is known to send are sent to the letter', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  await call('POST', '/cancel', { receipt_id })
  expect((await call('POST', '/cancel', { receipt_id })).message).toBe('이미 취소된 거래건 입니다.')
  expect((await call('GET', '/receipt/none')).message).toBe('해당 결제 내역을 찾지 못했습니다.')
  const wrong = { application_id: sandbox.applicationId, private_key: 'wrong' }
  expect((await send(sandbox, 'POST', '/request/token', wrong)).message).toMatch(/^올바르지 않은 접근/)
  const { billing_key } = sandbox.issueBillingKey()
  const cheap = await call('POST', '/subscribe/billing', chargeOf(billing_key, { price: 99 }))
  expect(cheap).toMatchObject({
    code: -15006,
    message: '금액오류(100원 또는 1달러 미만 신용카드 승인 불가)',
  })
})

test('a refusal explains itself in a header, in the journal and to onRequest', async () => {
  const heard: unknown[] = []
  const { sandbox, call } = await open({ onRequest: ({ hint }) => heard.push(hint) })
  const { hint } = await call('GET', '/receipt/%EC%97%86%EC%9D%8C')
  expect(hint).toEqual({
    rule: 'unknownReceipt',
    english: 'no such receipt: 없음',
    korean: '해당 결제 내역을 찾지 못했습니다: 없음',
  })
  expect(sandbox.requests.at(-1)?.hint).toEqual(hint)
  expect(heard).toEqual([undefined, hint])
})

test('an answer that is no refusal has no hint', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  expect((await call('GET', `/receipt/${receipt_id}`)).hint.rule).toBe('')
  expect(sandbox.requests.at(-1)).not.toHaveProperty('hint')
})

test.each([
  ['quotes and percent', 'a"b%c\\d', 'a"b%c\\d'],
  ['a line break', 'a\r\nx-evil: 1', 'a\r\nx-evil: 1'],
  ['half of a surrogate pair', '\ud83d', '\ufffd'],
  ['a text without end', 'y'.repeat(100_000), 'y'.repeat(200)],
])('a value with %s fits into the header', async (_, value, shown) => {
  const { sandbox } = await open()
  const authorization = await tokenOf(sandbox)
  const { headers } = await fetch(`${sandbox.url}/cancel`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ receipt_id: value }),
  })
  expect(headers.get('x-sandbox-hint')).toMatch(/^[\x20-\x7e]+$/)
  expect(headers.get('x-evil')).toBeNull()
  expect(hintIn(headers).english).toBe(`no such receipt: ${shown}`)
})

test('an injected failure says that failNext made it, whatever answers', async () => {
  const { sandbox, call } = await open()
  await call('GET', '/receipt/none')
  for (const fault of ['decline', 'unauthorized', 'rate-limit', 'server-error'] as const) {
    sandbox.failNext({ fault })
    const { message, hint } = await call('GET', '/receipt/none')
    expect(message).toMatch(/^[가-힣 ]+\.$/)
    expect(hint).toMatchObject({ rule: 'failNext', english: expect.stringContaining(fault) })
  }
  sandbox.failNext({ fault: 'html' })
  expect(hintIn((await fetch(`${sandbox.url}/receipt/none`)).headers).rule).toBe('failNext')
  sandbox.failNext({ fault: 'reset-before' })
  await fetch(`${sandbox.url}/receipt/none`).catch(() => undefined)
  await until(() => sandbox.requests.at(-1)?.hint !== undefined)
  expect(sandbox.requests.at(-1)?.hint?.english).toContain('reset-before')
})

test('a helper that refuses says why in both languages', async () => {
  const { sandbox } = await open()
  expect(() => sandbox.deposit('none')).toThrow(
    '해당 결제 내역을 찾지 못했습니다: none (no such receipt: none)',
  )
})

test('the journal keeps each answer, secrets masked', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.certify({ unique: 'the-ci', di: 'the-di' })
  await call('GET', `/certificate/${receipt_id}`)
  const [token, certificate] = sandbox.requests
  expect(token?.answer).toMatchObject({ status: 200, code: 0, message: '', data: { token: '***' } })
  expect(certificate?.answer).toMatchObject({
    data: { receipt_id, certificate: { unique: '***', di: '***' } },
  })
  await call('GET', '/receipt/none')
  expect(sandbox.requests.at(-1)?.answer).toEqual({
    status: 500,
    code: -2100,
    message: '해당 결제 내역을 찾지 못했습니다.',
  })
})

/** A program as they are: it decides by the words of the answer. */
async function refund(ask: (receiptId: string) => Promise<{ status: number; message: string }>, id: string) {
  const answer = await ask(id)
  if (answer.status === 200) return 'refunded'
  if (answer.message === '이미 취소된 거래건 입니다.') return 'was refunded before'
  if (answer.message === '해당 결제 내역을 찾지 못했습니다.') return 'unknown payment'
  return 'call the operator'
}

test('a program that compares messages runs each of its branches', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  const ask = (id: string) => call('POST', '/cancel', { receipt_id: id })
  expect(await refund(ask, receipt_id)).toBe('refunded')
  expect(await refund(ask, receipt_id)).toBe('was refunded before')
  expect(await refund(ask, '612df0250d681b001de61de6')).toBe('unknown payment')
  sandbox.failNext({ fault: 'decline', path: '/cancel' })
  expect(await refund(ask, receipt_id)).toBe('call the operator')
})
