import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BootpayClient, BootpayInputError, isBootpayError, parseFeedback } from '../../src'
import { type Clock, systemClock } from '../../src/core/clock'
import { type Sandbox, startSandbox } from '../../src/sandbox'
import { callMethod, methodNames } from '../support/methods'
import { languages, readDocument } from './document'

const hour = 3_600_000
let sandbox: Sandbox
let client: BootpayClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = new BootpayClient()
  client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
})
afterEach(() => sandbox.close())

const charge = { itemName: '정기결제 30일권', price: 9_900, orderId: 'order-1' }
const card = {
  orderId: 'order-1',
  pg: 'nicepay',
  itemName: '정기결제 30일권',
  cardPw: '00',
  expireYear: '99',
  expireMonth: '12',
  identifyNumber: '000000',
}
const tokenRequests = () => sandbox.requests.filter(({ path }) => path === '/request/token').length

describe('as the guides say of cancels', () => {
  it('refuses what is no amount, and sends nothing', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    for (const price of [null, 0, Number.NaN, -1, '', '천원']) {
      await expect(client.cancel({ receiptId, price: price as number })).rejects.toMatchObject({
        type: 'input',
        status: 400,
        code: -100,
        message: expect.stringContaining('price'),
      })
    }
    expect(sandbox.requests).toEqual([])
  })

  it('refuses an amount under another name when there is no price, and takes it as a row beside one', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    for (const name of ['amount', 'Price', 'cancelAmount', 'refund_price', 'cancelPrice', 'cancel_price']) {
      const refused = client.cancel({ receiptId, [name]: 500 } as { receiptId: string })
      await expect(refused).rejects.toMatchObject({ type: 'input', message: expect.stringContaining(name) })
    }
    for (const price of ['1,000', 0.30000000000000004]) {
      await expect(client.cancel({ receiptId, price } as never)).rejects.toMatchObject({ type: 'input' })
    }
    expect(sandbox.requests).toEqual([])
    const row = { receiptId, price: '4000.00', amount: 500, createdAt: 'today' }
    expect((await client.cancel(row as never)).data.remain_price).toBe(6_000)
  })

  it('takes an undefined price for none, and cancels all', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    await client.cancel({ receiptId, price: undefined, cancelId: 'refund-1' })
    expect((await client.verify(receiptId)).data.cancelled_price).toBe(10_000)
  })

  it('cancels a part at the named PGs and for cards only', async () => {
    for (const pg of ['inicis', 'kcp', 'danal', 'payletter', 'nicepay', 'kakao', 'payco']) {
      const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, pg })
      expect((await client.cancel({ receiptId, price: 4_000 })).data.remain_price).toBe(6_000)
    }
    for (const other of [{ pg: 'welcome' }, { method: 'phone' }]) {
      const { receipt_id: receiptId } = sandbox.pay({ price: 10_000, ...other })
      await expect(client.cancel({ receiptId, price: 4_000 })).rejects.toMatchObject({ type: 'api' })
    }
  })

  it('refunds once, however often the same cancelId is sent', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    await client.cancel({ receiptId, price: 4_000, cancelId: 'refund-1' })
    await expect(client.cancel({ receiptId, price: 4_000, cancelId: 'refund-1' })).rejects.toMatchObject({
      type: 'api',
      outcomeUnknown: false,
    })
    expect((await client.verify(receiptId)).data.cancelled_price).toBe(4_000)
  })

  it('cannot cancel a phone payment of an earlier month, nor a virtual account without a refund account', async () => {
    const phone = sandbox.pay({ price: 10_000, method: 'phone' })
    const account = sandbox.pay({ price: 10_000, state: 'awaiting-deposit' })
    sandbox.deposit(account.receipt_id)
    await expect(client.cancel({ receiptId: account.receipt_id })).rejects.toMatchObject({ type: 'api' })
    const refund = { account: '00000000000000', accountholder: '홍길동', bankcode: '004' }
    expect((await client.cancel({ receiptId: account.receipt_id, refund })).data.remain_price).toBe(0)
    await sandbox.advance(32 * 24 * hour)
    await expect(client.cancel({ receiptId: phone.receipt_id })).rejects.toMatchObject({ type: 'api' })
  })
})

