import type { MethodCode, PaymentStatus, PgCode } from './api/codes'
import type { PaymentData } from './api/common'
import type { Receipt } from './api/payment'
import { isBootpayError, refusal } from './core/error'
import { argument, readFields } from './core/fields'
import { loadCrypto } from './core/load'
import { isRecord, own, ownFields, textOf } from './core/objects'
import { only, Refusal, type Rule } from './core/rules'

/**
 * 웹훅(피드백) 내용. What the gateway reports about a payment, whichever of its two shapes and encodings it came in.
 * The body's `private_key` is not handed on: `authentic` says what it was good for.
 */
export interface Feedback {
  /** 결제 고유번호 */
  receipt_id: string
  order_id?: string
  /** 결제 금액(원) */
  price: number
  /** See `PaymentStatus`: 1 paid, 20 cancelled */
  status: PaymentStatus
  /** 몇 번째 재전송인지: 0 the first time */
  retry_count: number
  /** 상품명; billing-key payments call it `item_name` */
  name?: string
  item_name?: string
  tax_free?: number
  pg?: PgCode
  pg_name?: string
  method?: MethodCode
  method_name?: string
  application_id?: string
  receipt_url?: string
  payment_data?: PaymentData
  requested_at?: string
  purchased_at?: string | null
  /**
   * `true`: the body held this project's private key. `false`: it held another one, so drop it.
   * `undefined`: it held none, or none was given to compare; look the payment up.
   */
  authentic: boolean | undefined
  [field: string]: any
}

/** 웹훅 해석 옵션 */
export interface ParseFeedbackOptions {
  /** The request's `Content-Type`. Absent: told from the body. */
  contentType?: string | undefined
  /** Private Key, to tell whether the gateway sent it */
  privateKey?: string | undefined
}

/** 대조할 주문. What the shop knows of the payment. What is not named is not compared; what is named needs a value. */
export interface ExpectedPayment {
  /** 결제 금액(원) */
  price?: number
  /** 주문번호 */
  orderId?: string | number
  /** 결제 상태: see `PaymentStatus` */
  status?: PaymentStatus
}

/** 웹훅 확인 결과 */
export type FeedbackConfirmation = {
  /** 결제 상태가 같은지 */
  status: boolean
  /** 결제 금액이 같은지 */
  price: boolean
  /** 주문번호가 같은지 */
  orderId: boolean
} & (
  | {
      /** All three agree: the gateway itself says what the webhook said, and it is what you expected. */
      confirmed: true
      /** The payment as the gateway knows it now. */
      receipt: Receipt
    }
  | {
      /** At least one of the three does not agree. */
      confirmed: false
      /** The payment as the gateway knows it now; `undefined` when it knows none. */
      receipt: Receipt | undefined
    }
)

type Fields = Record<string, unknown>

/** Nobody's webhook is larger; what is, is an attack. */
const largestBody = 1024 * 1024
const deepestNesting = 5
const numbers = [
  'price',
  'status',
  'retry_count',
  'tax_free',
  'remain_price',
  'remain_tax_free',
  'cancelled_price',
  'cancelled_tax_free',
]
const numbersOfPayment = ['p', 's', 'g']

/**
 * 웹훅 해석. Reads the body of a webhook: text, bytes, or what a framework made of it; JSON or urlencoded, also
 * with bracketed keys. Answer the webhook with the plain text `OK`, and never log its body: it holds the private key.
 *
 * @param body the request's body
 * @param options its content type; the private key to compare
 * @returns the notification, numbers as numbers. It is a claim: confirm it with `confirmFeedback` or `verify`.
 * @throws {BootpayError} of type `input`, when it is not a notification of the gateway
 */
export function parseFeedback(body: unknown, options?: ParseFeedbackOptions): Feedback {
  try {
    return feedbackFrom(body, options)
  } catch (problem) {
    // Anything else comes from a hostile body: a getter that throws, nesting without end.
    throw isBootpayError(problem) ? problem : bad()
  }
}

/** What is misspelt or has no value would confirm a payment of another order or amount, so it is refused. */
export function readExpected(expected: ExpectedPayment | undefined): ExpectedPayment {
  if (expected === undefined) return {}
  const method = 'confirmFeedback'
  const names = argument(method, 'expected', expected, only('price', 'orderId', 'status'))
  return readFields(method, expected, (field) =>
    Object.fromEntries(names.map((name) => [name, field(name, present)])),
  )
}

