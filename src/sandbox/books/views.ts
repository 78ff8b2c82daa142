import { banks, issuerOf, methodOf, providerName } from '../rules/catalogue'
import { statusNames } from '../rules/decisions'
import { status } from '../rules/documented'
import type { FeedbackReceipt } from '../rules/feedback-inputs'
import { maskCard } from '../rules/mask'
import type {
  SandboxBillingKey,
  SandboxPaymentData,
  SandboxReceipt,
  SandboxReservation,
} from '../rules/shapes'
import { koreanTime } from '../rules/time'
import { pathPart } from '../rules/web-address'
import type { BillingKey, Payment, Reservation } from './entities'
import type { Gateway } from './gateway'

/** What `verify` shows. */
export function receiptView(gateway: Gateway, payment: Payment): SandboxReceipt {
  const [english, korean] = statusNames.get(payment.status) ?? ['unknown', '알 수 없음']
  return {
    receipt_id: payment.id,
    order_id: payment.orderId,
    name: payment.itemName,
    item_name: payment.itemName,
    price: payment.price,
    tax_free: payment.taxFree,
    ...amountsOf(payment),
    ...(payment.purchasedAt === undefined
      ? {}
      : { receipt_url: gateway.shared.url + receiptPath(gateway, payment.id) }),
    unit: 'krw',
    ...namesOf(payment),
    ...(payment.params === undefined ? {} : { params: payment.params }),
    ...(hasPaymentData(payment) ? { payment_data: paymentData(payment) } : {}),
    requested_at: koreanTime(payment.requestedAt),
    purchased_at: timeOrNull(payment.purchasedAt),
    ...(payment.revokedAt === undefined ? {} : { revoked_at: koreanTime(payment.revokedAt) }),
    status: payment.status,
    status_en: english,
    status_ko: korean,
  } as SandboxReceipt
}

/** What is left of a payment and what was taken back: together always the whole. */
export function amountsOf({ price, taxFree, cancelledPrice, cancelledTaxFree }: Payment) {
  return {
    remain_price: price - cancelledPrice,
    remain_tax_free: taxFree - cancelledTaxFree,
    cancelled_price: cancelledPrice,
    cancelled_tax_free: cancelledTaxFree,
  }
}

/** The flat shape of a finished payment: answer of a charge and of `submit`. */
export function doneView(gateway: Gateway, payment: Payment) {
  return doneFields(receiptView(gateway, payment))
}

/** The same from a receipt, for the webhook of a billing payment. */
export function doneFields(receipt: FeedbackReceipt) {
  const method = methodOf(receipt.method ?? '')
  const { payment_data: data } = receipt
  const card = Object.entries(data ?? {}).filter(([name]) => cardFields.has(name))
  return {
    receipt_id: receipt.receipt_id,
    price: receipt.price,
    tax_free: receipt.tax_free,
    ...Object.fromEntries(card),
    params: receipt.params ?? null,
    item_name: receipt.item_name ?? receipt.name,
    order_id: receipt.order_id,
    url: null,
    receipt_url: receipt.receipt_url,
    payment_name: method.name,
    pg: receipt.pg,
    pg_name: receipt.pg_name,
    method: receipt.method,
    method_name: receipt.method_name,
    payment_group: method.group,
    payment_group_name: method.groupName,
    payment_data: data,
    requested_at: receipt.requested_at,
    purchased_at: receipt.purchased_at,
    status: receipt.status,
  }
}

/** What of `payment_data` the flat shape repeats. */
const cardFields: ReadonlySet<string> = new Set(['card_name', 'card_no', 'card_quota', 'card_code'])

/** `GET /certificate/:receipt_id`. */
export function certificateView(payment: Payment) {
  const { certificate } = payment
  return {
    receipt_id: payment.id,
    order_id: payment.orderId,
    ...namesOf(payment),
    certificate: { ...certificate },
    payment_data: paymentData(payment),
  }
}

