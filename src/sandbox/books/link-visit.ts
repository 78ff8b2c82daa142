import { isMethod, isProvider } from '../rules/catalogue'
import { freeMethods, immediateProviders, status } from '../rules/documented'
import { refuse } from '../rules/errors'
import { text } from '../rules/fields'
import type { LinkState } from '../rules/shapes'
import type { Link, Payment } from './entities'
import type { Gateway } from './gateway'
import { certify } from './identity'
import { giveCard, issueInWindow } from './payment-window'
import { approve, fail, findPayment, issueVirtualAccount, requestPayment } from './payments'

/*
 * What a customer does at a payment link. The pages call these; each refusal is a GatewayError with a message for the
 * person.
 */

/** The receipt that came of a visit, and what the customer's browser posts to `return_url`. */
export interface LinkOutcome {
  readonly link: Link
  readonly payment: Payment
  readonly returnForm: { readonly url: string; readonly fields: Record<string, string> } | undefined
}

/** How the customer pays; the link's own choice where nothing is given. */
export interface LinkChoice {
  pg?: string
  method?: string
  cardNo?: string
  /** Stops before the approval, so that the merchant's server submits it. */
  awaitApproval?: boolean
}

function findLink(gateway: Gateway, id: string): Link {
  return gateway.links.get(id) ?? refuse('unknownLink', id)
}

/** Follows from the receipt; only a closed window leaves no trace there. */
export function linkState(gateway: Gateway, link: Link): LinkState {
  const payment = gateway.payments.get(link.receiptId ?? '')
  const state = payment === undefined ? 'created' : stateOf(payment, link.isClosed)
  const isOver = link.expiresAt !== undefined && gateway.clock.now() >= link.expiresAt
  return isOver && !settledStates.has(state) ? 'expired' : state
}

/** States in which the customer is done, so that the link can neither lapse nor be paid again. */
const settledStates: ReadonlySet<LinkState> = new Set(['paid', 'awaiting-approval', 'awaiting-deposit'])

function isSettled(gateway: Gateway, link: Link): boolean {
  return settledStates.has(linkState(gateway, link))
}

function stateOf(payment: Payment, isClosed: boolean): LinkState {
  switch (payment.status) {
    case status.waiting:
      return isClosed ? 'closed' : 'opened'
    case status.beforeApproval:
      return payment.virtualAccount === undefined ? 'awaiting-approval' : 'awaiting-deposit'
    case status.failedBeforeApproval:
    case status.approvalFailed:
      return 'declined'
    case status.virtualAccountCancelled:
      return 'closed'
    default:
      return 'paid'
  }
}

/** The customer opens the link; the first time, and again after a refusal or a close, a receipt begins. */
export function openLink(gateway: Gateway, id: string): Link {
  const link = findLink(gateway, id)
  const state = linkState(gateway, link)
  if (state === 'expired') refuse('linkExpired', id)
  if (state === 'opened' || isSettled(gateway, link)) return link
  const { orderId, name: itemName, price, taxFree, params, userInfo } = link
  const { pg = 'nicepay', method = link.methods[0] ?? 'card' } = link
  const order = { orderId, itemName, price, taxFree, params, userInfo, pg, method }
  link.receiptId = requestPayment(gateway, order).id
  link.isClosed = false
  return link
}

/** The customer pays. A refused card throws the PG's refusal after the receipt has noted it. */
export function payLink(gateway: Gateway, id: string, choice: LinkChoice = {}): LinkOutcome {
  const link = openLink(gateway, id)
  const payment = unpaid(gateway, link)
  choose(payment, choice)
  return outcome(link, payment, settle(gateway, link, payment, choice))
}

/** The PG refuses the customer; told twice, it is still one refusal. */
export function declineLink(
  gateway: Gateway,
  id: string,
  message = '결제가 거절되었습니다 (declined)',
): LinkOutcome {
  const link = findLink(gateway, id)
  if (linkState(gateway, link) !== 'declined') openLink(gateway, id)
  const payment = unpaid(gateway, link)
  if (payment.status === status.waiting) fail(gateway, payment, status.failedBeforeApproval)
  return outcome(link, payment, 'error', message)
}

/** The customer closes the window; the receipt stays as it was. */
export function closeLink(gateway: Gateway, id: string): LinkOutcome {
  const link = findLink(gateway, id)
  if (linkState(gateway, link) === 'created') openLink(gateway, id)
  const payment = unpaid(gateway, link)
  link.isClosed = true
  return outcome(link, payment, 'cancel', '사용자가 닫았습니다 (closed by the customer)')
}

// The receipt of a link that can still be paid, declined or closed.
function unpaid(gateway: Gateway, link: Link): Payment {
  if (linkState(gateway, link) === 'expired') refuse('linkExpired', link.id)
  if (isSettled(gateway, link)) refuse('linkOver', link.id)
  return findPayment(gateway, link.receiptId ?? '')
}

function choose(payment: Payment, { pg = payment.pg, method = payment.method }: LinkChoice): void {
  if (!isProvider(pg)) refuse('unsupportedProvider', pg)
  if (!isMethod(method) || freeMethods.has(method) !== (payment.price === 0))
    refuse('malformedField', 'method')
  payment.pg = pg
  payment.method = method
}

// What paying means depends on the method; the result is the `act` that the return URL gets.
function settle(gateway: Gateway, link: Link, payment: Payment, choice: LinkChoice): 'done' | 'confirm' {
  switch (payment.method) {
    case 'vbank': {
      const depositor = text(payment.userInfo, 'username') ?? '홍길동'
      issueVirtualAccount(gateway, payment, depositor, link.accountExpireAt)
      return 'done'
    }
    case 'auth':
      payment.pg = 'danal'
      certify(gateway, {}, payment)
      return 'done'
    case 'card_rebill':
      issueInWindow(gateway, choice.cardNo === undefined ? {} : { cardNo: choice.cardNo }, payment)
      return 'done'
  }
  giveCard(payment, choice.cardNo)
  if (choice.awaitApproval && !immediateProviders.has(payment.pg)) {
    payment.status = status.beforeApproval
    return 'confirm'
  }
  approve(gateway, payment)
  return 'done'
}

function outcome(link: Link, payment: Payment, act: string, message?: string): LinkOutcome {
  const { returnUrl: url } = link
  const fields = { act, receipt_id: payment.id, ...(message === undefined ? {} : { message }) }
  return { link, payment, returnForm: url === undefined ? undefined : { url, fields } }
}
