import { isMethod, isProvider } from './catalogue'
import { linkExpireUnit } from './decisions'
import { GatewayError, refuse } from './errors'
import { amount, nested, number, requiredText, text, webAddress } from './fields'
import type { Gateway } from './gateway'
import { certify } from './identity'
import { linkId } from './ids'
import { approve, fail, findPayment, issueVirtualAccount, requestPayment } from './payments'
import type { LinkRecord, Payment } from './records'
import { immediateProviders, minimumPrice, status } from './rules'
import { endOfDay, koreanTime } from './time'
import type { Fields, Link, LinkState } from './types'
import { giveCard, issueInWindow } from './window'

/** Methods that move no money, so their price is 0. */
const freeMethods: ReadonlySet<string> = new Set(['auth', 'card_rebill'])

/** `POST /request/payment`: a page at which a customer pays. */
export function createLink(gateway: Gateway, fields: Fields): LinkRecord {
  const pg = text(fields, 'pg')
  const method = text(fields, 'method')
  if (pg !== undefined && !isProvider(pg)) refuse('unsupportedProvider', pg)
  if (method !== undefined && !isMethod(method)) refuse('malformedField', 'method')
  const price = amount(fields, 'price') ?? refuse('missingField', 'price')
  const taxFree = amount(fields, 'tax_free') ?? 0
  if (price < minimumPrice && !(price === 0 && freeMethods.has(method ?? '')))
    refuse('priceTooSmall', String(price))
  if (taxFree > price) refuse('taxFree', String(taxFree))

  const now = gateway.clock.now()
  const expire = number(nested(fields, 'extra'), 'expire')
  const record: LinkRecord = {
    id: linkId(),
    createdAt: now,
    expiresAt: expire ? now + expire * linkExpireUnit : undefined,
    orderId: requiredText(fields, 'order_id'),
    name: requiredText(fields, 'name'),
    price,
    taxFree,
    pg,
    method,
    methods: methodsIn(fields),
    params: Object.hasOwn(fields, 'params') ? (fields.params ?? undefined) : undefined,
    userInfo: nested(fields, 'user_info'),
    returnUrl: webAddress(fields, 'return_url'),
    accountExpireAt: endOfDay(text(fields, 'account_expire_at') ?? ''),
    state: 'created',
  }
  gateway.links.set(record.id, record)
  return record
}

function methodsIn(fields: Fields): string[] {
  const methods = Object.hasOwn(fields, 'methods') ? fields.methods : undefined
  return Array.isArray(methods)
    ? methods.filter((method) => typeof method === 'string' && isMethod(method))
    : []
}

export function linkUrl(gateway: Gateway, link: LinkRecord): string {
  return `${gateway.url}/pay/${link.id}`
}

export function linkState(gateway: Gateway, link: LinkRecord): LinkState {
  const mayLapse =
    link.state !== 'paid' && link.state !== 'awaiting-approval' && link.state !== 'awaiting-deposit'
  const isOver = link.expiresAt !== undefined && gateway.clock.now() >= link.expiresAt
  return mayLapse && isOver ? 'expired' : link.state
}

/** What the customer's browser posts to `return_url`, and the receipt that came of it. */
export interface LinkOutcome {
  readonly link: LinkRecord
  readonly payment: Payment
  readonly returnForm: { readonly url: string; readonly fields: Record<string, string> } | undefined
}

/** How the customer pays at a link. */
export interface LinkChoice {
  pg?: string
  method?: string
  cardNo?: string
  /** Stops before the approval, so that the merchant's server submits it. */
  awaitApproval?: boolean
}

/** The customer opens the link; the first time, and again after a refusal or a close, a receipt begins. */
export function openLink(gateway: Gateway, id: string): LinkRecord {
  const link = findLink(gateway, id)
  const state = linkState(gateway, link)
  if (state === 'expired') refuse('linkExpired', id)
  if (state === 'opened' || state.startsWith('awaiting') || state === 'paid') return link
  const { pg = 'nicepay', method = link.methods[0] ?? 'card' } = link
  const { orderId, name: itemName, price, taxFree, params, userInfo } = link
  link.receiptId = requestPayment(gateway, {
    orderId,
    itemName,
    price,
    taxFree,
    params,
    userInfo,
    pg,
    method,
  }).id
  link.state = 'opened'
  return link
}