/** What the issue of a billing key answers. */
export function billingKeyAnswer(key: BillingKey) {
  const { code, name } = issuerOf(key.pg)
  const isNicepay = key.pg === 'nicepay'
  return {
    billing_key: key.id,
    ...namesOf(key),
    data: {
      ...(code === undefined ? {} : { card_code: code }),
      card_name: isNicepay ? `[${name}]` : name,
      card_no: maskCard(key.cardNo, key.pg),
      ...(isNicepay ? { card_cl: '0' } : {}),
    },
    e_at: koreanTime(key.expiresAt),
    c_at: koreanTime(key.issuedAt),
  }
}

export function billingKeyView(key: BillingKey): SandboxBillingKey {
  return {
    ...billingKeyAnswer(key),
    status: key.deleted ? status.billingKeyDeleted : status.billingKeyIssued,
    ...(key.receiptId === undefined ? {} : { receipt_id: key.receiptId }),
  } as SandboxBillingKey
}

/** What the reservation call answers. */
export function reservationAnswer({ id, order, executeAt, status: state, receiptId }: Reservation) {
  return {
    reserve_id: id,
    billing_key: order.billingKey,
    item_name: order.itemName,
    price: order.price,
    purchase_count: receiptId === undefined ? 0 : 1,
    purchase_limit: 1,
    execute_at: executeAt,
    status: state,
  }
}

export function reservationView(reservation: Reservation): SandboxReservation {
  return {
    ...reservationAnswer(reservation),
    order_id: reservation.order.orderId,
    ...(reservation.receiptId === undefined ? {} : { receipt_id: reservation.receiptId }),
    ...(reservation.message === undefined ? {} : { message: reservation.message }),
    ...(reservation.hint === undefined ? {} : { hint: reservation.hint }),
  }
}

function namesOf({ pg, method }: { pg: string; method: string }) {
  return { pg, pg_name: providerName(pg), method, method_name: methodOf(method).name }
}

// A receipt whose window is still open, or was closed, has no data of a PG yet.
function hasPaymentData(payment: Payment): boolean {
  return payment.purchasedAt !== undefined || payment.virtualAccount !== undefined
}

function paymentData(payment: Payment): SandboxPaymentData {
  const names = namesOf(payment)
  const data: { [Name in keyof SandboxPaymentData]?: SandboxPaymentData[Name] | null } = {
    ...cardData(payment),
    ...(payment.card === undefined ? {} : { card_auth_no: payment.card.approvalNumber }),
    ...accountData(payment),
    ...certificateData(payment),
    receipt_id: payment.id,
    n: payment.itemName,
    p: payment.price,
    tid: payment.transaction,
    pg: names.pg_name,
    pm: names.method_name,
    pg_a: names.pg,
    pm_a: names.method,
    o_id: payment.orderId,
    p_at: timeOrNull(payment.purchasedAt),
    ...(payment.revokedAt === undefined ? {} : { r_at: koreanTime(payment.revokedAt) }),
    s: payment.status,
    g: methodOf(payment.method).number,
  }
  return data as SandboxPaymentData
}

function cardData({ card, pg }: Payment) {
  if (card === undefined) return {}
  const { code, name } = issuerOf(pg)
  return {
    card_name: name,
    card_no: card.masked,
    card_quota: String(card.quota).padStart(2, '0'),
    ...(code === undefined ? {} : { card_code: code }),
  }
}

function accountData({ virtualAccount, method }: Payment) {
  if (method === 'bank') return { bankname: banks.get('004') ?? '', cash_result: '' }
  if (virtualAccount === undefined) return {}
  return {
    bankname: banks.get(virtualAccount.bankcode) ?? '',
    bankcode: virtualAccount.bankcode,
    account: virtualAccount.account,
    accountholder: virtualAccount.accountholder,
    expiredate: koreanTime(virtualAccount.expiresAt),
    username: virtualAccount.depositor,
  }
}

function certificateData({ certificate }: Payment) {
  if (certificate === undefined) return {}
  const { username, phone, birth, gender, unique, di } = certificate
  return { username, phone, birth, gender, unique, di }
}

/** Path of the page that shows a receipt. */
export function receiptPath(gateway: Gateway, id: string): string {
  return `${gateway.path}/bill/${pathPart(id)}`
}

function timeOrNull(at: number | undefined): string | null {
  return at === undefined ? null : koreanTime(at)
}
