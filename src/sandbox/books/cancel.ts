import { banks } from '../rules/catalogue'
import { partialCancelGuard, partialCancelProviders, status } from '../rules/documented'
import { refuse } from '../rules/errors'
import { amount, nested, requiredText, text } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { koreanMonth, koreanTime } from '../rules/time'
import type { Payment } from './entities'
import { notify } from './feedback'
import type { Gateway } from './gateway'
import { cancelId, transactionId } from './ids'
import { addStep, findPayment, isCardPayment } from './payments'
import { amountsOf } from './views'

interface Portion {
  readonly price: number
  readonly taxFree: number
  readonly isPartial: boolean
}

/** `POST /cancel`: refunds what is left of a payment, or a part of it. */
export function cancel(gateway: Gateway, fields: Fields) {
  const payment = findPayment(gateway, requiredText(fields, 'receipt_id'))
  const id = text(fields, 'cancel_id')
  if (id !== undefined && payment.cancelIds.has(id)) refuse('repeatedCancel', id)
  checkCancellable(gateway, payment, fields)
  const portion = portionOf(payment, fields)
  if (portion.isPartial) checkPartial(gateway, payment, portion.price)
  return refund(gateway, payment, portion, id)
}

function checkCancellable(gateway: Gateway, payment: Payment, fields: Fields): void {
  if (payment.status === status.cancelled) refuse('alreadyCancelled')
  if (payment.status !== status.paid || payment.price === 0)
    refuse('notCancellable', `status ${payment.status}`)
  const now = gateway.clock.now()
  if (payment.method === 'phone' && koreanMonth(payment.purchasedAt ?? now) !== koreanMonth(now))
    refuse('monthOver')
  if (payment.method === 'vbank') checkRefund(gateway, nested(fields, 'refund'))
}

// A deposit can only go back to an account, and only under a contract with the PG.
function checkRefund(gateway: Gateway, refund: Fields): void {
  if (!gateway.settings.cmsContract) refuse('noCmsContract')
  for (const name of ['account', 'accountholder', 'bankcode']) {
    if (text(refund, name) === undefined) refuse('refundMissing', `refund.${name}`)
  }
  if (!banks.has(requiredText(refund, 'bankcode'))) refuse('refundMissing', 'refund.bankcode')
}

/** How much of the price, and of its tax-free part, this call refunds. */
function portionOf(payment: Payment, fields: Fields): Portion {
  const { remain_price: left, remain_tax_free: leftTaxFree } = amountsOf(payment)
  // Absent, or 0 as some SDKs write absent: everything that is left.
  const price = amount(fields, 'price') || left
  if (price > left) refuse('overCancel', `${price} > ${left}`)
  const taxFree = amount(fields, 'tax_free') ?? 0
  if (taxFree > leftTaxFree)
    refuse('taxFreeOverCancel', `tax_free ${taxFree}, remain_tax_free ${leftTaxFree}`)
  if (price === left) return { price, taxFree: leftTaxFree, isPartial: false }

  const taxableFits = price - taxFree <= left - leftTaxFree
  if (taxFree > price || !taxableFits)
    refuse('taxFreeOverCancel', `tax_free ${taxFree}, remain_tax_free ${leftTaxFree}`)
  return { price, taxFree, isPartial: true }
}

function checkPartial(gateway: Gateway, payment: Payment, price: number): void {
  if (!isCardPayment(payment) || !partialCancelProviders.has(payment.pg)) {
    refuse('partialNotSupported', `${payment.pg} ${payment.method}`)
  }
  if (price < gateway.settings.minimumPartialCancel) refuse('partialTooSmall', String(price))
  const { partlyCancelledAt: before } = payment
  if (!gateway.settings.guardPartialCancel || before === undefined) return
  if (gateway.clock.now() - before < partialCancelGuard) refuse('partialTooSoon')
}

function refund(gateway: Gateway, payment: Payment, portion: Portion, id: string | undefined) {
  const now = gateway.clock.now()
  const usedId = id ?? cancelId(now)
  payment.cancelIds.add(usedId)
  payment.cancelledPrice += portion.price
  payment.cancelledTaxFree += portion.taxFree
  payment.revokedAt = now
  if (portion.isPartial) payment.partlyCancelledAt = now
  else payment.status = status.cancelled
  addStep(payment, now, 'cancelled', portion.price)
  notify(gateway, payment)
  return {
    receipt_id: payment.id,
    order_id: payment.orderId,
    request_cancel_price: portion.price,
    ...amountsOf(payment),
    cancel_id: usedId,
    revoked_at: koreanTime(now),
    tid: transactionId(now),
  }
}

/** The gateway cancels its own test payment: without a webhook and without the checks of a cancel. */
export function takeBackTestPayment(gateway: Gateway, payment: Payment): void {
  if (payment.status !== status.paid) return
  const now = gateway.clock.now()
  const left = payment.price - payment.cancelledPrice
  payment.cancelledPrice = payment.price
  payment.revokedAt = now
  payment.status = status.cancelled
  addStep(payment, now, 'cancelled', left)
}
