import { expect } from 'vitest'
import { BootpayClient } from '../../src'
import type { Safety } from '../../src/core/request'
import type { Sandbox } from '../../src/sandbox'

/*
 * Every method of `BootpayClient`, one row each. The surface, the fault suites, the property test and the tables of
 * the README read it; `test/methods.test.ts` compares it with the class, with `src/api` and with the sandbox.
 *
 * A new method needs a row here, and nothing else in the tests of all methods: in `methods` if it sends a request
 * of its own, in `withoutRequest` if it does not.
 */

/** The ids of the sample calls. The property test gives each call its own. */
export interface Ids {
  receipt: string
  order: string
  reservation: string
  cancel: string
  billingKey: string
  member: string
}

export const sampleIds: Ids = {
  receipt: 'receipt-1',
  order: 'order-1',
  reservation: 'reserve-1',
  cancel: 'cancel-1',
  billingKey: 'sample-billing-key',
  member: 'member-1',
}

export interface Method<Argument = unknown> {
  /** What may be repeated (see `Safety`): `once` for all that moves money or makes something that will. */
  safety: Safety
  /** Method and path, as they are on the wire. */
  route(ids: Ids): string
  /** The first argument of each sample call: the shortest first, then those with fields of their own kind. */
  samples(ids: Ids): readonly [Argument, ...Argument[]]
  /** Puts into a sandbox what the first sample needs in order to succeed. */
  prepare?(sandbox: Sandbox, ids: Ids): unknown
  /** A part of the `data` that the sandbox then answers with; `undefined` where the envelope has none. */
  answer(ids: Ids): unknown
}

export const card = {
  cardNo: '4111111111111111',
  cardPw: '47',
  expireYear: '39',
  expireMonth: '08',
  identifyNumber: '991231',
}
export const account = '99988877766655'
export const userInfo = { username: '홍길동', phone: '01000000000', email: 'buyer@shop.invalid' }

const price = 1000
const itemName = '정기결제'
const paid = (sandbox: Sandbox, ids: Ids) => sandbox.pay({ price, receiptId: ids.receipt })
const keyIssued = (sandbox: Sandbox, ids: Ids) => sandbox.issueBillingKey({ billingKey: ids.billingKey })