describe('as the guides say of a refund that failed', () => {
  const inLog = (error: unknown) => JSON.parse(JSON.stringify(error))
  const refund = (receiptId: string) => client.cancel({ receiptId, price: 4_000, cancelId: 'refund-1' })
  const cancelled = async (receiptId: string) => (await client.verify(receiptId)).data.cancelled_price

  it('is named unknown in the log when it may have happened, and can be sent again under its cancelId', async () => {
    for (const [fault, refunded] of [
      ['reset-after', 4_000],
      ['reset-before', 0],
    ] as const) {
      const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
      sandbox.failNext({ fault, path: '/cancel' })
      const error = await refund(receiptId).catch((problem) => problem)
      expect(inLog(error)).toMatchObject({ outcomeUnknown: true })
      expect(await cancelled(receiptId)).toBe(refunded)
      await refund(receiptId).catch((problem) => problem)
      expect(await cancelled(receiptId)).toBe(4_000)
    }
  })

  it('did not happen when a log of the whole error does not name the outcome', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    await client.getAccessToken()
    const failures = {
      refused: () => {
        sandbox.failNext({ fault: 'decline', path: '/cancel' })
        return refund(receiptId)
      },
      wrong: () => client.cancel({ receiptId, price: 0 }),
      unreachable: () => {
        const offline = new BootpayClient()
        offline.setConfig('application', 'key', 'production', {
          baseUrl: 'http://127.0.0.1:1',
          maxRetries: 0,
        })
        return offline.cancel({ receiptId, price: 4_000 })
      },
    }
    for (const [name, call] of Object.entries(failures)) {
      const error = await call().then(() => undefined, inLog)
      expect(error, name).toMatchObject({ status: expect.any(Number), message: expect.any(String) })
      expect(error, name).not.toHaveProperty('outcomeUnknown')
      expect(await cancelled(receiptId), name).toBe(0)
    }
  })

  it('may be too small, or too soon after another where the console protects from double cancels', async () => {
    const strict = await startSandbox({ minimumPartialCancel: 1_000, guardPartialCancel: true })
    try {
      client.setConfig(strict.applicationId, strict.privateKey, 'production', { baseUrl: strict.url })
      const { receipt_id: receiptId } = strict.pay({ price: 10_000 })
      await expect(client.cancel({ receiptId, price: 999 })).rejects.toMatchObject({ type: 'api' })
      await client.cancel({ receiptId, price: 1_000 })
      await strict.advance(5_000)
      await expect(client.cancel({ receiptId, price: 1_000 })).rejects.toMatchObject({ type: 'api' })
      await strict.advance(5_000)
      expect((await client.cancel({ receiptId, price: 1_000 })).data.cancelled_price).toBe(2_000)
    } finally {
      await strict.close()
    }
  })
})

