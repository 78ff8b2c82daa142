import { reservationStatus, status } from '../rules/documented'
import { usualMethod } from '../rules/pay-check'
import type { SandboxSeed, SeedBillingKey, SeedReceipt, SeedReservation } from '../rules/seed'
import { endOfDay, koreanMoment, unixSeconds } from '../rules/time'
import { deleteBillingKey } from './billing'
import type { Payment } from './entities'
import type { Gateway } from './gateway'
import { certify } from './identity'
import { giveCard, issueInWindow, reserveAhead } from './payment-window'
import { addStep, issueVirtualAccount, requestPayment } from './payments'

/** Puts a checked seed into the books of one merchant; puts nothing if a reservation names an unknown key or receipt. */
export function applySeed(gateway: Gateway, seed: SandboxSeed): void {
  const { receipts = [], billingKeys = [], reservations = [], certificates = [] } = seed
  for (const [index, reservation] of reservations.entries())
    checkReferences(gateway, seed, reservation, `seed: reservations[${index}]`)
  for (const receipt of receipts) putReceipt(gateway, receipt)
  for (const key of billingKeys) putBillingKey(gateway, key)
  for (const certificate of certificates) certify(gateway, certificate)
  for (const reservation of reservations) putReservation(gateway, reservation)
  gateway.changed()
}

function checkReferences(
  gateway: Gateway,
  { receipts = [], billingKeys = [] }: SandboxSeed,
  { billingKey, receiptId }: SeedReservation,
  place: string,
): void {
  const knowsKey =
    gateway.billingKeys.has(billingKey) || billingKeys.some((key) => key.billingKey === billingKey)
  if (!knowsKey) throw new TypeError(`${place}: 없는 빌링키입니다 (no such billingKey): ${billingKey}`)
  if (receiptId === undefined) return
  const knowsReceipt =
    gateway.payments.has(receiptId) || receipts.some((receipt) => receipt.receiptId === receiptId)
  if (!knowsReceipt) throw new TypeError(`${place}: 없는 결제 내역입니다 (no such receiptId): ${receiptId}`)
}

const states = {
  waiting: status.waiting,
  paid: status.paid,
  'awaiting-approval': status.beforeApproval,
  'awaiting-deposit': status.beforeApproval,
  cancelled: status.cancelled,
  failed: status.failedBeforeApproval,
  'approval-failed': status.approvalFailed,
  'deposit-lapsed': status.virtualAccountCancelled,
} as const

export function putReceipt(gateway: Gateway, receipt: SeedReceipt): Payment {
  const now = gateway.clock.now()
  const { receiptId, price, taxFree = 0, state = 'paid', pg = 'nicepay', userInfo = {} } = receipt
  const { method = usualMethod(state), itemName = '테스트 상품' } = receipt
  const orderId = String(receipt.orderId ?? `order-${gateway.payments.size + 1}`)
  const requestedAt = timeOf(receipt.requestedAt ?? receipt.purchasedAt ?? receipt.revokedAt, now)
  const { params } = receipt
  const order = { orderId, itemName, price, taxFree, pg, method, params, userInfo, requestedAt }
  const payment = requestPayment(gateway, { ...order, id: receiptId })
  // By a billing key: its webhooks go where the charge said, which a seed does not.
  if (price > 0 && method.startsWith('card_rebill')) payment.billing = { feedback: undefined }
  if (method === 'vbank') {
    const until = endOfDay(receipt.accountExpireAt ?? '')
    issueVirtualAccount(gateway, payment, String(userInfo.username ?? '홍길동'), until)
  }
  if (state !== 'waiting' && state !== 'failed') giveCard(payment, receipt.cardNo, receipt.quota)
  payment.status = states[state]
  if (state === 'paid' || state === 'cancelled') putApproval(payment, receipt, requestedAt)
  if (state === 'cancelled' || receipt.cancelledPrice) putCancel(payment, receipt, now)
  if (state === 'failed' || state === 'approval-failed') addStep(payment, requestedAt, 'failed')
  if (state === 'deposit-lapsed') addStep(payment, requestedAt, 'lapsed')
  return payment
}

function putApproval(payment: Payment, { purchasedAt }: SeedReceipt, requestedAt: number): void {
  payment.purchasedAt = timeOf(purchasedAt, requestedAt)
  addStep(payment, payment.purchasedAt, 'approved')
}

function putCancel(payment: Payment, receipt: SeedReceipt, now: number): void {
  const isWhole = receipt.state === 'cancelled'
  payment.cancelledPrice = isWhole ? payment.price : (receipt.cancelledPrice ?? 0)
  payment.cancelledTaxFree = isWhole ? payment.taxFree : (receipt.cancelledTaxFree ?? 0)
  payment.revokedAt = timeOf(receipt.revokedAt, Math.max(now, payment.purchasedAt ?? now))
  addStep(payment, payment.revokedAt, 'cancelled', payment.cancelledPrice)
}

function putBillingKey(gateway: Gateway, { state, ...input }: SeedBillingKey): void {
  const method = input.method ?? (input.receiptId === undefined ? 'card_rebill_rest' : 'card_rebill')
  issueInWindow(gateway, { ...input, method })
  if (state === 'deleted') deleteBillingKey(gateway, input.billingKey)
}

function putReservation(gateway: Gateway, seed: SeedReservation): void {
  const { state = 'waiting', executeAt: at, receiptId, ...input } = seed
  const executeAt = typeof at === 'number' ? at : unixSeconds(timeOf(at, 0))
  const reservation = reserveAhead(gateway, { ...input, executeAt })
  // One that no longer waits is left alone when its time comes.
  reservation.status = reservationStatus[state]
  if (receiptId !== undefined) reservation.receiptId = receiptId
}

function timeOf(text: string | undefined, otherwise: number): number {
  return koreanMoment(text ?? '') ?? otherwise
}
