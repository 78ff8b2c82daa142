import { isCard, isMethod, isProvider } from '../rules/catalogue'
import { immediateProviders, minimumPrice, status } from '../rules/documented'
import { refuse } from '../rules/errors'
import type { IssueBillingKeyInput, PayInput, ReserveInput } from '../rules/inputs'
import { endOfDay } from '../rules/time'
import { addBillingKey, cardExpiry, readOrder } from './billing'
import type { BillingKey, Payment, Reservation } from './entities'
import type { Gateway } from './gateway'
import {
  approve,
  enterCard,
  findPayment,
  issueVirtualAccount,
  note,
  refusalOf,
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
  const method = input.method ?? (state === 'awaiting-deposit' ? 'vbank' : 'card')
  checkInput(input, pg, method, state)
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
  const refused = refusalOf(cardNo, 'charge')
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
  const { pg = opened?.pg ?? 'nicepay', method = 'card_rebill', cardNo = anyCard, billingKey: id } = input
  if (!isProvider(pg)) throw new TypeError(`모르는 PG사입니다 (unknown pg): ${pg}`)
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
  note(receipt, gateway.clock.now(), 'key-issued')
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
function checkInput(
  { price, taxFree = 0, accountExpireAt }: PayInput,
  pg: string,
  method: string,
  state: string,
): void {
  if (!Number.isSafeInteger(price) || price < minimumPrice)
    throw new TypeError(
      `price는 ${minimumPrice} 이상의 정수입니다 (an integer from ${minimumPrice}): ${price}`,
    )
  if (!Number.isSafeInteger(taxFree) || taxFree < 0 || taxFree > price) {
    throw new TypeError(`taxFree는 price의 일부입니다 (a part of price): ${taxFree}`)
  }
  if (accountExpireAt !== undefined && endOfDay(accountExpireAt) === undefined)
    throw new TypeError(`accountExpireAt은 YYYY-MM-DD입니다 (a day): ${accountExpireAt}`)
  if (!isProvider(pg)) throw new TypeError(`모르는 PG사입니다 (unknown pg): ${pg}`)
  if (!isMethod(method)) throw new TypeError(`모르는 결제수단입니다 (unknown method): ${method}`)
  if (state === 'awaiting-deposit' && method !== 'vbank')
    throw new TypeError('가상계좌만 입금을 기다립니다 (vbank only)')
  if (state === 'awaiting-approval' && (method === 'vbank' || immediateProviders.has(pg))) {
    throw new TypeError(`승인 단계가 없습니다 (no approval stage): ${pg} ${method}`)
  }
}
