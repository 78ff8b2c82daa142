import type { BootpayAnswer } from '../api/common'
import type { Receipt } from '../api/payment'
import { amountOrZero } from '../core/amounts'
import { hasGatewayCode } from '../core/envelope'
import { bootpayError } from '../core/error'
import { unreadable } from '../core/failure'
import { argument } from '../core/fields'
import { isRecord, own } from '../core/objects'
import { id, only, optional, Refusal, type Rule } from '../core/rules'
import type { ExpectedPayment, Feedback, FeedbackConfirmation } from './model'

/** What the webhook, or the shop, states about a payment, in a form that can be compared. */
interface Claims {
  status?: number | undefined
  price?: number | undefined
  orderId?: string | undefined
}

const method = 'confirmFeedback'

const price: Rule<number> = (value) => Number(amountOrZero(value))

const orderId: Rule<string> = (value) => {
  if (value === undefined || value === null || value === '')
    throw new Refusal('값이 필요합니다', 'is required')
  if (typeof value === 'string' || Number.isFinite(value)) return String(value)
  throw new Refusal('값은 문자열이나 숫자여야 합니다', 'must be text or a number')
}

const status: Rule<number> = (value) => {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (Number.isInteger(number)) return number as number
  throw new Refusal('값은 정수여야 합니다', 'must be a whole number')
}

const rules = { status, price, orderId }

/** Reads what the webhook states. */
export function readFeedback(feedback: Feedback): Claims & { receiptId: string } {
  const field = <Value>(name: string, rule: Rule<Value>) =>
    argument(method, `feedback.${name}`, feedback ?? {}, (source) => rule(own(source, name)))
  return {
    receiptId: field('receipt_id', id),
    status: field('status', optional(status)),
    price: field('price', optional(price)),
    orderId: field('order_id', optional(orderId)),
  }
}

/** Reads what the shop expects. A misspelt name or a missing value is refused: it would confirm another amount or order. */
export function readExpected(expected: ExpectedPayment | undefined): Claims {
  if (expected === undefined) return {}
  const names = argument(method, 'expected', expected, only('price', 'orderId', 'status')) as (keyof Claims)[]
  const claims = names.map((name) => [
    name,
    argument(method, `expected.${name}`, expected, (source) => rules[name](own(source, name))),
  ])
  return Object.fromEntries(claims)
}

/** The payment in the answer to a `verify`. JSON of another server does not prove that there is none, so it throws. */
export function receiptIn(answer: BootpayAnswer<Receipt>): Receipt | undefined {
  if (isRecord(answer.data)) return answer.data
  if (hasGatewayCode(answer)) return undefined
  const { type, status, code, message } = unreadable(200)
  throw bootpayError({ type, status, code, message, method })
}

/** Compares the webhook and the shop's order with the payment that the gateway knows. */
export function compareFeedback(
  feedback: Claims & { receiptId: string },
  expected: Claims,
  receipt: Receipt | undefined,
): FeedbackConfirmation {
  if (!receipt) {
    const nothing = { receiptId: false, status: false, price: false, orderId: false }
    return { confirmed: false, ...nothing, receipt: undefined }
  }
  const agrees = <Value>(name: keyof Claims, rule: Rule<Value>, actual: unknown) =>
    [feedback[name], expected[name]].every((claim) => claim === undefined || claim === readable(rule, actual))
  const agreement = {
    receiptId: receipt.receipt_id === feedback.receiptId,
    status: agrees('status', status, receipt.status),
    price: agrees('price', price, receipt.price),
    orderId: agrees('orderId', orderId, receipt.order_id),
  }
  return { confirmed: Object.values(agreement).every(Boolean), ...agreement, receipt }
}

/** A value of the gateway's. One that the rule refuses is not an error, but it agrees with nothing. */
function readable<Value>(rule: Rule<Value>, value: unknown): Value | undefined {
  try {
    return rule(value)
  } catch {
    return undefined
  }
}
