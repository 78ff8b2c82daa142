import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type MerchantOptions, type Sandbox, startSandbox } from '../../src/sandbox'
import * as rules from '../../src/sandbox/rules/input-rules'
import { open, send, tokenOf } from './support'

const circular: Record<string, unknown> = {}
circular.self = circular
const thing = { valueOf: () => 5, toString: () => '5' }

const notObject = [
  ...[null, 5, 'text', true, [], () => ({}), 5n, Symbol('s')],
  ...[
    new Date(),
    /x/,
    new Map(),
    new Set(),
    Promise.resolve({}),
    new Number(5),
    new Error('x'),
    Buffer.from('x'),
  ],
]
const notText = [
  null,
  '',
  5,
  true,
  {},
  [],
  ['text'],
  () => 'text',
  5n,
  Symbol('s'),
  thing,
  new String('text'),
]
const notFlag = [null, 0, 1, '', 'true', {}, []]
const notNumber = [null, '', '5', true, {}, [], [5], 5n, thing, new Number(5), Symbol('s')]
const notFinite = [...notNumber, Number.NaN, Number.POSITIVE_INFINITY]
const notWhole = [...notFinite, 0.5, -1, 2 ** 53]
const notId = [null, '', true, {}, ['id'], Number.NaN, Number.POSITIVE_INFINITY, 5n, thing]
const notAddress = [...notText, 'shop.example', '/feedback', 'javascript:alert(1)', 'ftp://127.0.0.1/']
const notContentType = [...notText, 'xml', 'JSON']
const notYear = [...notText, '5', '202', '1999', 'soon', '2x']
const notMonth = [...notText, '00', '13', '003', 'May']

/** What each name refuses, by the input that has it. */
const refused = {
  pay: {
    price: [undefined, ...notWhole],
    itemName: notText,
    orderId: notId,
    taxFree: notWhole,
    pg: notText,
    method: notText,
    userInfo: [...notObject, { username: null }, { username: {} }, { phone: Number.NaN }],
    params: [() => 1, Symbol('s'), 5n, { big: 5n }, { run() {} }, circular],
    state: [...notText, 'PAID', 'done'],
    quota: notWhole,
    cardNo: notText,
    accountExpireAt: notText,
    receiptId: notText,
  },
  certify: {
    username: notText,
    birth: notText,
    gender: notText,
    phone: notText,
    carrier: notText,
    foreigner: notFlag,
    unique: notText,
    di: notText,
    orderId: notId,
    receiptId: notText,
  },
  issueBillingKey: {
    pg: notText,
    method: [...notText, 'card'],
    cardNo: notText,
    expireYear: notYear,
    expireMonth: notMonth,
    itemName: notText,
    orderId: notId,
    billingKey: notText,
    receiptId: notText,
  },
  reserve: {
    billingKey: [undefined, ...notText],
    price: [undefined, 0, ...notWhole],
    executeAt: [undefined, ...notFinite],
    itemName: notText,
    orderId: notId,
    feedbackUrl: notAddress,
    feedbackContentType: notContentType,
    reserveId: notText,
  },
  failNext: {
    fault: [undefined, ...notText],
    path: [null, '', 5, {}, [], 'receipt', () => true],
    method: notText,
    times: [...notNumber, 0, -1, 0.5, Number.NaN],
    status: [...notWhole, 0, 199, 600],
    code: notFinite,
    message: [null, 5, {}, []],
    delay: [...notFinite, -1, 2 ** 31],
    retryAfter: [null, true, {}, [], -1, Number.NaN, 'soon\nlater', '곧'],
    execute: notFlag,
  },
  merchant: {
    privateKey: notText,
    merchantName: notText,
    feedbackUrl: notAddress,
    feedbackContentType: notContentType,
    feedbackRetryInterval: [...notNumber, -1, Number.NaN],
    guardPartialCancel: notFlag,
    minimumPartialCancel: notWhole,
    cmsContract: notFlag,
  },
  startSandbox: {
    port: [...notWhole, 65_536],
    host: notText,
    applicationId: notText,
    privateKey: notText,
    merchantName: notText,
    feedbackUrl: notAddress,
    feedbackContentType: notContentType,
    feedbackRetryInterval: [...notNumber, -1, Number.NaN],
    allowRemoteFeedback: notFlag,
    guardPartialCancel: notFlag,
    minimumPartialCancel: notWhole,
    notFoundStatus: [...notWhole, '404', 403],
    cmsContract: notFlag,
    allowedAddresses: [null, '127.0.0.1', {}, [5], [null], ['']],
    now: [null, '', '2026-03-01', true, {}, [], Number.NaN, -1, 1e15, new Date('never')],
    readmeSamples: notFlag,
    merchants: [...notText, 'all', 'ANY'],
    unref: notFlag,
    seed: [null, '', 5, true, [], () => ({}), 5n, Symbol('s')],
    acceptUnknown: [null, 1, 0, '', 'true', []],
    onRequest: [null, true, {}, 'console.log'],
  },
} as const

