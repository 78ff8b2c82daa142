import { isCard } from '../rules/catalogue'
import { type RefusedCard, refusedCards, virtualAccountLifetime } from '../rules/decisions'
import { status } from '../rules/documented'
import { decline, refuse } from '../rules/errors'
import { maskCard } from '../rules/mask'
import type { Fields } from '../rules/shapes'
import type { Payment, PaymentStep } from './entities'
import { notify } from './feedback'
import type { Gateway } from './gateway'
import { digits, objectId, transactionId } from './ids'

interface NewPayment {
  id?: string | undefined
  orderId: string
  itemName: string
  price: number
  taxFree?: number
  pg: string
  method: string
  params?: unknown
  userInfo?: Fields
  requestedAt?: number
}

/** Opens a receipt in status 0. */
export function requestPayment(gateway: Gateway, input: NewPayment): Payment {
  const now = gateway.clock.now()
  const { requestedAt = now } = input
  const payment: Payment = {
    id: input.id ?? objectId(now),
    orderId: input.orderId,
    itemName: input.itemName,
    price: input.price,
    taxFree: input.taxFree ?? 0,
    pg: input.pg,
    method: input.method,
    params: input.params,
    userInfo: input.userInfo ?? {},
    requestedAt,
    transaction: transactionId(now),
    steps: [{ at: requestedAt, step: 'requested', price: input.price }],
    status: status.waiting,
    cancelledPrice: 0,
    cancelledTaxFree: 0,
    cancelIds: new Set(),
  }
  gateway.payments.set(payment.id, payment)
  return payment
}

/** The customer gave a card; from here on the payment shows it, masked. */
export function enterCard(payment: Payment, cardNo: string, quota = 0): void {
  payment.card = { masked: maskCard(cardNo, payment.pg), quota, approvalNumber: digits(8) }
}

export function refusedAt(cardNo: string, stage: RefusedCard['stages'][number]): RefusedCard | undefined {
  const card = refusedCards.get(cardNo.slice(-4))
  return card?.stages.includes(stage) ? card : undefined
}

/** Approves a payment: status 1 and a webhook. A refused card gives status -2 and throws the PG's refusal. */
export function approve(gateway: Gateway, payment: Payment, rawData = false): Payment {
  const now = gateway.clock.now()
  payment.status = status.approving
  if (payment.refusedCard !== undefined) {
    fail(gateway, payment, status.approvalFailed)
    decline(payment.refusedCard, rawData)
  }
  payment.status = status.paid
  payment.purchasedAt = now
  addStep(payment, now, 'approved')
  notify(gateway, payment)
  return payment
}

export function fail(gateway: Gateway, payment: Payment, failure: number): void {
  payment.status = failure
  addStep(payment, gateway.clock.now(), 'failed')
}

/** A virtual account: status 2 without a webhook, until the deposit arrives or its time is over. */
export function issueVirtualAccount(
  gateway: Gateway,
  payment: Payment,
  depositor: string,
  until?: number,
): void {
  const expiresAt = until ?? gateway.clock.now() + virtualAccountLifetime
  const { merchantName: accountholder } = gateway.settings
  payment.virtualAccount = { account: digits(14), bankcode: '003', accountholder, depositor, expiresAt }
  payment.status = status.beforeApproval
  gateway.clock.schedule(expiresAt, () => {
    if (payment.status !== status.beforeApproval) return
    payment.status = status.virtualAccountCancelled
    addStep(payment, gateway.clock.now(), 'lapsed')
  })
}

/** `POST /submit`: the merchant's server approves what the customer confirmed. */
export function submit(gateway: Gateway, receiptId: string): Payment {
  const payment = findPayment(gateway, receiptId)
  if (payment.status !== status.beforeApproval || payment.virtualAccount !== undefined) {
    refuse('wrongState', `status ${payment.status}`)
  }
  return approve(gateway, payment)
}

/** `PUT /delivery/start/:receipt_id`: the goods of an escrow payment are on their way. */
export function startDelivery(gateway: Gateway, receiptId: string, courier: string, number: string): void {
  const payment = findPayment(gateway, receiptId)
  if (payment.status !== status.paid) refuse('notPaid', `status ${payment.status}`)
  payment.delivery = { courier, number }
}

export function findPayment(gateway: Gateway, receiptId: string): Payment {
  return gateway.payments.get(receiptId) ?? refuse('unknownReceipt', receiptId)
}

export function isCardPayment(payment: Payment): boolean {
  return isCard(payment.pg, payment.method)
}

export function addStep(
  payment: Payment,
  at: number,
  step: PaymentStep['step'],
  price = payment.price,
): void {
  payment.steps.push({ at, step, price })
}
