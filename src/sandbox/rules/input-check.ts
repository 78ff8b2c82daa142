import { types } from 'node:util'
import { isFields } from './fields'
import type { Fields } from './shapes'
import { isTime } from './time'
import { isWebAddress } from './web-address'

/** A check of a value that a test passes, and what it must be, in both languages. */
export interface InputRule {
  readonly korean: string
  readonly english: string
  readonly accepts: (value: unknown) => boolean
  readonly isRequired?: true
}

/** A rule for each name that an input may have; a name without a rule does not compile. */
export type InputRules<Input> = { readonly [Name in keyof Input]-?: InputRule }

/**
 * Throws a TypeError that names the argument when `input` is no object, has a name that `rules` does not know, or has a
 * value of another type. The message shows no value but numbers, because a text may be a key or a card number.
 */
export function checkInput<Input extends object>(
  method: string,
  input: unknown,
  rules: InputRules<Input>,
): void {
  if (!isPlain(input)) refuseInput(method, 'input', objectRule, input)
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(rules, name))
  if (unknown !== undefined) {
    throw new TypeError(`${method}: 모르는 이름입니다 (unknown name): ${unknown}`)
  }
  for (const [name, rule] of Object.entries<InputRule>(rules)) checkArgument(method, name, input[name], rule)
}

/** Throws a TypeError that names the argument when the value is of another type. */
export function checkArgument(method: string, name: string, value: unknown, rule: InputRule): void {
  if (value === undefined ? rule.isRequired : !rule.accepts(value)) refuseInput(method, name, rule, value)
}

function refuseInput(method: string, name: string, { korean, english }: InputRule, value: unknown): never {
  throw new TypeError(
    `${method}: ${name}에는 ${korean} 값이 필요합니다 (${name} must be ${english}; got ${kindOf(value)})`,
  )
}

function kindOf(value: unknown): string {
  if (typeof value === 'number' || value === null || value === undefined) return String(value)
  if (value === '') return 'an empty string'
  if (isPlain(value)) return 'an object'
  if (typeof value === 'object') return Array.isArray(value) ? 'an array' : `a ${kindOfObject(value)}`
  return `a ${typeof value}`
}

export function required(rule: InputRule): InputRule {
  return { ...rule, isRequired: true }
}

const isText = (value: unknown) => typeof value === 'string' && value !== ''

/** `Date`, `Promise`, `Map` …, in whatever realm it was made. */
const kindOfObject = (value: unknown) => Object.prototype.toString.call(value).slice('[object '.length, -1)

/** A `Date`, a `Map` or a promise has no fields, so it would pass for an input that leaves all of them out. */
const isPlain = (value: unknown): value is Fields => isFields(value) && kindOfObject(value) === 'Object'

export const objectRule: InputRule = { korean: '객체', english: 'an object', accepts: isPlain }

export const textRule: InputRule = {
  korean: '비어 있지 않은 문자열',
  english: 'a non-empty string',
  accepts: isText,
}

export const numberRule: InputRule = {
  korean: '숫자',
  english: 'a number',
  accepts: (value) => typeof value === 'number',
}

export const finiteRule: InputRule = {
  korean: '유한한 숫자',
  english: 'a finite number',
  accepts: Number.isFinite,
}

export const flagRule: InputRule = {
  korean: 'true 또는 false',
  english: 'true or false',
  accepts: (value) => typeof value === 'boolean',
}

export const textOrNumberRule: InputRule = {
  korean: '문자열 또는 숫자',
  english: 'a string or a finite number',
  accepts: (value) => isText(value) || Number.isFinite(value),
}

export const callbackRule: InputRule = {
  korean: '함수',
  english: 'a function',
  accepts: (value) => typeof value === 'function',
}

export function wholeFrom(least: number, most = Number.MAX_SAFE_INTEGER): InputRule {
  const isOpen = most === Number.MAX_SAFE_INTEGER
  return {
    korean: isOpen ? `${least} 이상의 정수` : `${least} 이상 ${most} 이하의 정수`,
    english: isOpen ? `an integer from ${least}` : `an integer from ${least} to ${most}`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  }
}

export function milliseconds(most = Number.POSITIVE_INFINITY): InputRule {
  const isOpen = most === Number.POSITIVE_INFINITY
  return {
    korean: isOpen ? '0 이상의 숫자(ms)' : `0 이상 ${most} 이하의 숫자(ms)`,
    english: isOpen ? 'milliseconds from 0' : `milliseconds from 0 to ${most}`,
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= most,
  }
}

export function oneOf(...values: readonly (string | number)[]): InputRule {
  const list = values.join(', ')
  return {
    korean: `${list} 중 하나의`,
    english: `one of ${list}`,
    accepts: (value) => values.some((known) => known === value),
  }
}

export function matching(pattern: RegExp, korean: string, english: string): InputRule {
  return { korean, english, accepts: (value) => typeof value === 'string' && pattern.test(value) }
}

export const webAddressRule: InputRule = {
  korean: 'http(s) 주소',
  english: 'an http(s) URL',
  accepts: (value) => isText(value) && isWebAddress(value as string),
}

/** Known by its kind and not by `instanceof`, because jest gives each test file a `Date` of its own. */
export const timeRule: InputRule = {
  korean: '1970년부터 9998년까지의 시각(ms 또는 Date)',
  english: 'a point in time from 1970 to 9998, in milliseconds or as a Date',
  accepts: (value) => (types.isDate(value) || typeof value === 'number') && isTime(Number(value)),
}

/** JSON would leave such a member out. */
function refuseCode(_name: string, member: unknown): unknown {
  if (typeof member === 'function' || typeof member === 'symbol') throw new TypeError()
  return member
}

/** What comes back on the wire must be something that JSON can hold. */
export const jsonRule: InputRule = {
  korean: 'JSON으로 쓸 수 있는',
  english: 'something that JSON can hold',
  accepts: (value) => {
    try {
      return JSON.stringify(value, refuseCode) !== undefined
    } catch {
      return false
    }
  },
}
