import { isCard } from '../rules/catalogue'
import { status } from '../rules/documented'
import { refuse } from '../rules/errors'
import type { IssueBillingKeyInput, PayInput, ReserveInput } from '../rules/inputs'
import { checkIssue, checkPayment, usualMethod } from '../rules/pay-check'
import { endOfDay } from '../rules/time'
import { addBillingKey, readOrder } from './billing'
import type { BillingKey, Payment, Reservation } from './entities'
import type { Gateway } from './gateway'
import { cardExpiry } from './key-issue'
import {
  addStep,
  approve,
  enterCard,
  findPayment,
  issueVirtualAccount,
  refusedAt,
  requestPayment,
} from './payments'
import { addReservation } from './reservations'

/*
 * What happens in the payment window, outside the server API: a customer pays, gives a card for a billing key, and
 * the bank reports a deposit.
 */

/** A card that is approved. No real card has this number. */
const anyCard = '0000000000000000'

export function payInWindow(gateway: Gateway, input: PayInput): Payment {
  const { state = 'paid', pg = 'nicepay' } = input
  const method = input.method ?? usualMethod(state)
  checkPayment({ ...input, pg, method, state }, refuseInput)
  const payment = requestPayment(gateway, {
    id: input.receiptId,
    orderId: String(input.orderId ?? `order-${gateway.payments.size + 1}`),
    itemName: input.itemName ?? '테스트 상품',
    price: input.price,
    taxFree: input.taxFree ?? 0,
    pg,
    method,
    // The caller's object may change; the books must not.
    params: input.params === undefined ? undefined : JSON.parse(JSON.stringify(input.params)),
    userInfo: { ...input.userInfo },
  })
  giveCard(payment, input.cardNo, input.quota)
  if (method === 'vbank') {
    const depositor = String(input.userInfo?.username ?? '홍길동')
    issueVirtualAccount(gateway, payment, depositor, endOfDay(input.accountExpireAt ?? ''))
  }
  if (state === 'awaiting-approval') payment.status = status.beforeApproval
  return state === 'paid' ? approve(gateway, payment) : payment
}

/** Only a payment by card has a card number. */
export function giveCard(payment: Payment, cardNo = anyCard, quota?: number): void {
  if (!isCard(payment.pg, payment.method)) return
  enterCard(payment, cardNo, quota)
  const refused = refusedAt(cardNo, 'charge')
  if (refused !== undefined) payment.refusedCard = refused
}

/** The bank reports that the money arrived at a virtual account. */
export function depositTo(gateway: Gateway, receiptId: string): Payment {
  const payment = findPayment(gateway, receiptId)
  if (payment.status !== status.beforeApproval || payment.virtualAccount === undefined) {
    refuse('wrongState', `status ${payment.status}`)
  }
  return approve(gateway, payment)
}

/** The window's receipt (status 11) and the key that it issued. */
export function issueInWindow(gateway: Gateway, input: IssueBillingKeyInput, opened?: Payment): BillingKey {
  checkIssue(input, refuseInput)
  const { pg = opened?.pg ?? 'nicepay', method = 'card_rebill', cardNo = anyCard, billingKey: id } = input
  const expiresAt = cardExpiry(gateway, input.expireYear ?? '', input.expireMonth ?? '')
  if (method === 'card_rebill_rest') return addBillingKey(gateway, { id, pg, method, cardNo, expiresAt })

  const receipt =
    opened ??
    requestPayment(gateway, {
      id: input.receiptId,
      orderId: String(input.orderId ?? `billing-${gateway.payments.size + 1}`),
      itemName: input.itemName ?? '정기결제',
      price: 0,
      pg,
      method,
    })
  receipt.status = status.billingKeyIssued
  addStep(receipt, gateway.clock.now(), 'key-issued')
  return addBillingKey(gateway, { id, pg, method, cardNo, expiresAt, receiptId: receipt.id })
}

/** A reservation that is in the books without a call of the API. */
export function reserveAhead(gateway: Gateway, input: ReserveInput): Reservation {
  const order = readOrder({
    billing_key: input.billingKey,
    item_name: input.itemName ?? '정기결제',
    price: input.price,
    order_id: input.orderId ?? `reserve-${gateway.reservations.size + 1}`,
    feedback_url: input.feedbackUrl,
    feedback_content_type: input.feedbackContentType,
  })
  return addReservation(gateway, order, Math.trunc(input.executeAt), input.reserveId)
}

// The caller is a test, so a mistake is a plain exception and not an envelope.
function refuseInput(korean: string, english: string): never {
  throw new TypeError(`${korean} (${english})`)
}
