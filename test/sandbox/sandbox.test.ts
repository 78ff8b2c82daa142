import { expect, onTestFinished, test, vi } from 'vitest'
import { type RequestEntry, startSandbox } from '../../src/sandbox'
import { until } from '../support/until'
import { days, open, receiver, requestToken, send } from './support'

test('several sandboxes live side by side and share nothing', async () => {
  const [one, other] = [await open(), await open({ applicationId: 'other', privateKey: 'other' })]
  const { receipt_id } = one.sandbox.pay({ price: 1000 })
  expect(one.sandbox.url).not.toBe(other.sandbox.url)
  expect((await one.call('GET', `/receipt/${receipt_id}`)).http).toBe(200)
  expect((await other.call('GET', `/receipt/${receipt_id}`)).code).toBe(-2100)
  await one.sandbox.advance(1 * days)
  expect(one.sandbox.now() - other.sandbox.now()).toBeGreaterThan(0.9 * days)
})

test('the lists of a sandbox are copies of that moment', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000, params: { cart: 1 } })
  const before = sandbox.receipts
  await call('POST', '/cancel', { receipt_id })
  expect(before[0]?.status).toBe(1)
  expect(sandbox.receipts[0]?.status).toBe(20)
  const [copy] = sandbox.receipts
  ;(copy?.params as { cart: number }).cart = 2
  sandbox.requests.pop()
  expect(sandbox.receipts[0]?.params).toEqual({ cart: 1 })
  expect(sandbox.requests).toHaveLength(2)
})

test('an error of onRequest is told as a warning, and the answer and the books go on', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
  onTestFinished(() => warn.mockRestore())
  const { sandbox, call } = await open({
    onRequest: () => {
      throw new Error('of the listener')
    },
  })
  const events = await fetch(`${sandbox.url}/events`)
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader()
  await reader.read()
  expect((await call('GET', '/receipt/none')).code).toBe(-2100)
  expect(warn).toHaveBeenLastCalledWith(expect.stringMatching(/onRequest.*Error: of the listener/))
  expect((await call('GET', '/receipt/none')).code).toBe(-2100)
  expect((await reader.read()).value).toBe('data: changed\n\n')
})

test('what onRequest changes in its entry does not reach the books', async () => {
  const { sandbox, call } = await open({
    onRequest: ({ body }) => {
      body.reason = 'changed'
    },
  })
  await call('POST', '/cancel', { receipt_id: 'none', reason: 'sent' })
  expect(sandbox.requests.at(-1)?.body.reason).toBe('sent')
})

test('onRequest is called once for each request', async () => {
  const heard: RequestEntry[] = []
  const { sandbox, call } = await open({ onRequest: (entry) => heard.push(entry) })
  await call('GET', '/receipt/none')
  sandbox.failNext({ fault: 'reset-before' })
  await send(sandbox, 'GET', '/receipt/other').catch(() => undefined)
  expect(heard.map(({ method, path, status, fault }) => [method, path, status, fault])).toEqual([
    ['POST', '/request/token', 200, undefined],
    ['GET', '/receipt/none', 500, undefined],
    ['GET', '/receipt/other', undefined, 'reset-before'],
  ])
})

test('ids given to helpers are used as they are', async () => {
  const { sandbox } = await open()
  expect(sandbox.pay({ price: 1000, receiptId: 'r' }).receipt_id).toBe('r')
  expect(sandbox.certify({ receiptId: 'c' }).receipt_id).toBe('c')
  expect(sandbox.issueBillingKey({ billingKey: 'k', receiptId: 'i' })).toMatchObject({
    billing_key: 'k',
    receipt_id: 'i',
  })
  const executeAt = Math.floor(sandbox.now() / 1000) + 60
  expect(sandbox.reserve({ billingKey: 'k', price: 1000, executeAt, reserveId: 'v' })).toMatchObject({
    reserve_id: 'v',
    status: 0,
  })
  await sandbox.advance(60_000)
  expect(sandbox.reservations[0]?.status).toBe(1)
})

test('advance refuses what is no number of milliseconds', async () => {
  const { sandbox } = await open()
  for (const milliseconds of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e15]) {
    expect(() => sandbox.advance(milliseconds)).toThrow(RangeError)
  }
})

test('calls of advance that overlap run one after another', async () => {
  const { sandbox } = await open()
  const start = sandbox.now()
  await Promise.all([sandbox.advance(1000), sandbox.advance(1000)])
  expect(sandbox.now() - start).toBeGreaterThanOrEqual(2000)
})

test('a sandbox listens on loopback only', async () => {
  await expect(startSandbox({ host: '0.0.0.0' })).rejects.toThrow(/loopback/)
  await expect(startSandbox({ host: 'shop.example' })).rejects.toThrow(/loopback/)
  const sandbox = await startSandbox({ host: 'localhost' })
  expect((await requestToken(sandbox)).http).toBe(200)
  await sandbox.close()
})

test('startSandbox refuses misspelt options and a start that is no time', async () => {
  await expect(startSandbox({ prot: 1 } as object)).rejects.toThrow(/prot/)
  for (const now of [new Date('never'), -1, 1e15])
    await expect(startSandbox({ now })).rejects.toThrow(TypeError)
})

test('startSandbox rejects when its port is in use', async () => {
  const { sandbox } = await open()
  const port = Number(new URL(sandbox.url).port)
  await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('close ends open connections and webhooks at once, and may be called again', async () => {
  const shop = await receiver((count) => ({ body: String(count) }))
  const sandbox = await startSandbox({ feedbackUrl: shop.url })
  sandbox.failNext({ fault: 'silence' })
  const held = send(sandbox, 'GET', '/receipt/x').catch((error: Error) => error)
  await until(() => sandbox.requests[0]?.fault === 'silence')
  sandbox.pay({ price: 1000 })
  const start = performance.now()
  await Promise.all([sandbox.close(), sandbox.close()])
  await sandbox.close()
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(await held).toBeInstanceOf(Error)
  await expect(requestToken(sandbox)).rejects.toThrow()
})

test('changing what a helper took or returned does not change the books', async () => {
  const { sandbox } = await open()
  const params = { cart: 1 }
  const paid = sandbox.pay({ price: 1000, params })
  params.cart = 2
  ;(paid.params as typeof params).cart = 3
  expect(sandbox.receipts[0]?.params).toEqual({ cart: 1 })
})