describe('as the guides say of billing keys', () => {
  it('charges twice for two calls with one order id', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    await client.requestSubscribeBillingPayment({ billingKey, ...charge })
    await client.requestSubscribeBillingPayment({ billingKey, ...charge })
    expect(
      sandbox.receipts.filter(({ order_id, status }) => order_id === 'order-1' && status === 1),
    ).toHaveLength(2)
  })

  it('takes instalments from 50,000 won on, of 2 to 12 months', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const price = 50_000
    for (const quota of [0, 2, 12]) {
      const paid = await client.requestSubscribeBillingPayment({ billingKey, ...charge, price, quota })
      expect(paid.data.status).toBe(1)
    }
    for (const wrong of [
      { price, quota: 13 },
      { price, quota: 1 },
      { price: 49_999, quota: 2 },
    ]) {
      const refused = client.requestSubscribeBillingPayment({ billingKey, ...charge, ...wrong })
      await expect(refused).rejects.toMatchObject({ type: 'api' })
    }
  })

  it('lets five reservations wait for one key, in seconds or as a Date', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const reserve = (executeAt: number | Date) =>
      client.reserveSubscribeBilling({ billingKey, ...charge, schedulerType: 'oneshot', executeAt })
    await expect(reserve(Date.now() + hour)).rejects.toMatchObject({ type: 'input' })
    for (let count = 0; count < 5; count++) await reserve(new Date(Date.now() + hour))
    await expect(reserve(Date.now() / 1000 + 3600)).rejects.toMatchObject({
      type: 'api',
      outcomeUnknown: false,
    })
  })

  it('says the same of a reservation that was charged as of one that was cancelled', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const reserve = async () => {
      const executeAt = new Date(sandbox.now() + hour)
      const order = { billingKey, ...charge, schedulerType: 'oneshot', executeAt }
      return (await client.reserveSubscribeBilling(order)).data.reserve_id
    }
    const refusal = (id: string) => client.destroyReserveSubscribeBilling(id).catch((error) => error)
    const [charged, cancelled] = [await reserve(), await reserve()]
    await client.destroyReserveSubscribeBilling(cancelled)
    await sandbox.advance(2 * hour)
    expect(sandbox.receipts.filter(({ price }) => price === charge.price)).toHaveLength(1)
    const { type, message, outcomeUnknown } = await refusal(charged)
    expect({ type, outcomeUnknown }).toEqual({ type: 'api', outcomeUnknown: false })
    expect((await refusal(cancelled)).message).toBe(message)
    // Cancelled by the first try, whose answer is lost: the retry is refused too.
    const third = await reserve()
    sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing/reserve' })
    const lost = await refusal(third)
    expect(lost).toMatchObject({ type: 'api', outcomeUnknown: true, attempts: 2 })
    expect(lost.message).toContain('결제되었을 수')
  })

  it('sends no webhook for a reservation whose charge fails, and does not try it again', async () => {
    const { data } = await client.requestSubscribeBillingKey({
      ...card,
      cardNo: '0000000000000003',
      extra: { subscribeTestPayment: 1 },
    })
    const executeAt = new Date(sandbox.now() + hour)
    const target = { billingKey: data.billing_key, feedbackUrl: 'http://127.0.0.1:1/feedback' }
    await client.reserveSubscribeBilling({ ...charge, ...target, schedulerType: 'oneshot', executeAt })
    await sandbox.advance(48 * hour)
    expect(sandbox.reservations).toMatchObject([{ status: 2 }])
    expect(sandbox.feedbacks).toEqual([])
    expect(sandbox.receipts.filter(({ status }) => status === 1)).toEqual([])
  })

  it('gives the PG its own words in error.data with rawData, and none without', async () => {
    const refused = { ...card, cardNo: '0000000000000001' }
    await expect(
      client.requestSubscribeBillingKey({ ...refused, extra: { rawData: 1 } }),
    ).rejects.toMatchObject({
      data: { ResultCode: expect.any(String) },
    })
    const error = await client.requestSubscribeBillingKey(refused).catch((problem) => problem)
    expect(isBootpayError(error) && error.data).toBeUndefined()
  })

  it('refuses the cards that end in 0001, 0002 and 0003 where the guide says', async () => {
    const key = (cardNo: string, subscribeTestPayment = 0) =>
      client.requestSubscribeBillingKey({ ...card, cardNo, extra: { subscribeTestPayment } })
    const pay = async (cardNo: string) => {
      const { data } = await key(cardNo)
      return client.requestSubscribeBillingPayment({ billingKey: data.billing_key, ...charge })
    }
    await expect(key('0000000000000001')).rejects.toMatchObject({ type: 'api' })
    await expect(key('0000000000000002', 1)).rejects.toMatchObject({ type: 'api' })
    await expect(pay('0000000000000002')).rejects.toMatchObject({ type: 'api' })
    await expect(pay('0000000000000003')).rejects.toMatchObject({ type: 'api' })
    expect((await key('0000000000000003', 1)).data.billing_key).toBeTruthy()
  })

  it('looks a key up in the shape in which it was issued', async () => {
    const { data } = await client.requestSubscribeBillingKey({ ...card, cardNo: '0000000000000000' })
    expect((await client.lookupBillingKey(data.billing_key)).data).toEqual(data)
  })
})

