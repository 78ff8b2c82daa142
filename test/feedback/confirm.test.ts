import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BootpayClient, parseFeedback } from '../../src'
import { ordinary, privateKey } from './support'

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
    expect(confirmation).toEqual({
      ...{ confirmed: true, receiptId: true, status: true, price: true, orderId: true },
      receipt,
    })
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

  it('does not confirm by an answer about another payment', async () => {
    for (const receipt_id of ['another', undefined, null, [ordinary.receipt_id], { toString: 1 }]) {
      found({ ...receipt, receipt_id })
      const confirmation = await client.confirmFeedback(feedback, { price: 99000 })
      expect(confirmation).toMatchObject({
        ...{ confirmed: false, receiptId: false, status: true, price: true, orderId: true },
      })
    }
  })

  it.each<[unknown, unknown]>([
    ['99000', 99000],
    ['99000.00', 99000],
    ['99000.00', '99000.0'],
    [99000, '99000.00'],
    [99000, 99000.0],
  ])('compares the price %j of the order and %j of the gateway as amounts', async (price, known) => {
    found({ ...receipt, price: known })
    const confirmation = await client.confirmFeedback(feedback, { price: price as number })
    expect(confirmation).toMatchObject({ confirmed: true, price: true })
  })

  it('does not confirm what the gateway says in no form of a payment', async () => {
    for (const odd of [
      { price: '99,000' },
      { price: [99000] },
      { price: null },
      { order_id: ['order-1'] },
      { order_id: [{ toString: 1 }] },
      { status: [1] },
      { status: true },
    ]) {
      found({ ...receipt, ...odd })
      expect(await client.confirmFeedback(feedback)).toMatchObject({ confirmed: false })
    }
    for (const data of [undefined, null, 'text', 5, []]) {
      answer(200, { status: 200, code: 0, data })
      expect(await client.confirmFeedback(feedback)).toEqual({
        ...{ confirmed: false, receiptId: false, status: false, price: false, orderId: false },
        receipt: undefined,
      })
    }
  })

  it('rejects when another server answers, so that the webhook comes again', async () => {
    for (const body of [{ ok: true }, { code: 200, message: 'OK' }, { code: '0', data: [] }, {}]) {
      answer(200, body)
      await expect(client.confirmFeedback(feedback)).rejects.toMatchObject({
        ...{ type: 'invalid', status: 500, code: -100, method: 'confirmFeedback', outcomeUnknown: false },
      })
    }
  })

  it('compares ids as text, whichever of text and number they are', async () => {
    found({ ...receipt, order_id: '2143' })
    const numeric = { ...feedback, order_id: 2143 as never }
    expect(await client.confirmFeedback(numeric, { orderId: 2143 })).toMatchObject({ confirmed: true })
    found({ ...receipt, order_id: 2143 })
    expect(await client.confirmFeedback({ ...feedback, order_id: '2143' })).toMatchObject({ confirmed: true })
  })

  it.each([
    ['order_id', ['order-1']],
    ['order_id', [{ toString: 1 }]],
    ['order_id', true],
    ['price', '99,000'],
    ['price', Number.NaN],
    ['status', 1.5],
    ['receipt_id', ['r1']],
    ['receipt_id', 5],
  ])('refuses a webhook that was not read by parseFeedback, whose %s is %j', async (name, value) => {
    const error = await client.confirmFeedback({ ...feedback, [name]: value } as never).catch((it) => it)
    expect(error).toMatchObject({ type: 'input', message: expect.stringContaining(`feedback.${name}`) })
  })

  it('compares an order that is an entity of a class, and refuses a promise of one', async () => {
    class Order {
      get price() {
        return 1
      }
    }
    for (const order of [new Order(), Object.create({ price: 1 }), new Proxy({ price: 1 }, {})]) {
      found(receipt)
      await expect(client.confirmFeedback(feedback, order)).resolves.toMatchObject({
        confirmed: false,
        price: false,
      })
    }
    for (const order of [Promise.resolve({ price: 1 }), new Map([['price', 1]])]) {
      await expect(client.confirmFeedback(feedback, order as never)).rejects.toMatchObject({
        type: 'input',
        message: expect.stringContaining('expected'),
      })
    }
  })

  it('refuses a feedback whose reading throws, and what is no object, without its words', async () => {
    const hostile = Object.defineProperty({ ...feedback }, 'status', { get: fail })
    for (const body of [hostile, new Proxy({}, { get: fail }), 'text', 5, null, [], Symbol('a')]) {
      const error = await client.confirmFeedback(body as never).catch((it) => it)
      expect(error).toMatchObject({ type: 'input', method: 'confirmFeedback' })
      expect(error.message).not.toContain('secret')
    }
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
    ['an id that is an object', { orderId: { toString: () => 'order-1' } }, 'expected.orderId'],
    ['an id that is a BigInt', { orderId: 1n }, 'expected.orderId'],
    ['an empty id', { orderId: '' }, 'expected.orderId'],
    ['no amount', { price: '99,000' }, 'expected.price'],
    ['a calculated amount', { price: 0.1 + 0.2 }, 'expected.price'],
    ['NaN', { price: Number.NaN }, 'expected.price'],
    ['a status that is no code', { status: 'paid' }, 'expected.status'],
    ['a getter that throws', Object.defineProperty({}, 'price', { enumerable: true, get: fail }), 'price'],
  ])('refuses an order with %s, before it asks the gateway', async (_, expected, named) => {
    const refused = client.confirmFeedback(feedback, expected as never)
    await expect(refused).rejects.toMatchObject({ type: 'input', message: expect.stringContaining(named) })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
  })
})
