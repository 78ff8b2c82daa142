import { isRecord, namesOf, timeOf } from './objects'
import { listed } from './parameter-names'

/**
 * A rule turns what the caller gave into what goes on the wire, or throws a Refusal.
 * What earlier READMEs show is accepted: a numeric `orderId`, a fractional `executeAt`, a `userInfo` of two fields.
 */
export interface Rule<Wire> {
  (value: unknown): Wire
  /** The names that the gateway knows in this object. Other names are sent too. */
  readonly names?: readonly string[] | undefined
}

/** Why a value is refused: the end of a sentence that begins with the field's name. */
export class Refusal {
  constructor(
    readonly korean: string,
    readonly english: string,
  ) {}
}

/** A forgotten `await`: a promise would pass for an object without fields. */
export const notAwaited = () => new Refusal('값이 Promise입니다. await를 붙이세요', 'is a promise: await it')

/** The names in an object. An unknown name is refused, because a misspelt one would have no effect. */
export function only(...known: string[]): Rule<string[]> {
  return (source) => {
    if (!isRecord(source)) throw new Refusal('값은 객체여야 합니다', 'must be an object')
    const names = namesOf(source)
    const unknown = names.filter((name) => !known.includes(name))
    if (unknown.length === 0) return names
    throw new Refusal(
      `안에 알 수 없는 이름이 있습니다: ${listed(unknown)}. 쓸 수 있는 이름: ${known.join(', ')}`,
      `has unknown names: ${listed(unknown)}. It may hold ${known.join(', ')}`,
    )
  }
}

export function optional<Wire>(rule: Rule<Wire>): Rule<Wire | undefined> {
  const read = (value: unknown) => (value === undefined || value === null ? undefined : rule(value))
  return Object.assign(read, { names: rule.names })
}

/**
 * Only `undefined` counts as absent; `null` is refused like `NaN`. The gateway reads a cancel without a price
 * as a full refund, and JSON turns `NaN` into `null`.
 */
export function unlessAbsent<Wire>(rule: Rule<Wire>): Rule<Wire | undefined> {
  return (value) => (value === undefined ? undefined : rule(value))
}

/** An id of the gateway or of the shop: one clean piece of text, which may become a path segment. */
export const id: Rule<string> = (value) => {
  if (isNothing(value)) throw missing()
  if (typeof value !== 'string') throw new Refusal('값은 문자열이어야 합니다', 'must be text')
  if (
    value === '.' ||
    value === '..' ||
    value.length > 200 ||
    value.trim() !== value ||
    unclean.test(value)
  ) {
    throw new Refusal(
      '형식이 올바르지 않습니다: 1~200자, 앞뒤 공백과 제어 문자, . 과 .. 불가',
      'must be 1 to 200 characters without surrounding space or control characters, and not . or ..',
    )
  }
  return value
}

/** An id that is the whole argument. A parameter object, which other functions take, gets a message of its own. */
export const bareId: Rule<string> = (value) => {
  if (typeof value === 'object' && value !== null) {
    throw new Refusal('자리에는 객체가 아니라 아이디 자체를 넘기세요', 'is the id itself, not an object')
  }
  return id(value)
}

const isNothing = (value: unknown) => value === undefined || value === null || value === ''
const missing = () => new Refusal('값이 필요합니다', 'is required')

/** Control characters and halves of surrogate pairs. */
const unclean = /[\p{Cc}\p{Cs}]/u

/** An order or member number: shops keep them as text or as a number. */
export const idOrNumber: Rule<string | number> = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'string' || isNothing(value)) return id(value)
  throw new Refusal('값은 문자열이나 숫자여야 합니다', 'must be text or a number')
}

/** A number of months, or a 0/1 switch. `true`, `false` and digits as text are accepted, because old code sends them. */
export const count: Rule<number | string | boolean> = (value) => {
  if (typeof value === 'boolean' || (typeof value === 'string' && /^\d{1,9}$/.test(value))) return value
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new Refusal('값은 0 이상의 정수여야 합니다', 'must be a whole number of 0 or more')
}

/** Text that is not blank. A number is accepted and sent as a number, which the gateway reads too. */
export const text: Rule<string | number> = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (isNothing(value)) throw missing()
  if (typeof value !== 'string') throw new Refusal('값은 문자열이어야 합니다', 'must be text')
  if (value.trim() === '') throw missing()
  return value
}

/** Text that may be empty. */
export const anyText: Rule<string | number> = (value) => (typeof value === 'string' ? value : text(value))

/** For a name that must not be given: it belongs to another API and would have no effect. */
export const absent: Rule<undefined> = (value) => {
  if (value !== undefined) throw new Refusal('파라미터는 v1에 없습니다', 'is not a parameter of v1')
  return undefined
}

/** Seconds since 1970, or a `Date`; sent as whole seconds. */
export const seconds: Rule<number> = (value) => {
  if (isNothing(value)) throw missing()
  const ms = timeOf(value)
  const given = ms !== undefined ? ms / 1000 : typeof value === 'string' ? digits(value) : value
  if (typeof given !== 'number' || !(given >= 1)) {
    throw new Refusal('값은 초 단위 시각이거나 Date여야 합니다', 'must be a time in seconds, or a Date')
  }
  if (given >= firstMilliseconds) {
    throw new Refusal(
      '값은 초 단위 시각이거나 Date여야 합니다. 밀리초는 1000으로 나누세요',
      'must be a time in seconds, or a Date: divide milliseconds by 1000',
    )
  }
  return Math.floor(given)
}

/** From here on a number is taken for milliseconds: as seconds it would be in the year 5138. */
const firstMilliseconds = 1e11

const digits = (value: string) => (/^\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : Number.NaN)

/** A copy of anything that JSON can express. */
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
  // The result of `toJSON` has to be an object too: a Date would be text on the wire.
  const copy = isRecord(value) ? json(value) : undefined
  if (!isRecord(copy)) throw new Refusal('값은 객체여야 합니다', 'must be an object')
  return copy
}

/** Like `record`, with the names that the gateway knows: `readFields` warns of misspelt ones. */
export function recordOf(...names: string[]): Rule<Record<string, unknown>> {
  return Object.assign((value: unknown) => record(value), { names })
}

export const records: Rule<Record<string, unknown>[]> = (value) => {
  if (!Array.isArray(value)) throw new Refusal('값은 배열이어야 합니다', 'must be an array')
  return value.map(record)
}

export const texts: Rule<(string | number)[]> = (value) => {
  if (!Array.isArray(value)) throw new Refusal('값은 배열이어야 합니다', 'must be an array')
  return value.map(text)
}
