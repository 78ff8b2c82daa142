import { refusal } from '../core/error'
import { isPromise, isRecord, textOf } from '../core/objects'

export type Fields = Record<string, unknown>

/** A webhook is a few kilobytes; a larger body is refused. */
const largestBody = 1024 * 1024
const deepestNesting = 5

/** The fields of a webhook's body, whichever way a framework hands it over. */
export function fieldsIn(body: unknown, contentType: unknown): Fields {
  const text = typeof body === 'string' ? body : textOf(body)
  if (text !== undefined) return nested(fieldsInText(text.replace(/^\ufeff/, ''), String(contentType ?? '')))
  if (body === undefined || body === null) return {}
  if (!isRecord(body)) throw notAWebhook()
  if (isPromise(body))
    throw refused('본문이 Promise입니다. await를 붙이세요', 'the body is a promise: await it')
  if (isRequest(body)) {
    throw refused(
      '요청이 아니라 요청의 본문을 넘기세요: request.body 또는 await request.text()',
      'takes the body, not the request: request.body or await request.text()',
    )
  }
  return nested(isForm(body) ? Object.fromEntries(body.entries()) : body)
}

export const isFields = (value: unknown): value is Fields => isRecord(value) && !ArrayBuffer.isView(value)

export const refused = (korean: string, english: string) => refusal('input', 'parseFeedback', korean, english)

export const notAWebhook = () =>
  refused('부트페이 웹훅이 아닙니다', 'the body is not a webhook of the gateway')

/** The refusal of an empty body: a framework hands it over when no middleware has read the body. */
export const emptyBody = () =>
  refused(
    '본문이 비어 있습니다. express.text()처럼 본문을 읽는 미들웨어가 있는지 확인하세요',
    'the body is empty: is there a middleware that reads it, such as express.text()?',
  )

function fieldsInText(text: string, contentType: string): Fields {
  if (text.length > largestBody) throw notAWebhook()
  if (text.trim() === '') return {}
  if (isBase64(text)) {
    throw refused(
      "본문이 base64입니다. 먼저 디코딩하세요: Buffer.from(body, 'base64')",
      "the body is base64, as from AWS Lambda: decode it first, Buffer.from(body, 'base64')",
    )
  }
  const isJson = contentType.includes('json') || text.trimStart().startsWith('{')
  if (!isJson) return Object.fromEntries(new URLSearchParams(text))
  try {
    const parsed: unknown = JSON.parse(text)
    if (isRecord(parsed)) return parsed
  } catch {
    // The parser's message quotes the body.
  }
  throw notAWebhook()
}

/** Whether it is a `URLSearchParams` or a `FormData`: only these have both methods. */
function isForm(body: object): body is { entries(): Iterable<[string, unknown]> } {
  const { entries, getAll } = body as Partial<URLSearchParams>
  return typeof entries === 'function' && typeof getAll === 'function'
}

/** Whether it is a request of a framework, an event of AWS Lambda, a stream or a `Blob`. */
function isRequest(body: Fields): boolean {
  if (Object.hasOwn(body, 'receipt_id')) return false
  const isReadable = ['arrayBuffer', 'getReader', 'pipe'].some((name) => typeof body[name] === 'function')
  return isReadable || 'body' in body
}

/** Whether it is a webhook in base64. Neither JSON nor a form consists of these characters alone. */
function isBase64(text: string): boolean {
  const characters = text.replace(/\s+/g, '')
  if (!/^[\w+/-]{16,}={0,2}$/.test(characters)) return false
  return /^\ufeff?\s*\{|receipt_id/.test(Buffer.from(characters, 'base64').toString())
}

/** `payment_data[card_name]` becomes a member of `payment_data`. Names of prototypes are left out. */
function nested(flat: Fields): Fields {
  const result: Fields = {}
  for (const [key, value] of Object.entries(flat)) {
    const segments = key
      .split('[')
      .map((segment, index) => (index > 0 ? segment.replace(/\]$/, '') : segment))
    if (segments.length > deepestNesting) throw notAWebhook()
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
