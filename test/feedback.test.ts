import { runInNewContext } from 'node:vm'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BootpayClient, type BootpayError, isBootpayError, parseFeedback } from '../src'

const privateKey = 'a sample private key'
const ordinary = {
  receipt_id: '61284ee90199430036b4ef1a',
  pg: 'danal',
  method: 'card',
  application_id: 'a sample application',
  name: '상품권구매',
  private_key: privateKey,
  order_id: 'order-1',
  payment_data: { card_name: '삼성카드', card_no: '5361480000000049', p: 99000, s: 1, g: 2 },
  unit: 'krw',
  purchased_at: '2021-08-27 11:34:23',
  price: 99000,
  retry_count: 0,
  status: 1,
}

function urlencoded(fields: object): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'object') form.append(name, String(value))
    else for (const [inner, item] of Object.entries(value)) form.append(`${name}[${inner}]`, String(item))
  }
  return form.toString()
}

function refusalOf(body: unknown, options?: object): BootpayError {
  try {
    parseFeedback(body, options)
  } catch (error) {
    if (isBootpayError(error)) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('parseFeedback', () => {
  const { private_key: _, ...fields } = ordinary
  const expected = { ...fields, authentic: true }

  it('reads JSON text, bytes and parsed objects alike', () => {
    const text = JSON.stringify(ordinary)
    for (const body of [text, Buffer.from(text), new TextEncoder().encode(text), ordinary]) {
      expect(parseFeedback(body, { contentType: 'application/json; charset=utf-8', privateKey })).toEqual(
        expected,
      )
      expect(parseFeedback(body, { privateKey })).toEqual(expected)
    }
  })

  it.each(['view', 'view.buffer', 'new DataView(view.buffer)'])(
    'reads the bytes of another realm in %s',
    (code) => {
      const bytes = [...Buffer.from(JSON.stringify(ordinary))]
      const body = runInNewContext(`const view = Uint8Array.from(bytes); ${code}`, { bytes })
      expect(parseFeedback(body, { privateKey })).toEqual(expected)
    },
  )

  it('reads the part of a buffer that it is given, and after a byte order mark', () => {
    const text = JSON.stringify(ordinary)
    expect(parseFeedback(Buffer.from(`--${text}--`).subarray(2, -2), { privateKey })).toEqual(expected)
    expect(parseFeedback(Buffer.from(`\uFEFF${text}`), { privateKey })).toEqual(expected)
  })

  it('reads urlencoded bodies with bracketed keys, numbers as numbers', () => {
    const text = urlencoded(ordinary)
    const flat = Object.fromEntries(new URLSearchParams(text))
    for (const body of [text, Buffer.from(text), flat]) {
      expect(parseFeedback(body, { contentType: 'application/x-www-form-urlencoded', privateKey })).toEqual(
        expected,
      )
    }
  })

  it('reads the flat shape of billing-key payments, which has no private key', () => {
    const body = { receipt_id: 'r', price: '1000', item_name: '테스트 아이템', order_id: '2143', status: '1' }
    expect(parseFeedback(body, { privateKey })).toEqual({
      ...body,
      price: 1000,
      status: 1,
      retry_count: 0,
      authentic: undefined,
    })
  })

  it('tells the gateway from others by the private key, and hands no key on', () => {
    expect(parseFeedback(ordinary, { privateKey }).authentic).toBe(true)
    expect(parseFeedback(ordinary, { privateKey: 'another' }).authentic).toBe(false)
    expect(parseFeedback({ ...ordinary, private_key: '' }, { privateKey }).authentic).toBe(false)
    expect(parseFeedback(ordinary).authentic).toBeUndefined()
    expect(parseFeedback(ordinary, { privateKey: '' }).authentic).toBeUndefined()
    expect(parseFeedback({ ...ordinary, authentic: true, private_key: 'x' }, { privateKey }).authentic).toBe(
      false,
    )
    expect(JSON.stringify(parseFeedback(ordinary, { privateKey }))).not.toContain(privateKey)
  })

  it('refuses what is not a webhook, without quoting it', () => {
    const endless = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const hostile = {
      get receipt_id() {
        throw new Error(privateKey)
      },
    }
    for (const body of [
      undefined,
      null,
      1,
      true,
      [],
      '',
      '   ',
      'null',
      '[]',
      '{',
      `{"private_key":"${privateKey}"`,
      '<html>',
      {},
      hostile,
      endless,
      'x'.repeat(2_000_000),
      `${'a['.repeat(50)}=1`,
      { ...ordinary, receipt_id: undefined },
      { ...ordinary, receipt_id: 5 },
      { ...ordinary, price: 'free' },
      { ...ordinary, price: undefined },
      { ...ordinary, status: {} },
      { ...ordinary, retry_count: 'x' },
    ]) {
      const error = refusalOf(body)
      expect(error.type).toBe('input')
      expect(error.method).toBe('parseFeedback')
      expect(String(error)).not.toContain(privateKey)
    }
    expect(refusalOf(urlencoded(ordinary), { contentType: 'application/json' }).type).toBe('input')
  })

  it('takes an empty number for one that is not there', () => {
    const text = `${urlencoded(ordinary)}&remain_price=&tax_free=&payment_data[g]=`
    for (const body of [
      text.replace(/retry_count=\d+/, 'retry_count='),
      { ...ordinary, retry_count: null, tax_free: null },
    ]) {
      const feedback = parseFeedback(body)
      expect(feedback.retry_count).toBe(0)
      expect(feedback).not.toHaveProperty('tax_free')
      expect(feedback.payment_data ?? {}).not.toHaveProperty('g', '')
    }
    expect(refusalOf({ ...ordinary, price: '' }).message).toContain('price')
  })

  it('is not harmed by the names of prototypes', () => {
    const text = `${urlencoded(ordinary)}&__proto__[polluted]=1&constructor[prototype][polluted]=1&payment_data[__proto__][polluted]=1`
    for (const body of [
      text,
      JSON.parse(`{"__proto__":{"polluted":1},${JSON.stringify(ordinary).slice(1)}`),
    ]) {
      const feedback = parseFeedback(body)
      expect(feedback.receipt_id).toBe(ordinary.receipt_id)
      expect((feedback as { polluted?: unknown }).polluted).toBeUndefined()
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      expect(Object.getPrototypeOf(feedback)).toBe(Object.prototype)
    }
  })
})

const fail = () => {
  throw new Error('top secret')
}

describe('confirmFeedback', () => {
  const client = new BootpayClient()
  const receipt = { receipt_id: ordinary.receipt_id, order_id: 'order-1', price: 99000, status: 1 }
  const feedback = parseFeedback(ordinary, { privateKey })

  beforeAll(() => {
    nock.disableNetConnect()
    client.setConfig('a sample application', privateKey, 'production', { maxRetries: 0 })
    client.$token = 'a-sample-token'
  })
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.restore())

  const answer = (status: number, body: object) =>
    nock('https://api.bootpay.co.kr').get(`/receipt/${ordinary.receipt_id}`).reply(status, body)
  const found = (data: object) => answer(200, { status: 200, code: 0, data })

  it('confirms what the gateway, the webhook and the order agree on', async () => {
    found(receipt)
    const confirmation = await client.confirmFeedback(feedback, {
      price: 99000,
      orderId: 'order-1',
      status: 1,
    })
    expect(confirmation).toEqual({ confirmed: true, status: true, price: true, orderId: true, receipt })
  })

  it('says what does not agree', async () => {
    found({ ...receipt, price: 100 })
    expect(await client.confirmFeedback(feedback)).toMatchObject({
      confirmed: false,
      price: false,
      status: true,
    })
    found({ ...receipt, status: 20 })
    expect(await client.confirmFeedback(feedback)).toMatchObject({
      confirmed: false,
      status: false,
      price: true,
    })
    found(receipt)
    expect(await client.confirmFeedback(feedback, { orderId: 'order-2' })).toMatchObject({
      confirmed: false,
      orderId: false,
    })
  })

  it('does not confirm a payment that the gateway does not know', async () => {
    answer(500, { status: 500, code: -2100, message: '해당 결제 내역을 찾지 못했습니다.' })
    expect(await client.confirmFeedback(feedback)).toMatchObject({ confirmed: false, receipt: undefined })
  })

  it('rejects when the gateway cannot be asked, so that the webhook comes again', async () => {
    answer(503, { status: 503, code: -1, message: '점검 중' })
    await expect(client.confirmFeedback(feedback)).rejects.toMatchObject({ type: 'api', status: 503 })
    for (const nothing of [{}, undefined]) {
      await expect(client.confirmFeedback(nothing as never)).rejects.toMatchObject({
        type: 'input',
        method: 'confirmFeedback',
        message: expect.stringContaining('feedback.receipt_id'),
      })
    }
  })

  it.each([
    ['a misspelt name', { amount: 99000 }, 'expected'],
    ['the name of the gateway', { order_id: 'order-1' }, 'expected'],
    ['a value that is not there', { price: undefined, orderId: 'order-1' }, 'price'],
    ['null', { price: 99000, orderId: null }, 'orderId'],
    ['no object', 99000, 'confirmFeedback'],
    ['a getter that throws', Object.defineProperty({}, 'price', { enumerable: true, get: fail }), 'price'],
  ])('refuses an order with %s, before it asks the gateway', async (_, expected, named) => {
    const refused = client.confirmFeedback(feedback, expected as never)
    await expect(refused).rejects.toMatchObject({ type: 'input', message: expect.stringContaining(named) })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
  })
})
