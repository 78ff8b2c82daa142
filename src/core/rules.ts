import { refusal } from './error'

/**
 * A rule turns what the caller gave into what goes on the wire, or throws a Refusal.
 * What READMEs show passes: a numeric `orderId`, a fractional `executeAt`, a `userInfo` of two fields.
 */
export type Rule<Wire> = (value: unknown) => Wire

export class Refusal {
  constructor(
    readonly korean: string,
    readonly english: string,
  ) {}
}

/** Reads fields out of the parameter object of `method`, each exactly once and each through its rule. */
export function fieldsOf(method: string, source: unknown) {
  if (!isRecord(source)) {
    throw refusal(
      'input',
      method,
      `${method}: 파라미터 객체가 필요합니다`,
      `${method} needs a parameter object`,
    )
  }
  return <Wire>(name: string, rule: Rule<Wire>): Wire => argument(method, name, () => own(source, name), rule)
}

/** One positional argument, or one field, of `method`. */
export function argument<Wire>(
  method: string,
  name: string,
  read: () => unknown,
  rule: Rule<Wire>,
  type: 'input' | 'config' = 'input',
): Wire {
  try {
    return rule(read())
  } catch (problem) {
    // Anything else was thrown by the caller's own getter, proxy or toJSON; its text may hold a secret.
    const { korean, english } =
      problem instanceof Refusal ? problem : new Refusal('값을 읽을 수 없습니다', 'cannot be read')
    throw refusal(type, method, `${method}: ${name} ${korean}`, `${name} ${english}`)
  }
}

/** A property of the object itself or of its class, but never one that somebody put on `Object.prototype`. */
export function own(source: object, name: string): unknown {
  if (name in Object.prototype && !Object.hasOwn(source, name)) return undefined
  return (source as Record<string, unknown>)[name]
}

/** The names in an object that may hold these and no others: what is misspelt would be passed over in silence. */
export function only(...known: string[]): Rule<string[]> {
  return (source) => {
    const names = Object.keys(source as object)
    if (names.every((name) => known.includes(name))) return names
    throw new Refusal('안에 알 수 없는 값이 있습니다', `takes ${known.join(', ')} only`)
  }
}

export function optional<Wire>(rule: Rule<Wire>): Rule<Wire | undefined> {
  return (value) => (value === undefined || value === null ? undefined : rule(value))
}

/**
 * Only absence counts as absent: `null`, like `NaN`, is a mistake. The gateway reads a cancel without a price
 * as a full refund, and JSON turns `NaN` into `null`.
 */
export function unlessAbsent<Wire>(rule: Rule<Wire>): Rule<Wire | undefined> {
  return (value) => (value === undefined ? undefined : rule(value))
}

/** An id of the gateway or of the shop: one clean piece of text, which may become a path segment. */
export const id: Rule<string> = (value) => {
  if (typeof value !== 'string' || value === '') throw new Refusal('값이 필요합니다', 'is required')
  if (
    value === '.' ||
    value === '..' ||
    value.length > 200 ||
    value.trim() !== value ||
    unclean.test(value)
  ) {
    throw new Refusal(
      '형식이 올바르지 않습니다: 1~200자, 앞뒤 공백과 제어 문자 불가',
      'must be 1 to 200 characters without surrounding space or control characters',
    )
  }
  return value
}

/** Control characters and halves of surrogate pairs. */
const unclean = /[\p{Cc}\p{Cs}]/u

/** An order or member number: shops keep them as text or as a number. */
export const idOrNumber: Rule<string | number> = (value) =>
  typeof value === 'number' ? number(value) : id(value)

export const amount: Rule<number | string> = (value) => {
  const won = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof won !== 'number' || !(won > 0 && won <= Number.MAX_SAFE_INTEGER)) {
    throw new Refusal('값은 0보다 큰 금액(원)이어야 합니다', 'must be an amount above 0')
  }
  return value as number | string
}

/** A part of an amount: it may be nothing. */
export const amountOrZero: Rule<number | string> = (value) => {
  if (value === 0 || value === '0') return value
  try {
    return amount(value)
  } catch {
    throw new Refusal('값은 0 이상의 금액(원)이어야 합니다', 'must be an amount of 0 or more')
  }
}

export const number: Rule<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Refusal('값은 숫자여야 합니다', 'must be a number')
  return value
}

/** A count of months, or a 0/1 switch: `true` and digits as text pass, because old code sends them. */
export const count: Rule<number | string | boolean> = (value) => {
  if (typeof value === 'boolean' || (typeof value === 'string' && /^\d{1,9}$/.test(value))) return value
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new Refusal('값은 0 이상의 정수여야 합니다', 'must be a whole number of 0 or more')
}

/** Text that must say something. Digits given as a number pass: they become the same JSON the gateway reads. */
export const text: Rule<string | number> = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'string' || value.trim() === '') throw new Refusal('값이 필요합니다', 'is required')
  return value
}

/** Text that may be empty. */
export const anyText: Rule<string | number> = (value) => (typeof value === 'string' ? value : text(value))

/** A name that must not be given, because it is another API's and would be passed over in silence. */
export const absent: Rule<undefined> = (value) => {
  if (value !== undefined) throw new Refusal('파라미터는 v1에 없습니다', 'is not a parameter of v1')
  return undefined
}

/** Seconds since 1970, or a `Date`; sent as whole seconds. */
export const seconds: Rule<number> = (value) => {
  const given =
    value instanceof Date ? value.getTime() / 1000 : typeof value === 'string' ? digits(value) : value
  // From the year 5138 on it can only be milliseconds.
  if (typeof given !== 'number' || !(given >= 1 && given < 1e11)) {
    throw new Refusal('값은 초 단위 시각이거나 Date여야 합니다', 'must be a time in seconds, or a Date')
  }
  return Math.floor(given)
}

const digits = (value: string) => (/^\d{1,12}(\.\d+)?$/.test(value) ? Number(value) : Number.NaN)

/** Anything that JSON can say, as a copy of its own. */
export const json: Rule<unknown> = (value) => {
  const written = JSON.stringify(value, (key, item) => {
    if (key === '__proto__') return undefined
    if (typeof item === 'bigint' || (typeof item === 'number' && !Number.isFinite(item))) throw notJson()
    return item
  })
  if (written === undefined) throw notJson()
  return JSON.parse(written)
}

const notJson = () =>
  new Refusal('안에 JSON으로 표현할 수 없는 값이 있습니다', 'holds a value that JSON cannot express')

export const record: Rule<Record<string, unknown>> = (value) => {
  // What a toJSON makes of it counts too: a Date is text on the wire.
  const copy = isRecord(value) ? json(value) : undefined
  if (!isRecord(copy)) throw new Refusal('값은 객체여야 합니다', 'must be an object')
  return copy
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const records: Rule<Record<string, unknown>[]> = (value) => {
  if (!Array.isArray(value)) throw new Refusal('값은 배열이어야 합니다', 'must be an array')
  return value.map(record)
}

export const texts: Rule<(string | number)[]> = (value) => {
  if (!Array.isArray(value)) throw new Refusal('값은 배열이어야 합니다', 'must be an array')
  return value.map(text)
}