/** The customer pays. A refused card throws the PG's refusal, after the receipt and the link have noted it. */
export function payLink(gateway: Gateway, id: string, choice: LinkChoice = {}): LinkOutcome {
  const link = openLink(gateway, id)
  if (link.state !== 'opened') refuse('linkOver', id)
  const payment = findPayment(gateway, link.receiptId ?? '')
  payment.pg = choice.pg ?? payment.pg
  payment.method = choice.method ?? payment.method
  try {
    const act = settle(gateway, link, payment, choice)
    return outcome(link, payment, act)
  } catch (error) {
    if (error instanceof GatewayError) link.state = 'declined'
    throw error
  }
}

/** The PG refuses the customer. */
export function declineLink(
  gateway: Gateway,
  id: string,
  message = '결제가 거절되었습니다 (declined)',
): LinkOutcome {
  const link = openLink(gateway, id)
  if (link.state !== 'opened') refuse('linkOver', id)
  const payment = findPayment(gateway, link.receiptId ?? '')
  fail(gateway, payment, status.failedBeforeApproval)
  link.state = 'declined'
  return outcome(link, payment, 'error', message)
}

/** The customer closes the window; the receipt stays as it was requested. */
export function closeLink(gateway: Gateway, id: string): LinkOutcome {
  const link = openLink(gateway, id)
  if (link.state !== 'opened') refuse('linkOver', id)
  link.state = 'closed'
  return outcome(
    link,
    findPayment(gateway, link.receiptId ?? ''),
    'cancel',
    '사용자가 닫았습니다 (closed by the customer)',
  )
}

export function findLink(gateway: Gateway, id: string): LinkRecord {
  return gateway.links.get(id) ?? refuse('unknownLink', id)
}

export function linkView(gateway: Gateway, link: LinkRecord): Link {
  return {
    id: link.id,
    url: linkUrl(gateway, link),
    state: linkState(gateway, link),
    name: link.name,
    order_id: link.orderId,
    price: link.price,
    tax_free: link.taxFree,
    ...(link.pg === undefined ? {} : { pg: link.pg }),
    ...(link.method === undefined ? {} : { method: link.method }),
    ...(link.methods.length === 0 ? {} : { methods: [...link.methods] }),
    ...(link.returnUrl === undefined ? {} : { return_url: link.returnUrl }),
    ...(link.expiresAt === undefined ? {} : { expire_at: koreanTime(link.expiresAt) }),
    created_at: koreanTime(link.createdAt),
    ...(link.receiptId === undefined ? {} : { receipt_id: link.receiptId }),
  }
}

// What paying means depends on the method; the result is the `act` that the return URL gets.
function settle(
  gateway: Gateway,
  link: LinkRecord,
  payment: Payment,
  choice: LinkChoice,
): 'done' | 'confirm' {
  if (payment.method === 'vbank') {
    issueVirtualAccount(
      gateway,
      payment,
      text(payment.userInfo, 'username') ?? '홍길동',
      link.accountExpireAt,
    )
    link.state = 'awaiting-deposit'
    return 'done'
  }
  link.state = 'paid'
  if (payment.method === 'auth') {
    payment.pg = 'danal'
    certify(gateway, {}, payment)
    return 'done'
  }
  if (payment.method === 'card_rebill') {
    issueInWindow(gateway, choice.cardNo === undefined ? {} : { cardNo: choice.cardNo }, payment)
    return 'done'
  }
  giveCard(payment, choice.cardNo)
  if (choice.awaitApproval && !immediateProviders.has(payment.pg)) {
    payment.status = status.beforeApproval
    link.state = 'awaiting-approval'
    return 'confirm'
  }
  approve(gateway, payment)
  return 'done'
}

function outcome(link: LinkRecord, payment: Payment, act: string, message?: string): LinkOutcome {
  const fields = { act, receipt_id: payment.id, ...(message === undefined ? {} : { message }) }
  return {
    link,
    payment,
    returnForm: link.returnUrl === undefined ? undefined : { url: link.returnUrl, fields },
  }
}