describe('as the guides say of names that are nearly right', () => {
  it('warns by code when one is optional, and refuses when it is required', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const warnings: NodeJS.ErrnoException[] = []
    const listen = (warning: Error) => warnings.push(warning)
    process.on('warning', listen)
    const feedback_url = 'http://127.0.0.1:1/'
    await client.requestSubscribeBillingPayment({ billingKey, ...charge, feedback_url } as never)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    expect(warnings.map(({ code }) => code)).toEqual(['BOOTPAY_UNKNOWN_PARAMETER'])
    expect(warnings[0]?.message).toContain('feedbackUrl')
    await expect(client.cancel({ receipt_id: 'receipt', price: 1 } as never)).rejects.toMatchObject({
      type: 'input',
      message: expect.stringContaining('did you mean receiptId'),
    })
  })
})

describe('as the guides say of BOOTPAY_SANDBOX_URL', () => {
  it('is not read by a program that does not load the register', () => {
    const program =
      "const { Bootpay } = require('bootpay-backend-nodejs'); Bootpay.setConfig('a', 'b'); Bootpay"
    const env = { ...process.env, BOOTPAY_SANDBOX_URL: sandbox.url, NODE_OPTIONS: '' }
    const shown = execFileSync(process.execPath, ['-p', program], { env, encoding: 'utf8' })
    expect(shown).toContain("baseUrl: 'https://api.bootpay.co.kr'")
  })
})

describe('as the guides say of the token', () => {
  it('asks for it once for many calls, and keeps it when setConfig repeats the same values', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    await Promise.all(Array.from({ length: 20 }, () => client.verify(receiptId)))
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    await client.verify(receiptId)
    expect(tokenRequests()).toBe(1)
    client.clearAccessToken()
    await client.verify(receiptId)
    expect(tokenRequests()).toBe(2)
  })

  it('asks again after 25 minutes, and uses the old one while it lives if that fails', async () => {
    let later = 0
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + later }
    const patient = new BootpayClient(clock)
    patient.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    const first = await patient.getAccessToken()
    const pass = async (minutes: number) => {
      later += minutes * 60_000
      await sandbox.advance(minutes * 60_000)
    }
    await pass(24)
    expect((await patient.getAccessToken()).data.token).toBe(first.data.token)
    expect(tokenRequests()).toBe(1)
    await pass(2)
    sandbox.failNext({ fault: 'server-error', path: '/request/token' })
    expect((await patient.verify(receiptId)).status).toBe(200)
    expect(patient.$token).toBe(first.data.token)
    await pass(1)
    expect((await patient.getAccessToken()).data.token).not.toBe(first.data.token)
  })
})

describe('as the guides say of failures', () => {
  it('is thrown by the functions that wait for nothing; every other function rejects', async () => {
    const fresh = new BootpayClient()
    const throwing = {
      setConfig: () => fresh.setConfig('', 'key'),
      parseFeedback: () => parseFeedback('no webhook'),
      on: () => fresh.on('answer' as never, () => {}),
      off: () => fresh.off('answer' as never, () => {}),
    }
    for (const [name, call] of Object.entries(throwing)) expect(call, name).toThrow(BootpayInputError)
    for (const language of languages)
      for (const page of ['README', 'failures'])
        for (const name of Object.keys(throwing))
          expect(readDocument(page, language).text).toMatch(new RegExp(`BootpayError\`.*\`${name}\``))
    for (const name of methodNames)
      await expect(callMethod(fresh, name, undefined), name).rejects.toSatisfy(isBootpayError)
    await expect(fresh.verify('receipt')).rejects.toMatchObject({ type: 'config' })
    await expect(client.requestUserToken({ userId: '' })).rejects.toMatchObject({ type: 'input' })
  })

  it('takes a negative code for a clear answer, also at 500, and its absence for an unclear one', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    sandbox.failNext({ fault: 'server-error', path: '/cancel' })
    await expect(client.cancel({ receiptId })).rejects.toMatchObject({ status: 500, outcomeUnknown: false })
    sandbox.failNext({ fault: 'server-error', path: '/cancel', code: undefined })
    await expect(client.cancel({ receiptId })).rejects.toMatchObject({
      status: 500,
      outcomeUnknown: true,
      attempts: 1,
    })
  })

  it("leaves the outcome of a charge open after a firewall's JSON, which is of type api too", async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    for (const fault of ['unauthorized', 'rate-limit'] as const) {
      sandbox.failNext({ fault, path: '/subscribe/billing', code: undefined })
      const error = await client
        .requestSubscribeBillingPayment({ billingKey, ...charge })
        .catch((problem) => problem)
      expect(error, fault).toMatchObject({ type: 'api', code: -100, outcomeUnknown: true, attempts: 1 })
    }
  })

  it('does not wait for a long Retry-After, and says how long it would have been', async () => {
    const { receipt_id: receiptId } = sandbox.pay({ price: 10_000 })
    sandbox.failNext({ fault: 'rate-limit', path: '/receipt', retryAfter: 60 })
    await expect(client.verify(receiptId)).rejects.toMatchObject({ status: 429, retryAfter: 60, attempts: 1 })
  })

  it('reads like the plain object of 1.1.2', async () => {
    const error = await client.verify('unknown-receipt').catch((problem) => problem)
    expect(error).toBeInstanceOf(Error)
    expect({ ...error }).toEqual({ status: 500, code: -2100, message: error.message })
    expect(JSON.parse(JSON.stringify(error))).toEqual({ ...error })
  })
})

