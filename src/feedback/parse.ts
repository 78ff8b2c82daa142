import { isBootpayError } from '../core/error'
import { readFields } from '../core/fields'
import { loadCrypto } from '../core/load'
import { isRecord, own } from '../core/objects'
import { emptyBody, type Fields, fieldsIn, isFields, notAWebhook, refused } from './body'
import type { Feedback, ParseFeedbackOptions } from './model'

const amounts = [
  ...['price', 'tax_free'],
  ...['remain_price', 'remain_tax_free', 'cancelled_price', 'cancelled_tax_free'],
]
const wholeNumbers = ['status', 'retry_count']

/**
 * 웹훅의 본문을 읽습니다. 글자, 바이트, 프레임워크가 풀어 놓은 객체, JSON과 urlencoded를 모두 받습니다. 본문에는 Private Key가
 * 있으니 로그에 남기지 말고, 처리했으면 `OK`라고만 답하세요.
 * Reads the body of a webhook.
 *
 * @param body 요청의 본문, 1MB까지
 * @param options 본문의 `Content-Type`, 비교할 Private Key
 * @returns 웹훅의 내용. 누구나 보낼 수 있으니 `confirmFeedback`이나 `verify`로 확인하세요
 * @throws {BootpayError} `input`: 부트페이 웹훅이 아닙니다
 * @see https://bootpay.gitbook.io/docs/webhook/server
 */
export function parseFeedback(body: unknown, options?: ParseFeedbackOptions): Feedback {
  try {
    return feedbackFrom(body, options)
  } catch (problem) {
    // Any other error comes from a hostile body: a getter that throws, or nesting without end.
    throw isBootpayError(problem) ? problem : notAWebhook()
  }
}

function feedbackFrom(body: unknown, options: ParseFeedbackOptions | undefined): Feedback {
  const { contentType, privateKey } = readOptions(options)
  const { private_key: givenKey, ...fields } = fieldsIn(body, contentType)
  if (givenKey === undefined && Object.keys(fields).length === 0) throw emptyBody()
  for (const name of amounts) readNumber(fields, name, Number.isFinite)
  for (const name of wholeNumbers) readNumber(fields, name, Number.isInteger)
  const payment = fields.payment_data
  if (isFields(payment)) {
    readNumber(payment, 'p', Number.isFinite)
    for (const name of ['s', 'g']) readNumber(payment, name, Number.isInteger)
  }
  if (typeof fields.receipt_id !== 'string' || fields.receipt_id === '') throw wrongField('receipt_id')
  readOrderId(fields)
  if (typeof fields.price !== 'number' || fields.price < 0) throw wrongField('price')
  if (typeof fields.status !== 'number') throw wrongField('status')
  return { retry_count: 0, ...fields, authentic: isSameKey(givenKey, privateKey) } as Feedback
}

/** Reads the options; `readFields` warns of misspelt names. */
function readOptions(options: ParseFeedbackOptions | undefined) {
  const asGiven = (value: unknown) => value
  if (!isRecord(options ?? {})) {
    // A key in place of `{ privateKey }` would be compared with nothing.
    const names = '{ contentType, privateKey }'
    throw refused(`options는 ${names} 객체여야 합니다`, `options must be an object ${names}`)
  }
  return readFields('parseFeedback', options ?? {}, (field) => ({
    contentType: field('contentType', asGiven, 'feedback_content_type'),
    privateKey: field('privateKey', asGiven),
  }))
}

/** Makes a number of the field `name`, because form bodies hold only text. Refuses what is no number. */
function readNumber(fields: Fields, name: string, isGood: (value: number) => boolean) {
  const value = own(fields, name)
  // A form writes null as an empty value.
  if (value === undefined || value === null || value === '') {
    delete fields[name]
    return
  }
  const isText = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
  const number = isText ? Number(value) : value
  if (typeof number !== 'number' || !isGood(number)) throw wrongField(name)
  fields[name] = number
}

/** Makes text of it, as the gateway does. Refuses objects: their `toString` could imitate any id. */
function readOrderId(fields: Fields) {
  const { order_id: id } = fields
  if (id === undefined || id === null || id === '') delete fields.order_id
  else if (Number.isFinite(id)) fields.order_id = String(id)
  else if (typeof id !== 'string') throw wrongField('order_id')
}

/** Compares in constant time. `undefined` if the body has no key, or there is none to compare it with. */
function isSameKey(given: unknown, expected: unknown): boolean | undefined {
  if (given === undefined || given === null || typeof expected !== 'string' || expected === '')
    return undefined
  if (typeof given !== 'string') return false
  const { createHash, timingSafeEqual } = loadCrypto()
  const digest = (key: string) => createHash('sha256').update(key).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const wrongField = (name: string) =>
  refused(`웹훅의 ${name} 값이 올바르지 않습니다`, `the webhook's ${name} is missing or wrong`)
