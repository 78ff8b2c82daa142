import { billingKeyYears, cardFormats } from '../rules/decisions'
import * as rules from '../rules/documented'
import { decline, refuse } from '../rules/errors'
import { extraFlag, nested, requiredText } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { endOfMonth, yearsAfter } from '../rules/time'
import { addBillingKey, requireUserInfo } from './billing'
import { takeBackTestPayment } from './cancel'
import type { BillingKey } from './entities'
import type { Gateway } from './gateway'
import { addStep, approve, enterCard, findPayment, refusedAt, requestPayment } from './payments'

/** `POST /request/card_rebill`: a billing key for card data. */
export function issueBillingKey(gateway: Gateway, fields: Fields): BillingKey {
  const pg = requiredText(fields, 'pg')
  const orderId = requiredText(fields, 'order_id')
  const itemName = requiredText(fields, 'item_name')
  if (!rules.restBillingProviders.has(pg)) refuse('unsupportedProvider', pg)
  const { cardNo, expiresAt } = readCard(gateway, fields)
  requireUserInfo(pg, nested(fields, 'user_info'))

  const rawData = extraFlag(fields, 'raw_data')
  const refused = refusedAt(cardNo, 'issue')
  if (refused !== undefined) decline(refused, rawData)
  const wantsTest = extraFlag(fields, 'subscribe_test_payment')
  if (wantsTest) payTest(gateway, { pg, orderId, itemName, cardNo, rawData })
  return addBillingKey(gateway, { pg, method: 'card_rebill_rest', cardNo, expiresAt })
}

/** `PUT /request/card_rebill/:receipt_id`: the card data for an issue that began in a payment window. */
export function continueIssue(gateway: Gateway, receiptId: string, fields: Fields): BillingKey {
  const payment = findPayment(gateway, receiptId)
  const { pg, method, status } = payment
  if (method !== 'card_rebill' || status !== rules.status.waiting) refuse('notIssuing', `status ${status}`)
  if (!rules.restBillingProviders.has(pg)) refuse('unsupportedProvider', pg)
  const { cardNo, expiresAt } = readCard(gateway, fields)
  requireUserInfo(pg, payment.userInfo)
  const refused = refusedAt(cardNo, 'issue')
  if (refused !== undefined) decline(refused, false)
  payment.status = rules.status.billingKeyIssued
  addStep(payment, gateway.clock.now(), 'key-issued')
  return addBillingKey(gateway, { pg, method: 'card_rebill_rest', cardNo, expiresAt, receiptId })
}

function readCard(gateway: Gateway, fields: Fields): { cardNo: string; expiresAt: number } {
  const cardNo = requiredText(fields, 'card_no')
  const expireYear = requiredText(fields, 'expire_year')
  const expireMonth = requiredText(fields, 'expire_month')
  for (const name of ['card_pw', 'identify_number']) requiredText(fields, name)
  checkCardFormats(gateway, fields)
  return { cardNo, expiresAt: cardExpiry(gateway, expireYear, expireMonth) }
}

// The value is card data, so a refusal names the field alone. The README samples hold words to be filled in.
function checkCardFormats(gateway: Gateway, fields: Fields): void {
  if (gateway.settings.readmeSamples) return
  for (const [name, { pattern, korean, english }] of cardFormats) {
    if (!pattern.test(requiredText(fields, name)))
      refuse('malformedField', [`${name}, ${korean}`, `${name}, ${english}`])
  }
}

/** The last second of the card's month; card data that is no date gives a key for some years. */
export function cardExpiry(gateway: Gateway, year: string, month: string): number {
  const isDate = /^(20)?\d{2}$/.test(year) && /^(0?[1-9]|1[0-2])$/.test(month)
  if (!isDate) return yearsAfter(gateway.clock.now(), billingKeyYears)
  return endOfMonth(2000 + (Number(year) % 100), Number(month))
}

// A small payment proves the card; the gateway takes it back by itself.
function payTest(
  gateway: Gateway,
  input: { pg: string; orderId: string; itemName: string; cardNo: string; rawData: boolean },
): void {
  const refused = refusedAt(input.cardNo, 'test')
  if (refused !== undefined) decline(refused, input.rawData)
  const { payapp, others } = rules.testPaymentPrice
  const price = input.pg === 'payapp' ? payapp : others
  const payment = requestPayment(gateway, { ...input, price, method: 'card_rebill_rest' })
  payment.billing = { feedback: undefined }
  enterCard(payment, input.cardNo)
  approve(gateway, payment)
  gateway.clock.schedule(gateway.clock.now() + rules.testPaymentCancelledAfter, () =>
    takeBackTestPayment(gateway, payment),
  )
}