describe('as the guides say of webhooks', () => {
  it('comes again until the answer is OK, ten times at most, and not for failures', async () => {
    const shop = 'http://127.0.0.1:1/feedback'
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    await client.requestSubscribeBillingPayment({ billingKey, ...charge, feedbackUrl: shop })
    await sandbox.advance(24 * hour)
    expect(sandbox.feedbacks.map(({ retry_count }) => retry_count)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ])
    sandbox.failNext({ fault: 'decline', path: '/subscribe/billing' })
    const declined = client.requestSubscribeBillingPayment({ billingKey, ...charge, feedbackUrl: shop })
    await expect(declined).rejects.toMatchObject({ type: 'api' })
    await sandbox.advance(24 * hour)
    expect(sandbox.feedbacks).toHaveLength(11)
  })

  it('still states 1 after a partial cancel: only the cancelled amount tells', async () => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const feedbackUrl = 'http://127.0.0.1:1/feedback'
    const { data } = await client.requestSubscribeBillingPayment({ billingKey, ...charge, feedbackUrl })
    await client.cancel({ receiptId: data.receipt_id, price: 3_000 })
    expect(sandbox.feedbacks.map(({ receipt_id, status }) => [receipt_id, status])).toEqual([
      [data.receipt_id, 1],
      [data.receipt_id, 1],
    ])
    expect((await client.verify(data.receipt_id)).data.cancelled_price).toBe(3_000)
  })

  it('reads each kind of body, and says of base64 that it is to be decoded', () => {
    const text = '{"receipt_id":"receipt","price":1000,"status":1}'
    const form = new FormData()
    const fields = Object.entries({ receipt_id: 'receipt', price: '1000', status: '1' })
    for (const [name, value] of fields) form.append(name, value)
    const bytes = Buffer.from(text)
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    for (const body of [
      text,
      `\ufeff${text}`,
      bytes,
      buffer,
      new URLSearchParams(fields),
      form,
      JSON.parse(text),
    ]) {
      expect(parseFeedback(body)).toMatchObject({ receipt_id: 'receipt', price: 1000, status: 1 })
    }
    expect(() => parseFeedback(bytes.toString('base64'))).toThrow("Buffer.from(body, 'base64')")
  })

  it('compares amounts as amounts, and says of each value whether it agrees', async () => {
    const { receipt_id } = sandbox.pay({ price: 1000, orderId: 'order-1' })
    const feedback = parseFeedback({ receipt_id, order_id: 'order-1', price: '1000.00', status: 1 })
    const { receipt, ...agreement } = await client.confirmFeedback(feedback, {
      price: 1000,
      orderId: 'order-2',
    })
    expect(agreement).toEqual({
      confirmed: false,
      receiptId: true,
      status: true,
      price: true,
      orderId: false,
    })
    expect(receipt?.price).toBe(1000)
  })

  it('hands no private key on', () => {
    const body = { receipt_id: 'receipt', price: 1000, status: 1, private_key: 'a sample key' }
    const feedback = parseFeedback(body, { privateKey: 'a sample key' })
    expect(feedback.authentic).toBe(true)
    expect(JSON.stringify(feedback)).not.toContain('a sample key')
  })
})
