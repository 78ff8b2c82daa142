import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { expect, it, vi } from 'vitest'
import type { Sandbox } from '../../src/sandbox'
import { type Block, pages, readDocument } from './document'
import { Bootpay, sandboxForEachTest } from './gateway'
import { load } from './run'
import { billingKey, coffee, receiptId } from './samples'

let sandbox: Sandbox

sandboxForEachTest((started) => {
  sandbox = started
})

/** The sample that holds this text, on whichever page. */
function find(text: string): Block {
  const found = pages
    .flatMap((page) => readDocument(page, 'ko').blocks)
    .find(({ code }) => code.includes(text))
  if (!found) throw new Error(`no page holds ${text}`)
  return found
}

it('says true only of a payment that is paid and what was ordered', async () => {
  const { isPaid } = load(find('function isPaid')).functions
  sandbox.pay(coffee)
  sandbox.pay({ ...coffee, receiptId: 'waiting', state: 'awaiting-approval' })
  const order = { id: 'order-1', price: 10_000 }
  expect(await isPaid?.(receiptId, order)).toBe(true)
  expect(await isPaid?.(receiptId, { ...order, price: 9_000 })).toBe(false)
  expect(await isPaid?.(receiptId, { ...order, id: 'order-2' })).toBe(false)
  expect(await isPaid?.('waiting', order)).toBe(false)
  // A database may hold the amount as text, and the order id as a number.
  expect(await isPaid?.(receiptId, { ...order, price: '10000.00' })).toBe(true)
  sandbox.pay({ ...coffee, receiptId: 'numbered', orderId: '2143' })
  expect(await isPaid?.('numbered', { id: 2143, price: 10_000 })).toBe(true)
})

it('completes an order only by its own payment, paid in full', async () => {
  const { complete } = load(find('async function complete(')).functions
  sandbox.pay(coffee)
  sandbox.pay({ ...coffee, receiptId: 'waiting', state: 'awaiting-approval' })
  const order = { id: 'order-1', price: 10_000 }
  expect(await complete?.(receiptId, order)).toBe('상품을 내줍니다')
  expect(await complete?.(receiptId, { ...order, price: 9_000 })).toBe('금액이 다릅니다')
  expect(await complete?.(receiptId, { ...order, id: 'order-2' })).toBe('이 주문의 결제가 아닙니다')
  expect(await complete?.('waiting', order)).toBe('결제되지 않았습니다')
  sandbox.pay({ ...coffee, receiptId: 'numbered', orderId: '2143' })
  expect(await complete?.('numbered', { id: 2143, price: '10000.00' })).toBe('상품을 내줍니다')
})

it('approves what waits, is as ordered and in stock, and nothing else', async () => {
  const { approve } = load(find('async function approve(')).functions
  const order = { id: 'order-1', price: 10_000, item: 'coffee' }
  const stock = { left: 1, take: () => stock.left-- > 0 }
  sandbox.pay({ ...coffee, state: 'awaiting-approval' })
  expect(await approve?.(receiptId, { ...order, price: 9_000 }, stock)).toBe('주문과 다른 결제')
  expect(await approve?.(receiptId, order, stock)).toBe('승인됨')
  expect(await approve?.(receiptId, order, stock)).toBe('이미 승인됨')
  expect(await approve?.(receiptId, { ...order, id: 'order-2' }, stock)).toBe('주문과 다른 결제')
  sandbox.pay({ ...coffee, receiptId: 'second', state: 'awaiting-approval' })
  expect(await approve?.('second', order, stock)).toBe('품절')
  expect((await Bootpay.verify('second')).data.status).toBe(2)
})

it('tells adults from minors by the birth date', async () => {
  const { isAdult } = load(find('async function isAdult(')).functions
  sandbox.certify({ receiptId, birth: '2007-11-27' })
  expect(await isAdult?.(receiptId, new Date(2026, 10, 26))).toBe(false)
  expect(await isAdult?.(receiptId, new Date(2026, 10, 27))).toBe(true)
})

it('logs an error without its data, and hands it on', async () => {
  const { logged } = load(find('async function logged(')).functions
  const lines: string[] = []
  const failing = () => Bootpay.verify('unknown-receipt')
  await expect(logged?.(failing, (line: string) => lines.push(line))).rejects.toMatchObject({ code: -2100 })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'verify', type: 'api', outcomeUnknown: false })
})

