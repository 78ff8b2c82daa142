import { expect, test } from 'vitest'
import { until } from '../support/until'
import { chargeOf, open, requestToken, send, tokenOf } from './support'

async function paid() {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 10_000 })
  const cancel = () => call('POST', '/cancel', { receipt_id, price: 1000 })
  // The token is fetched before any fault waits.
  await call('GET', `/receipt/${receipt_id}`)
  const cancelled = () => sandbox.receipts[0]?.cancelled_price
  return { sandbox, call, cancel, cancelled, receipt_id }
}

test('decline refuses as a PG does, with its code and without executing', async () => {
  const { sandbox, call, cancel, cancelled } = await paid()
  sandbox.failNext({ fault: 'decline' })
  const refused = await cancel()
  expect(refused).toMatchObject({ http: 500, status: 500, code: -15006 })
  expect(refused).not.toHaveProperty('data')
  sandbox.failNext({ fault: 'decline', code: -15999, message: '한도초과', status: 400 })
  expect(await cancel()).toMatchObject({ http: 400, status: 400, code: -15999, message: '한도초과' })
  expect(cancelled()).toBe(0)

  const { billing_key } = sandbox.issueBillingKey()
  sandbox.failNext({ fault: 'decline' })
  const charge = await call('POST', '/subscribe/billing', chargeOf(billing_key, { extra: { raw_data: 1 } }))
  expect(charge.data).toHaveProperty('ResultCode')
})

test('unauthorized refuses the token from then on', async () => {
  const { sandbox, cancel } = await paid()
  const before = await tokenOf(sandbox)
  sandbox.failNext({ fault: 'unauthorized' })
  expect((await cancel()).http).toBe(401)
  expect((await cancel()).http).toBe(401)
  expect(await tokenOf(sandbox)).not.toBe(before)
})

test('rate-limit answers 429 with Retry-After', async () => {
  const { sandbox, cancel, cancelled, receipt_id } = await paid()
  sandbox.failNext({ fault: 'rate-limit', retryAfter: 7 })
  const response = await fetch(`${sandbox.url}/receipt/${receipt_id}`)
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('7')
  expect(await response.json()).toMatchObject({ status: 429 })
  expect((await cancel()).http).toBe(200)
  expect(cancelled()).toBe(1000)
})

test('server-error answers with a code, or without one when code is undefined', async () => {
  const { sandbox, cancel, cancelled } = await paid()
  sandbox.failNext({ fault: 'server-error' })
  const withCode = await cancel()
  expect(withCode.http).toBe(500)
  expect(withCode.code).toBeLessThan(0)
  sandbox.failNext({ fault: 'server-error', status: 503, code: undefined })
  const without = await cancel()
  expect(without.http).toBe(503)
  expect(without).not.toHaveProperty('code')
  expect(cancelled()).toBe(0)
  sandbox.failNext({ fault: 'server-error', execute: true })
  await cancel()
  expect(cancelled()).toBe(1000)
})

test('html answers with a page, as a proxy does', async () => {
  const { sandbox, receipt_id } = await paid()
  sandbox.failNext({ fault: 'html' })
  const response = await fetch(`${sandbox.url}/receipt/${receipt_id}`)
  expect(response.status).toBe(502)
  expect(response.headers.get('content-type')).toContain('text/html')
  expect(await response.text()).toContain('<html>')
})

test('reset-before loses the request, reset-after only the answer', async () => {
  const { sandbox, cancel, cancelled } = await paid()
  sandbox.failNext({ fault: 'reset-before' })
  await expect(cancel()).rejects.toThrow()
  expect(cancelled()).toBe(0)
  sandbox.failNext({ fault: 'reset-after' })
  await expect(cancel()).rejects.toThrow()
  expect(cancelled()).toBe(1000)
  expect(sandbox.requests.slice(-2)).toMatchObject([
    { path: '/cancel', fault: 'reset-before' },
    { path: '/cancel', fault: 'reset-after' },
  ])
  expect(sandbox.requests.at(-1)?.status).toBeUndefined()
})

