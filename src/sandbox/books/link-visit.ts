import { isProvider, isWindowMethod } from '../rules/catalogue'
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

/** Follows from the receipt, once there is one. */
export function linkState(gateway: Gateway, link: Link): LinkState {
  const payment = gateway.payments.get(link.receiptId ?? '')
  const state = payment === undefined ? (link.isOpened ? 'opened' : 'created') : stateOf(payment)
  const isOver = link.expiresAt !== undefined && gateway.clock.now() >= link.expiresAt
  return isOver && !settledStates.has(state) ? 'expired' : state
}

/** States in which the customer is done, so that the link can neither lapse nor be paid again. */
const settledStates: ReadonlySet<LinkState> = new Set(['paid', 'awaiting-approval', 'awaiting-deposit'])

/** Whether a customer can still pay at this link. */
export function isPayable(gateway: Gateway, link: Link): boolean {
  const state = linkState(gateway, link)
  return state !== 'expired' && !settledStates.has(state)
}

function stateOf(payment: Payment): LinkState {
  switch (payment.status) {
    // A payment window that was left leaves its receipt as it began.
    case status.waiting:
      return 'closed'
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

/** The page of the link is shown. No receipt begins: a chat that previews the link opens it too. */
export function openLink(gateway: Gateway, id: string): Link {
  const link = payableLink(gateway, id)
  link.isOpened = true
  return link
}

/** The customer pays. A refused card throws the PG's refusal after the receipt has noted it. */
export function payLink(gateway: Gateway, id: string, choice: LinkChoice = {}): LinkOutcome {
  const link = payableLink(gateway, id)
  const payment = beginPayment(gateway, link, choice)
  return outcome(link, payment, settle(gateway, link, payment, choice))
}

/** The PG refuses the customer; the same page sent twice is still one refusal. */
export function declineLink(gateway: Gateway, id: string, message = '결제가 거절되었습니다.'): LinkOutcome {
  const link = payableLink(gateway, id)
  if (link.isOpened || linkState(gateway, link) !== 'declined') {
    fail(gateway, beginPayment(gateway, link), status.failedBeforeApproval)
  }
  return outcome(link, findPayment(gateway, link.receiptId ?? ''), 'error', message)
}

/** The customer closes the window; the receipt of a try that ended on this page stays as it was. */
export function closeLink(gateway: Gateway, id: string): LinkOutcome {
  const link = payableLink(gateway, id)
  const ended = link.isOpened ? undefined : gateway.payments.get(link.receiptId ?? '')
  const payment = ended ?? beginPayment(gateway, link)
  return outcome(link, payment, 'cancel', '사용자가 결제창을 닫았습니다.')
}

function payableLink(gateway: Gateway, id: string): Link {
  const link = findLink(gateway, id)
  if (isPayable(gateway, link)) return link
  return refuse(linkState(gateway, link) === 'expired' ? 'linkExpired' : 'linkOver', id)
}

/** The receipt of a customer who acted; each try has its own. */
function beginPayment(gateway: Gateway, link: Link, choice: LinkChoice = {}): Payment {
  const { orderId, name: itemName, price, taxFree, params, userInfo } = link
  const isFree = price === 0
  const usual = link.method ?? link.methods.find((name) => freeMethods.has(name) === isFree) ?? 'card'
  const { pg = link.pg ?? 'nicepay', method = usual } = choice
  if (!isProvider(pg)) refuse('unsupportedProvider', pg)
  if (!isWindowMethod(method) || freeMethods.has(method) !== isFree) refuse('malformedField', 'method')
  const payment = requestPayment(gateway, { orderId, itemName, price, taxFree, params, userInfo, pg, method })
  link.receiptId = payment.id
  link.isOpened = false
  return payment
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

/** What the customer's browser brings back to the merchant. */
export function outcome(link: Link, payment: Payment, act: string, message?: string): LinkOutcome {
  const { returnUrl: url } = link
  const fields = { act, receipt_id: payment.id, ...(message === undefined ? {} : { message }) }
  return { link, payment, returnForm: url === undefined ? undefined : { url, fields } }
}