const present: Rule<unknown> = (value) => {
  if (value === undefined || value === null) throw new Refusal('값이 필요합니다', 'is required')
  return value
}

/** Compares what the webhook said, what the shop expects and what the gateway knows. */
export function compareFeedback(
  feedback: Feedback,
  expected: ExpectedPayment,
  receipt: Receipt | undefined,
): FeedbackConfirmation {
  if (!receipt) return { confirmed: false, status: false, price: false, orderId: false, receipt }
  const agrees = (known: unknown, ...claims: unknown[]) =>
    claims.every((claim) => claim === undefined || String(claim) === String(known))
  const status = agrees(receipt.status, feedback.status, expected.status)
  const price = agrees(receipt.price, feedback.price, expected.price)
  const orderId = agrees(receipt.order_id, feedback.order_id, expected.orderId)
  return { confirmed: status && price && orderId, status, price, orderId, receipt }
}

function feedbackFrom(body: unknown, options: ParseFeedbackOptions | undefined): Feedback {
  const { contentType, privateKey } = ownFields(options)
  const { private_key: givenKey, ...fields } = nested(read(body, contentType))
  for (const name of numbers) readNumber(fields, name)
  const payment = fields.payment_data
  if (isFields(payment)) for (const name of numbersOfPayment) readNumber(payment, name)
  if (typeof fields.receipt_id !== 'string' || fields.receipt_id === '') throw bad('receipt_id')
  if (typeof fields.price !== 'number') throw bad('price')
  if (typeof fields.status !== 'number') throw bad('status')
  return { retry_count: 0, ...fields, authentic: isSameKey(givenKey, privateKey) } as Feedback
}

function read(body: unknown, contentType: unknown): Fields {
  const text = textOf(body) ?? body
  if (typeof text !== 'string') {
    if (isRecord(text)) return text
    throw bad()
  }
  if (text.length > largestBody) throw bad()
  const isJson = String(contentType ?? '').includes('json') || text.trimStart().startsWith('{')
  if (!isJson) return Object.fromEntries(new URLSearchParams(text))
  try {
    const parsed: unknown = JSON.parse(text)
    if (isFields(parsed)) return parsed
  } catch {
    // The parser's message quotes the body.
  }
  throw bad()
}

/** `payment_data[card_name]` becomes a member of `payment_data`. Names of prototypes are left out. */
function nested(flat: Fields): Fields {
  const result: Fields = {}
  for (const [key, value] of Object.entries(flat)) {
    const segments = key
      .split('[')
      .map((segment, index) => (index > 0 ? segment.replace(/\]$/, '') : segment))
    if (segments.length > deepestNesting) throw bad()
    if (segments.some((segment) => segment in Object.prototype)) continue
    const last = segments.pop() as string
    let target = result
    for (const segment of segments) {
      if (!isFields(target[segment])) target[segment] = {}
      target = target[segment] as Fields
    }
    target[last] = isFields(value) ? nested(value) : value
  }
  return result
}

/** Form bodies hold text only. */
function readNumber(fields: Fields, name: string) {
  const value = own(fields, name)
  if (typeof value === 'number') return
  // A form writes null as an empty value.
  if (value === undefined || value === null || value === '') {
    delete fields[name]
    return
  }
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) throw bad(name)
  fields[name] = Number(value)
}

/** Takes as long for a near miss as for a hit. */
function isSameKey(given: unknown, expected: unknown): boolean | undefined {
  if (typeof given !== 'string' || typeof expected !== 'string' || expected === '') return undefined
  const { createHash, timingSafeEqual } = loadCrypto()
  const digest = (key: string) => createHash('sha256').update(key).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const isFields = (value: unknown): value is Fields => isRecord(value) && textOf(value) === undefined

function bad(field?: string) {
  return field
    ? refusal(
        'input',
        'parseFeedback',
        `웹훅의 ${field} 값이 올바르지 않습니다`,
        `the webhook's ${field} is missing or wrong`,
      )
    : refusal(
        'input',
        'parseFeedback',
        '부트페이 웹훅이 아닙니다',
        'the body is not a webhook of the gateway',
      )
}
