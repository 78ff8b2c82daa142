import * as rules from '../rules/documented'
import { decline, refuse } from '../rules/errors'
import {
  amount,
  anything,
  contentType,
  extraFlag,
  nested,
  requiredPrice,
  requiredText,
  text,
  webAddress,
  whole,
} from '../rules/fields'
import type { Fields } from '../rules/shapes'
import type { BillingKey, ChargeOrder, Payment } from './entities'
import type { Gateway } from './gateway'
import { objectId } from './ids'
import { addStep, approve, enterCard, findPayment, refusedAt, requestPayment } from './payments'

type NewBillingKey = Pick<BillingKey, 'pg' | 'method' | 'cardNo' | 'expiresAt'> & {
  id?: string | undefined
  receiptId?: string | undefined
}

export function addBillingKey(gateway: Gateway, input: NewBillingKey): BillingKey {
  const now = gateway.clock.now()
  const { id = objectId(now), receiptId, ...rest } = input
  const key = { ...rest, id, receiptId, issuedAt: now, deleted: false }
  gateway.billingKeys.set(id, key)
  return key
}

/** A key that exists and was not deleted. */
export function findBillingKey(gateway: Gateway, id: string): BillingKey {
  const key = gateway.billingKeys.get(id)
  return key === undefined || key.deleted ? refuse('unknownBillingKey', id) : key
}

/** `GET /subscribe/billing/:receipt_id`: the key that a payment window issued. */
export function findBillingKeyByReceipt(gateway: Gateway, receiptId: string): BillingKey {
  findPayment(gateway, receiptId)
  for (const key of gateway.billingKeys.values()) {
    if (key.receiptId === receiptId && !key.deleted) return key
  }
  return refuse('unknownBillingKey', receiptId)
}

/** `DELETE /subscribe/billing/:billing_key`. */
export function deleteBillingKey(gateway: Gateway, id: string): void {
  const key = findBillingKey(gateway, id)
  key.deleted = true
  const receipt = gateway.payments.get(key.receiptId ?? '')
  if (receipt === undefined) return
  receipt.status = rules.status.billingKeyDeleted
  addStep(receipt, gateway.clock.now(), 'key-deleted')
}

/** What a charge and a reservation have in common. */
export function readOrder(fields: Fields): ChargeOrder {
  const url = webAddress(fields, 'feedback_url')
  return {
    billingKey: requiredText(fields, 'billing_key'),
    itemName: requiredText(fields, 'item_name'),
    price: requiredPrice(fields, 'price'),
    taxFree: amount(fields, 'tax_free') ?? 0,
    orderId: requiredText(fields, 'order_id'),
    quota: whole(fields, 'quota') ?? 0,
    userInfo: nested(fields, 'user_info'),
    feedback:
      url === undefined
        ? undefined
        : {
            url,
            contentType: contentType(fields, 'feedback_content_type') ?? rules.billingFeedbackContentType,
          },
    rawData: extraFlag(fields, 'raw_data'),
    params: anything(fields, 'params'),
  }
}

export function chargeableKey(gateway: Gateway, order: ChargeOrder): BillingKey {
  const key = findBillingKey(gateway, order.billingKey)
  if (gateway.clock.now() > key.expiresAt) refuse('expiredBillingKey', key.id)
  if (order.taxFree > order.price) refuse('taxFree', String(order.taxFree))
  return key
}

/** `POST /subscribe/billing`: takes the money at once, or gives the reason why not. */
export function charge(gateway: Gateway, order: ChargeOrder): Payment {
  const key = chargeableKey(gateway, order)
  checkQuota(order)
  requireUserInfo(key.pg, order.userInfo)
  if (order.price < rules.minimumPrice) {
    decline(rules.belowMinimum, order.rawData)
  }
  const refused = refusedAt(key.cardNo, 'charge')
  if (refused !== undefined) decline(refused, order.rawData)

  const payment = requestPayment(gateway, { ...order, pg: key.pg, method: key.method })
  payment.billing = { feedback: order.feedback }
  enterCard(payment, key.cardNo, order.quota)
  return approve(gateway, payment)
}

function checkQuota({ quota, price }: ChargeOrder): void {
  if (quota === 0) return
  const isAllowed = quota >= 2 && quota <= rules.quotaMaximumMonths && price >= rules.quotaMinimumPrice
  if (!isAllowed) refuse('quota', String(quota))
}

export function requireUserInfo(pg: string, userInfo: Fields): void {
  if (!rules.userInfoProviders.has(pg)) return
  for (const name of ['username', 'phone']) {
    if (text(userInfo, name) === undefined) refuse('missingField', `user_info.${name}`)
  }
}