test('a reset is a reset of the connection', async () => {
  const { sandbox } = await open()
  sandbox.failNext({ fault: 'reset-before' })
  const error = await fetch(`${sandbox.url}/receipt/x`).catch((reason) => reason)
  expect(error.cause.code).toBe('ECONNRESET')
})

test('silence never answers; the request is executed unless execute is false', async () => {
  const { sandbox, call, cancelled, receipt_id } = await paid()
  const authorization = await tokenOf(sandbox)
  const lost = async (body: object) => {
    const waiting = new AbortController()
    const { length } = sandbox.requests
    const answer = fetch(`${sandbox.url}/cancel`, {
      method: 'POST',
      headers: { authorization },
      body: JSON.stringify(body),
      signal: waiting.signal,
    })
    await until(() => sandbox.requests[length]?.fault === 'silence')
    waiting.abort()
    return answer
  }
  sandbox.failNext({ fault: 'silence' })
  await expect(lost({ receipt_id, price: 1000 })).rejects.toThrow()
  expect(cancelled()).toBe(1000)
  sandbox.failNext({ fault: 'silence', execute: false })
  await expect(lost({ receipt_id, price: 1000 })).rejects.toThrow()
  expect(cancelled()).toBe(1000)
  expect((await call('GET', `/receipt/${receipt_id}`)).http).toBe(200)
})

test('slow answers late, cut ends the answer half way', async () => {
  const { sandbox, cancel, cancelled } = await paid()
  sandbox.failNext({ fault: 'slow', delay: 120 })
  const start = performance.now()
  expect((await cancel()).http).toBe(200)
  expect(performance.now() - start).toBeGreaterThanOrEqual(110)
  sandbox.failNext({ fault: 'cut' })
  await expect(cancel()).rejects.toThrow()
  expect(cancelled()).toBe(2000)
})

test('a fault waits for a request with its path and method, after the faults before it', async () => {
  const { sandbox, call, cancel, receipt_id } = await paid()
  sandbox.failNext({ fault: 'server-error', path: '/cancel', times: 2 })
  sandbox.failNext({ fault: 'rate-limit', path: '/receipt' })
  sandbox.failNext({ fault: 'decline', path: '/receipt/:receipt_id' })
  sandbox.failNext({ fault: 'rate-limit', path: /^\/receipt/ })
  sandbox.failNext({ fault: 'server-error', path: `/receipt/${receipt_id}`, method: 'post' })
  const look = async () => (await call('GET', `/receipt/${receipt_id}`)).http
  expect([await look(), await look(), await look(), await look()]).toEqual([429, 500, 429, 200])
  expect([(await cancel()).http, (await cancel()).http, (await cancel()).http]).toEqual([500, 500, 200])
})

test('the token call can fail too', async () => {
  const { sandbox } = await open()
  sandbox.failNext({ fault: 'server-error', path: '/request/token' })
  expect((await requestToken(sandbox)).http).toBe(500)
  expect((await requestToken(sandbox)).http).toBe(200)
})

test('a request for a page uses up no fault, and failNext refuses an unknown fault', async () => {
  const { sandbox } = await open()
  sandbox.failNext({ fault: 'reset-before' })
  expect((await fetch(`${sandbox.url}/`)).status).toBe(200)
  expect((await fetch(`${sandbox.url}/favicon.ico`)).status).toBeLessThan(500)
  await expect(send(sandbox, 'GET', '/receipt/x')).rejects.toThrow()
  expect(() => sandbox.failNext({ fault: 'meteor' as 'html' })).toThrow(TypeError)
})

test('slow and cut without execution carry an error', async () => {
  const { sandbox, cancel, cancelled } = await paid()
  sandbox.failNext({ fault: 'slow', delay: 10, execute: false })
  expect(await cancel()).toMatchObject({ http: 500, code: expect.any(Number) })
  sandbox.failNext({ fault: 'cut', execute: false })
  await expect(cancel()).rejects.toThrow()
  expect(cancelled()).toBe(0)
})