it('counts the requests of one call by an interceptor: a token and a lookup', async () => {
  const { countRequests } = load(find('async function countRequests(')).functions
  sandbox.pay(coffee)
  Bootpay.clearAccessToken()
  expect(await countRequests?.()).toBe(2)
  expect(await countRequests?.()).toBe(1)
})

it('hands an unclear refund to a queue with its outcome', async () => {
  const { refundInQueue } = load(find('async function refundInQueue(')).functions
  const queue: { refundId: string; error: { outcomeUnknown?: boolean } }[] = []
  sandbox.pay(coffee)
  await Bootpay.getAccessToken()
  nock.cleanAll()
  nock('https://api.bootpay.co.kr')
    .post('/cancel')
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  await refundInQueue?.(receiptId, 'refund-1', queue)
  expect(queue).toMatchObject([{ refundId: 'refund-1', error: { status: 500, outcomeUnknown: true } }])
})

it('logs a line for each request, of the call and of its token, until it is taken off', async () => {
  const { logCalls } = load(find('function logCalls(')).functions
  const lines: string[] = []
  const takeOff = logCalls?.((line: string) => lines.push(line.replace(/\d+ms$/, 'ms')))
  sandbox.pay(coffee)
  Bootpay.clearAccessToken()
  await Bootpay.verify(receiptId)
  await expect(Bootpay.cancel({ receiptId, price: 99_000 })).rejects.toThrow()
  takeOff?.()
  await Bootpay.verify(receiptId)
  expect(lines).toEqual([
    'getAccessToken /request/token #1 success 200 ms',
    'verify /receipt/:id #1 success 200 ms',
    'cancel /cancel #1 api 500 ms',
  ])
})

it('counts calls by how they ended', async () => {
  const totals = load(find('function countCalls(')).functions.countCalls?.() as Map<string, { count: number }>
  sandbox.pay(coffee)
  for (const id of [receiptId, receiptId, 'unknown-receipt']) await Bootpay.verify(id).catch(() => {})
  expect(totals.get('verify success')).toMatchObject({ count: 2 })
  expect(totals.get('verify api')).toMatchObject({ count: 1 })
})

it('sends a request of its own, for what has no function', async () => {
  const { continueIssue } = load(find('async function continueIssue(')).functions
  sandbox.seed({ receipts: [{ receiptId: 'begun', price: 0, method: 'card_rebill', state: 'waiting' }] })
  const card = { card_no: '0000000000000000', card_pw: '00', expire_year: '99', expire_month: '12' }
  const answer = await continueIssue?.('begun', { ...card, identify_number: '000000' })
  expect(answer).toMatchObject({ status: 200, data: { billing_key: expect.any(String) } })
  const keys = sandbox.billingKeys.map(({ billing_key }) => billing_key)
  expect(keys).toContain((answer as { data: { billing_key: string } }).data.billing_key)
})

