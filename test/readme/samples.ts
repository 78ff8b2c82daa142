import type { Sandbox } from '../../src/sandbox'

export const receiptId = '[ receipt_id ]'
export const billingKey = '[ billing_key ]'
export const coffee = { price: 10_000, itemName: '커피', orderId: 'order-1', receiptId }

const reserveId = '[ reserve_id ]'
const card = {
  cardNo: '0000000000000000',
  cardPw: '00',
  expireYear: '99',
  expireMonth: '12',
  identifyNumber: '000000',
}
const reserved = (sandbox: Sandbox) => sandbox.reserve({ billingKey, price: 1000, executeAt: 4e9, reserveId })
const awaitingApproval = (sandbox: Sandbox) => sandbox.pay({ ...coffee, state: 'awaiting-approval' })
const certified = (sandbox: Sandbox) => sandbox.certify({ receiptId })

/** What has to be there before a function of a page is called; a payment of coffee unless named. */
export const before: Record<string, (sandbox: Sandbox) => unknown> = {
  submit: awaitingApproval,
  approve: awaitingApproval,
  certificate: certified,
  isAdult: certified,
  destroyReserveSubscribeBilling: reserved,
  takeBack: reserved,
  refundDeposit: (sandbox) => {
    sandbox.pay({ ...coffee, state: 'awaiting-deposit' })
    sandbox.deposit(receiptId)
  },
}

const call = async () => 'answered'

/** Arguments, for those that take any. */
export const given: Record<string, unknown[]> = {
  approve: [receiptId, { id: 'order-1', price: 10_000, item: 'coffee' }, { take: () => true }],
  cancel: [receiptId, 1000, 'refund-1'],
  certificate: [receiptId],
  checkout: ['application', 'key'],
  chargeLater: [billingKey, 4e9],
  chargeNow: [billingKey],
  complete: [receiptId, { id: 'order-1', price: 10_000 }],
  configure: [{ BOOTPAY_APPLICATION_ID: 'application', BOOTPAY_PRIVATE_KEY: 'key' }],
  feedbackOfLambda: [
    {
      isBase64Encoded: true,
      body: Buffer.from('{"receipt_id":"receipt-1","price":1000,"status":1}').toString('base64'),
      headers: { 'content-type': 'application/json' },
    },
  ],
  forget: [billingKey],
  giveBack: [receiptId, 'refund-1'],
  isAdult: [receiptId],
  isPaid: [receiptId, { id: 'order-1', price: 10_000 }],
  issue: [card],
  logCalls: [() => undefined],
  logged: [call],
  refund: [receiptId, 'refund-1'],
  refundInQueue: [receiptId, 'refund-1', []],
  requestSubscribeBillingKey: [
    { number: '0000000000000000', password: '00', year: '99', month: '12', owner: '000000' },
  ],
  refundDeposit: [receiptId, 'refund-1'],
  refundPart: [{ receiptId, price: 4000, cancelId: 'refund-1' }],
  settleRefund: [receiptId, 'refund-1', 4000, 0],
  submit: [receiptId],
  takeBack: [reserveId],
  userToken: ['1234'],
  verify: [receiptId],
  verifyAll: [[receiptId]],
}

/** Functions that a test in stories.test.ts calls, because they need more than a gateway. */
export const inStories = ['charge', 'continueIssue', 'settle', 'tokens']