export const methods: { [Name in RequestingMethod]: Method<Parameters<BootpayClient[Name]>[0]> } = {
  getAccessToken: {
    safety: 'lookup',
    route: () => 'POST /request/token',
    samples: () => [undefined],
    answer: () => ({ token: expect.any(String), expired_at: expect.any(Number) }),
  },
  verify: {
    safety: 'lookup',
    route: (ids) => `GET /receipt/${ids.receipt}`,
    samples: (ids) => [ids.receipt],
    prepare: paid,
    answer: (ids) => ({ receipt_id: ids.receipt, price, status: 1 }),
  },
  cancel: {
    safety: 'once',
    route: () => 'POST /cancel',
    samples: ({ receipt: receiptId, cancel: cancelId }) => [
      { receiptId, reason: '변심' },
      { receiptId, price: 500 },
      {
        receiptId,
        price: 500,
        cancelId,
        refund: { account, accountholder: '홍길동', bankcode: '004' },
      },
    ],
    prepare: paid,
    answer: (ids) => ({ receipt_id: ids.receipt, request_cancel_price: price, remain_price: 0 }),
  },
  requestSubscribeBillingKey: {
    safety: 'once',
    route: () => 'POST /request/card_rebill',
    samples: ({ order: orderId }) => [{ orderId, pg: 'nicepay', itemName, userInfo, ...card }],
    answer: () => ({ billing_key: expect.any(String), pg: 'nicepay', method: 'card_rebill_rest' }),
  },
  requestSubscribeBillingPayment: {
    safety: 'once',
    route: () => 'POST /subscribe/billing',
    samples: ({ billingKey, order: orderId }) => [{ billingKey, itemName, price, orderId, userInfo }],
    prepare: keyIssued,
    answer: (ids) => ({ order_id: ids.order, price, status: 1 }),
  },
  reserveSubscribeBilling: {
    safety: 'once',
    route: () => 'POST /subscribe/billing/reserve',
    samples: ({ billingKey, order: orderId }) => [
      { billingKey, itemName, price, orderId, schedulerType: 'oneshot', executeAt: 1_900_000_000 },
    ],
    prepare: keyIssued,
    answer: (ids) => ({ billing_key: ids.billingKey, execute_at: 1_900_000_000, status: 0 }),
  },
  destroyReserveSubscribeBilling: {
    safety: 'destroy',
    route: (ids) => `DELETE /subscribe/billing/reserve/${ids.reservation}`,
    samples: (ids) => [ids.reservation],
    prepare(sandbox, ids) {
      keyIssued(sandbox, ids)
      sandbox.reserve({
        billingKey: ids.billingKey,
        reserveId: ids.reservation,
        price,
        executeAt: 1_900_000_000,
      })
    },
    answer: () => undefined,
  },
  destroySubscribeBillingKey: {
    safety: 'destroy',
    route: (ids) => `DELETE /subscribe/billing/${ids.billingKey}`,
    samples: (ids) => [ids.billingKey],
    prepare: keyIssued,
    answer: () => undefined,
  },
  lookupBillingKey: {
    safety: 'lookup',
    route: (ids) => `GET /subscribe/billing_key/${ids.billingKey}`,
    samples: (ids) => [ids.billingKey],
    prepare: keyIssued,
    answer: (ids) => ({ billing_key: ids.billingKey, pg: 'nicepay' }),
  },
  lookupBillingKeyByReceipt: {
    safety: 'lookup',
    route: (ids) => `GET /subscribe/billing/${ids.receipt}`,
    samples: (ids) => [ids.receipt],
    prepare: (sandbox, ids) =>
      sandbox.issueBillingKey({ billingKey: ids.billingKey, receiptId: ids.receipt }),
    answer: (ids) => ({ billing_key: ids.billingKey, pg: 'nicepay' }),
  },
  requestUserToken: {
    safety: 'lookup',
    route: () => 'POST /request/user/token',
    samples: (ids) => [{ userId: ids.member, phone: userInfo.phone }],
    answer: () => ({ user_token: expect.any(String) }),
  },
  requestPayment: {
    safety: 'once',
    route: () => 'POST /request/payment',
    samples: ({ order: orderId }) => [{ orderId, price, itemName, userInfo }],
    answer: () => expect.stringMatching(/^http/),
  },
  submit: {
    safety: 'once',
    route: () => 'POST /submit',
    samples: (ids) => [ids.receipt],
    prepare: (sandbox, ids) => sandbox.pay({ price, receiptId: ids.receipt, state: 'awaiting-approval' }),
    answer: (ids) => ({ receipt_id: ids.receipt, price, status: 1 }),
  },
  certificate: {
    safety: 'lookup',
    route: (ids) => `GET /certificate/${ids.receipt}`,
    samples: (ids) => [ids.receipt],
    prepare: (sandbox, ids) => sandbox.certify({ receiptId: ids.receipt }),
    answer: (ids) => ({ receipt_id: ids.receipt, certificate: { unique: expect.any(String) } }),
  },
  startDelivery: {
    safety: 'once',
    route: (ids) => `PUT /delivery/start/${ids.receipt}`,
    samples: (ids) => [{ receiptId: ids.receipt, deliveryNo: '1', deliveryCorp: '001' }],
    prepare: paid,
    answer: () => undefined,
  },
  resendFeedback: {
    safety: 'once',
    route: () => 'POST /webhook',
    samples: (ids) => [{ receiptId: ids.receipt, webhookUrl: 'http://127.0.0.1:9/bootpay/feedback' }],
    prepare: paid,
    answer: () => undefined,
  },
  request: {
    // With GET; anything else is sent once unless the caller says otherwise.
    safety: 'lookup',
    route: (ids) => `GET /receipt/${ids.receipt}`,
    samples: (ids) => [{ path: `/receipt/${ids.receipt}` }],
    prepare: paid,
    answer: (ids) => ({ receipt_id: ids.receipt, price, status: 1 }),
  },
}

/** The other methods, and what they do in place of a request of their own. */
export const withoutRequest = {
  setConfig: 'changes the configuration',
  clearAccessToken: 'drops the token',
  confirmFeedback: 'calls verify',
  on: 'adds a listener',
  off: 'removes a listener',
} satisfies { [Name in keyof BootpayClient]?: string }

/** Message for a missing or misspelt row. */
export const whereToAddARow =
  'every method of BootpayClient has a row in test/support/methods.ts: in `methods` if it sends a request, else in `withoutRequest`'

type ClientName = keyof BootpayClient & string

/** The methods that answer with a promise, but for those listed above: without a row each is an error of the compiler. */
type RequestingMethod = Exclude<
  {
    [Name in ClientName]: BootpayClient[Name] extends (...given: never[]) => Promise<unknown> ? Name : never
  }[ClientName],
  keyof typeof withoutRequest | '$http'
>

/** What `BootpayClient` and its base class have on their prototypes. */
export function clientMembers(): Record<string, PropertyDescriptor> {
  const members: Record<string, PropertyDescriptor> = {}
  for (
    let owner = BootpayClient.prototype;
    owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner)
  ) {
    Object.assign(members, { ...Object.getOwnPropertyDescriptors(owner), ...members })
  }
  return members
}

export type MethodName = keyof typeof methods
export const methodNames = Object.keys(methods) as MethodName[]

/** Calls a method of a client as a row describes it; `options` are those of every call. */
export function callMethod(client: BootpayClient, name: MethodName, argument: unknown, options?: object) {
  const run = (client[name] as (...given: unknown[]) => Promise<unknown>).bind(client)
  return name === 'getAccessToken' ? run(options) : run(argument, options)
}