type Helper = 'pay' | 'certify' | 'issueBillingKey' | 'reserve' | 'failNext' | 'merchant'

const known: Record<Helper | 'startSandbox', object> = {
  pay: rules.payRules,
  certify: rules.certifyRules,
  issueBillingKey: rules.issueBillingKeyRules,
  reserve: rules.reserveRules,
  failNext: rules.faultRules,
  merchant: rules.merchantRules,
  startSandbox: rules.sandboxRules,
}
const complete = {
  pay: { price: 1000 },
  certify: {},
  issueBillingKey: {},
  reserve: { billingKey: 'key', price: 1000, executeAt: 4e9 },
  failNext: { fault: 'decline' },
  merchant: {},
} as const

/** Everything that a helper can change. */
function booksOf(sandbox: Sandbox) {
  const { requests, receipts, reservations, billingKeys, links, feedbacks } = sandbox
  return { requests, receipts, reservations, billingKeys, links, feedbacks }
}

test.each(Object.keys(refused) as (keyof typeof refused)[])(
  'each name of %s has its refused values here',
  (name) => {
    expect(Object.keys(refused[name]).sort()).toEqual(Object.keys(known[name]).sort())
  },
)

test.each(Object.keys(complete) as Helper[])(
  '%s refuses a value of another type with a TypeError that names it, and changes nothing',
  async (helper) => {
    const { sandbox } = await open()
    const call = (input: unknown) =>
      helper === 'merchant'
        ? sandbox.merchant(sandbox.applicationId, input as MerchantOptions)
        : (sandbox[helper] as (input: unknown) => unknown)(input)
    const before = booksOf(sandbox)
    for (const [name, values] of Object.entries<readonly unknown[]>(refused[helper])) {
      for (const value of values) {
        const run = () => call({ ...complete[helper], [name]: value })
        expect(run, `${name}: ${String(typeof value)}`).toThrow(TypeError)
        expect(run).toThrow(new RegExp(`${helper}: ${name}에는 .*\\(${name} must be `))
      }
    }
    for (const input of notObject)
      expect(() => call(input), String(input)).toThrow(/ must be an object; got /)
    expect(() => call({ ...complete[helper], reciept: 'r' })).toThrow(/reciept/)
    expect(booksOf(sandbox)).toEqual(before)
    // No fault was armed either.
    const authorization = await tokenOf(sandbox)
    expect((await send(sandbox, 'GET', '/receipt/none', undefined, { authorization })).code).toBe(-2100)
  },
)

test('startSandbox refuses an option of another type with a TypeError that names it', async () => {
  for (const [name, values] of Object.entries<readonly unknown[]>(refused.startSandbox)) {
    for (const value of values) {
      const start = startSandbox({ [name]: value })
      await expect(start, name).rejects.toThrow(TypeError)
      await expect(start).rejects.toThrow(new RegExp(`${name} must be `))
    }
  }
  for (const options of notObject) await expect(startSandbox(options as object)).rejects.toThrow(TypeError)
})

test('advance, deposit and merchant refuse what is no number and no id, and the clock runs on as before', async () => {
  const { sandbox } = await open()
  const before = sandbox.now()
  for (const value of [undefined, ...notNumber, new Date(), '60_000']) {
    expect(() => sandbox.advance(value as number)).toThrow(TypeError)
    expect(() => sandbox.advance(value as number)).toThrow(/advance: milliseconds에는/)
  }
  for (const value of [undefined, ...notText]) {
    expect(() => sandbox.merchant(value as string)).toThrow(/merchant: applicationId에는/)
    expect(() => sandbox.deposit(value as string)).toThrow(TypeError)
    expect(() => sandbox.deposit(value as string)).toThrow(/deposit: receiptId에는/)
  }
  await sandbox.advance(5)
  expect(sandbox.now() - before).toBeGreaterThanOrEqual(5)
  expect(sandbox.now() - before).toBeLessThan(10_000)
})

test('a refusal shows neither a card number nor a key', async () => {
  const { sandbox } = await open()
  const secret = 'secret'
  const refusals: (() => unknown)[] = [
    () => sandbox.issueBillingKey({ cardNo: [secret] as never }),
    () => sandbox.issueBillingKey({ expireYear: secret }),
    () => startSandbox({ privateKey: { secret } as never }),
    () => startSandbox({ privateKey: new String(secret) as never }),
  ]
  for (const refusal of refusals) {
    const error = await Promise.resolve()
      .then(refusal)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).not.toContain(secret)
  }
})

test('a Date and a RegExp of another realm are taken, as jest hands them over', async () => {
  const there = createContext({})
  const now = runInContext("new Date('2026-03-01T00:00:00Z')", there) as Date
  expect(now instanceof Date).toBe(false)
  const { sandbox, call } = await open({ now })
  expect(sandbox.now()).toBeLessThan(Date.parse('2026-03-01T01:00:00Z'))
  sandbox.failNext({ fault: 'rate-limit', path: runInContext('/^\\/receipt/', there) as RegExp })
  expect((await call('GET', '/receipt/none')).http).toBe(429)
})