it('answers 502, not 401, when the gateway refuses the keys', async () => {
  const [server] = load(find('status(502)')).servers as [Server]
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const get = async (id: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/orders/${id}`, {
      headers: { connection: 'close' },
    })
    return [response.status, await response.json()]
  }
  sandbox.pay({ ...coffee, receiptId: 'receipt-1' })
  expect(await get('receipt-1')).toEqual([200, { price: 10_000 }])
  Bootpay.clearAccessToken()
  sandbox.failNext({ fault: 'unauthorized', path: '/request/token' })
  expect(await get('receipt-1')).toEqual([
    502,
    { error: '결제를 확인하지 못했습니다', outcomeUnknown: false },
  ])
  server.close()
})

it('makes one token request, however often setConfig and getAccessToken are called first', async () => {
  const { verifyAsBefore } = load(find('function verifyAsBefore')).functions
  sandbox.pay(coffee)
  Bootpay.clearAccessToken()
  await Promise.all([verifyAsBefore?.(), verifyAsBefore?.(), verifyAsBefore?.()])
  expect(await verifyAsBefore?.()).toMatchObject({ data: { price: 10_000 } })
  expect(sandbox.requests.filter(({ path }) => path === '/request/token')).toHaveLength(1)
})

it('tells a refund that was refused from one whose outcome is unknown', async () => {
  const { refund } = load(find('async function refund(')).functions
  sandbox.pay(coffee)
  expect(await refund?.(receiptId, 'refund-1')).toBe('환불 완료: 10000원')
  expect(await refund?.(receiptId, 'refund-1')).toMatch(/^환불 거절: /)
  await expect(refund?.('', 'refund-2')).rejects.toMatchObject({ type: 'input' })
  nock.cleanAll()
  nock('https://api.bootpay.co.kr')
    .post('/cancel')
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  expect(await refund?.(receiptId, 'refund-3')).toBe('확인 필요')
})

it('settles a refund without an answer, refunded once', async () => {
  const { settleRefund } = load(find('async function settleRefund(')).functions
  sandbox.pay(coffee)
  const attempt = () => Bootpay.cancel({ receiptId, price: 4_000, cancelId: 'refund-1' })
  await Bootpay.getAccessToken()
  for (const fault of ['reset-before', 'reset-after'] as const) {
    sandbox.failNext({ fault, path: '/cancel' })
    await expect(attempt()).rejects.toMatchObject({ outcomeUnknown: true })
    if (fault === 'reset-after') expect(sandbox.receipts[0]?.cancelled_price).toBe(4_000)
    expect(await settleRefund?.(receiptId, 'refund-1', 4_000, 0)).toBe('환불됨')
    expect(sandbox.receipts[0]?.cancelled_price).toBe(4_000)
    sandbox.pay(coffee)
  }
})

it('settles no refund without its amount, which would be a full one', async () => {
  const { settleRefund } = load(find('async function settleRefund(')).functions
  sandbox.pay(coffee)
  for (const [price, before] of [
    [undefined, 0],
    [4_000, undefined],
  ]) {
    await expect(settleRefund?.(receiptId, 'refund-1', price, before)).rejects.toThrow(TypeError)
  }
  expect(sandbox.receipts[0]?.cancelled_price).toBe(0)
})

it('gives each merchant a token of its own', async () => {
  nock.cleanAll()
  for (const shop of ['서울점', '부산점']) {
    const data = { token: Buffer.from(shop).toString('hex'), server_time: 1, expired_at: 1801 }
    nock('https://api.bootpay.co.kr')
      .post('/request/token', {
        application_id: `[ ${shop} Application ID ]`,
        private_key: `[ ${shop} Private Key ]`,
      })
      .reply(200, { status: 200, code: 0, data })
  }
  const { tokens } = load(find('new BootpayClient()')).functions
  const [seoul, busan] = (await tokens?.()) ?? []
  expect(Buffer.from(seoul.data.token, 'hex').toString()).toBe('서울점')
  expect(Buffer.from(busan.data.token, 'hex').toString()).toBe('부산점')
})

it('hands on the same client as the default export of an ES module', () => {
  const block = find('bootpay.RestClient.setConfig')
  expect(load(block).functions).toEqual({})
  expect(Bootpay.applicationId).toBe('[ REST API Application ID ]')
  expect(createRequire(import.meta.url)('bootpay-backend-nodejs').RestClient).toBe(Bootpay)
})

it('settles a charge without an answer by its webhook, charged once', async () => {
  const { charge, settle } = load(find('async function charge(')).functions
  const order = { id: 'order-1', billingKey, itemName: '정기결제 30일권', price: 9_900 }
  const settled: string[] = []
  nock('https://shop.example.com')
    .post('/bootpay/feedback')
    .reply(200, async function (_uri, body) {
      const reply = await settle?.(JSON.stringify(body), this.req.headers['content-type'])
      settled.push(reply)
      return reply
    })
  Bootpay.clearAccessToken()
  await Bootpay.getAccessToken()
  // Carried out, and then silence: the connection breaks before the answer.
  sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing' })
  expect(await charge?.(order)).toBe('unknown')
  // Once more, before anything is known: it is not charged again.
  expect(await charge?.(order)).toBe('unknown')
  await sandbox.advance(0)
  expect(settled).toEqual(['OK'])
  expect(sandbox.receipts.map(({ order_id }) => order_id)).toEqual(['order-1'])
  expect(sandbox.feedbacks.map(({ answered }) => answered)).toEqual([true])

  sandbox.failNext({ fault: 'decline', path: '/subscribe/billing' })
  expect(await charge?.({ ...order, id: 'order-2' })).toBe('failed')
  // A refused charge may be made again, and one that was paid may not.
  expect(await charge?.({ ...order, id: 'order-2' })).toBe('paid')
  expect(await charge?.({ ...order, id: 'order-3' })).toBe('paid')
  expect(await charge?.({ ...order, id: 'order-3' })).toBe('paid')
  expect(sandbox.receipts.map(({ order_id }) => order_id)).toEqual(['order-1', 'order-2', 'order-3'])

  // The webhook comes before the failure is known: what it settled stays.
  const send = Bootpay.requestSubscribeBillingPayment.bind(Bootpay)
  vi.spyOn(Bootpay, 'requestSubscribeBillingPayment').mockImplementationOnce(async (...given) => {
    const failure = await send(...given).catch((error: unknown) => error)
    await sandbox.advance(0)
    throw failure
  })
  nock('https://shop.example.com')
    .post('/bootpay/feedback')
    .reply(200, (_uri, body) => settle?.(JSON.stringify(body), 'application/json'))
  sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing' })
  expect(await charge?.({ ...order, id: 'order-4' })).toBe('paid')
  vi.restoreAllMocks()

  const claim = { receipt_id: 'unknown-receipt', order_id: 'order-3', price: 9_900, status: 1 }
  for (const forged of [{}, { order_id: 'another-order' }, { private_key: 'forged' }]) {
    expect(await settle?.(JSON.stringify({ ...claim, ...forged }), 'application/json')).toBe('')
  }
})

it('answers webhooks in Express: OK when confirmed, and nothing for a forgery', async () => {
  sandbox.pay(coffee)
  const [server] = load(find('express.text')).servers as [Server]
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const fields = { receipt_id: receiptId, order_id: 'order-1', price: 10_000, status: 1 }
  const post = async (body: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/bootpay/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    })
    return `${response.status} ${await response.text()}`
  }
  expect(await post({ ...fields, private_key: '[ Private Key ]' })).toBe('200 OK')
  expect(await post({ ...fields, private_key: 'forged' })).toBe('403 ')
  expect(await post({ ...fields, order_id: 'another-order' })).toBe('403 ')
  expect(await post({ ...fields, receipt_id: 'unknown-receipt' })).toBe('403 ')
  sandbox.pay({ ...coffee, receiptId: 'cheap', price: 500 })
  expect(await post({ ...fields, receipt_id: 'cheap', price: 500 })).toBe('200 OK')
  nock.cleanAll()
  nock('https://api.bootpay.co.kr')
    .get(/receipt/)
    .times(3)
    .reply(400, { status: 400, code: -1, message: '점검' })
  expect(await post(fields)).toBe('500 ')
  server.close()
})

it('completes an order by its first payment and cancels it by that one: webhooks in Express', async () => {
  const block = find('express.text')
  const seeing = `${block.code}\nfunction orderNow() { return orders.get('order-1') }\n`
  const { functions, servers } = load({ ...block, code: seeing })
  const [server] = servers as [Server]
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const order = functions.orderNow?.()
  /** The order after the webhook of this payment, as it is now. */
  const after = async (id: string) => {
    const { headers, body } = sandbox.feedback(id)
    const url = `http://127.0.0.1:${port}/bootpay/feedback`
    const response = await fetch(url, { method: 'POST', headers: { ...headers, connection: 'close' }, body })
    expect(await response.text()).toBe('OK')
    return `${order.state} ${order.receiptId}`
  }
  for (const id of ['returned', 'first', 'second']) sandbox.pay({ ...coffee, receiptId: id })
  await Bootpay.cancel({ receiptId: 'returned', price: 4_000 })
  expect(await after('returned')).toBe('waiting ')
  expect(await after('first')).toBe('paid first')
  expect(await after('second')).toBe('paid first')
  await Bootpay.cancel({ receiptId: 'second' })
  expect(await after('second')).toBe('paid first')
  order.state = 'shipped'
  await Bootpay.cancel({ receiptId: 'first', price: 4_000 })
  expect(await after('first')).toBe('shipped first')
  await Bootpay.cancel({ receiptId: 'first' })
  expect(await after('first')).toBe('cancelled first')
  server.close()
})
