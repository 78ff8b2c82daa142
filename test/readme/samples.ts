import type { Sandbox } from '../../src/sandbox'

export const receiptId = '[ receipt_id ]'
export const billingKey = '[ billing_key ]'
export const coffee = { price: 10_000, itemName: '커피', orderId: 'order-1', receiptId }

/** What has to be there before a function of a page is called; a payment of coffee unless named. */
export const before: Record<string, (sandbox: Sandbox) => unknown> = {
  submit: (sandbox) => sandbox.pay({ ...coffee, state: 'awaiting-approval' }),
  certificate: (sandbox) => sandbox.certify({ receiptId }),
  destroyReserveSubscribeBilling: (sandbox) =>
    sandbox.reserve({ billingKey, price: 1000, executeAt: 4e9, reserveId: '[ reserve_id ]' }),
  refundDeposit: (sandbox) => {
    sandbox.pay({ ...coffee, state: 'awaiting-deposit' })
    sandbox.deposit(receiptId)
  },
}

/** Arguments, for those that take any. */
export const given: Record<string, unknown[]> = {
  isPaid: [receiptId, { id: 'order-1', price: 10_000 }],
  refund: [receiptId, 'refund-1'],
  refundDeposit: [receiptId, 'refund-1'],
  settleRefund: [receiptId, 'refund-1', 4000, 0],
  refundPart: [{ receiptId, price: 4000, cancelId: 'refund-1' }],
}

/** Functions that a test in stories.test.ts calls, because they need more than a gateway. */
export const inStories = ['charge', 'settle', 'tokens']
