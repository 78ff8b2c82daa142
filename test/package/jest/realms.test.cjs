// What comes from another realm than the package's: of the environment that jest makes, of Node's own, of node:vm.
const { transferableAbortController } = require('node:util')
const { runInNewContext } = require('node:vm')
const {
  Bootpay,
  BootpayClient,
  BootpayError,
  isBootpayError,
  parseFeedback,
} = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { errorOf } = require('./support.cjs')

const other = (source, globals = {}) => runInNewContext(source, globals)

let sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(
    sandbox.applicationId,
    sandbox.privateKey,
    'production',
    other('({ baseUrl: url })', sandbox),
  )
})
afterAll(() => sandbox.close())

describe('a webhook', () => {
  const text = JSON.stringify({ receipt_id: 'r1', price: 1000, status: 1, private_key: 'key' })
  const bytes = Buffer.from(text)
  const form = Buffer.from('receipt_id=r1&price=1000&status=1&private_key=key')
  const fill = 'const view = new Uint8Array(bytes.length); bytes.forEach((byte, at) => { view[at] = byte });'

  test.each([
    ['a Buffer', bytes],
    ['a Buffer of a form', form],
    ['a part of a larger Buffer', Buffer.from(`--${text}--`).subarray(2, -2)],
    ['a Uint8Array of this realm', Uint8Array.from(bytes)],
    ['a Uint8Array of another', other(`${fill} view`, { bytes })],
    ['an ArrayBuffer of this realm', Uint8Array.from(bytes).buffer],
    ['an ArrayBuffer of another', other(`${fill} view.buffer`, { bytes })],
    ['a DataView of another', other(`${fill} new DataView(view.buffer)`, { bytes })],
    ['an object of another', other('JSON.parse(text)', { text })],
  ])('is read from %s, and its key is compared', (_, body) => {
    expect(parseFeedback(body, { privateKey: 'key' })).toMatchObject({
      receipt_id: 'r1',
      price: 1000,
      authentic: true,
    })
    expect(parseFeedback(body, other(`({ privateKey: 'other' })`))).toMatchObject({ authentic: false })
  })

  test('with a member that is bytes is not taken apart', () => {
    expect(() => parseFeedback({ receipt_id: other('new Uint8Array(2)'), price: 1, status: 1 })).toThrow(
      BootpayError,
    )
  })
})

describe('an argument', () => {
  test('is an object of another realm', async () => {
    const { receipt_id } = sandbox.pay(other('({ price: 1000 })'))
    const { data } = await Bootpay.cancel(other('({ receiptId, price: 400 })', { receiptId: receipt_id }))
    expect(data.remain_price).toBe(600)
  })

  test.each([
    ['of this realm', () => new Date('2030-01-01T00:00:00Z')],
    ['of another', () => other(`new Date('2030-01-01T00:00:00Z')`)],
  ])('executeAt is a Date %s', async (_, make) => {
    const { billing_key: billingKey } = sandbox.issueBillingKey()
    const { data } = await Bootpay.reserveSubscribeBilling({
      billingKey,
      itemName: '정기결제',
      price: 1000,
      orderId: 'o1',
      schedulerType: 'oneshot',
      executeAt: make(),
    })
    expect(data.execute_at).toBe(1_893_456_000)
  })

  test.each([
    ['of this realm', () => new AbortController()],
    ['of Node', () => transferableAbortController()],
  ])('signal is an AbortSignal %s', async (_, make) => {
    const controller = make()
    const client = new BootpayClient()
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    sandbox.failNext({ fault: 'silence', path: '/request/token' })
    const call = errorOf(client.verify('r1', { signal: controller.signal }))
    controller.abort()
    expect(await call).toMatchObject({ type: 'abort', outcomeUnknown: false })
    expect(await errorOf(client.verify('r1', { signal: controller.signal }))).toMatchObject({ type: 'abort' })
    expect(await errorOf(client.verify('r1', controller.signal))).toMatchObject({ type: 'input' })
  })
})

describe('an error', () => {
  test('of another copy of the package, in another realm, is known', async () => {
    const path = require.resolve('bootpay-backend-nodejs')
    const { wrap } = require('node:module')
    const exported = {}
    const module = { exports: exported }
    other(wrap(require('node:fs').readFileSync(path, 'utf8')), {
      performance,
      setTimeout,
      clearTimeout,
      process,
    })(exported, require, module, path, __dirname)
    const error = await errorOf(new module.exports.BootpayClient().verify('r1'))
    expect(error instanceof Error).toBe(false)
    expect(isBootpayError(error)).toBe(true)
    expect(module.exports.isBootpayError(await errorOf(Bootpay.verify('')))).toBe(true)
    expect(isBootpayError(other('new Error()'))).toBe(false)
    expect([null, undefined, 'text', {}].map(isBootpayError)).toEqual([false, false, false, false])
  })

  test('that an interceptor of another realm throws is told apart from the network', async () => {
    const client = new BootpayClient()
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    client.$http.interceptors.request.use(() => {
      throw other(`new Error('a text of the application')`)
    })
    const error = await errorOf(client.cancel({ receiptId: 'r1' }))
    expect(error).toMatchObject({ type: 'config', outcomeUnknown: false })
    expect(error.message).toMatch(/interceptor/)
  })
})
