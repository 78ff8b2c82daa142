import { refuse } from './errors'
import type { Fields } from './shapes'
import { isWebAddress } from './web-address'

/*
 * Every official SDK talked to the same gateway, and each writes absence, numbers and flags in its own way: null, "",
 * 0, "35000", 1 and true. These readers accept them all, and only own properties, so `__proto__` means nothing.
 */

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as it came, of any type; undefined when it is absent, null or empty. */
export function anything(fields: Fields, name: string): unknown {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return value === null || value === '' ? undefined : value
}

export function text(fields: Fields, name: string): string | undefined {
  const value = anything(fields, name)
  if (value === undefined || typeof value === 'string') return value as string | undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return refuse('malformedField', name)
}

export function requiredText(fields: Fields, name: string): string {
  return text(fields, name) ?? refuse('missingField', name)
}

export function number(fields: Fields, name: string): number | undefined {
  const value = anything(fields, name)
  if (value === undefined) return undefined
  const amount = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value
  return typeof amount === 'number' && Number.isFinite(amount) ? amount : refuse('malformedField', name)
}

/** A whole number, 0 or more. */
export function whole(fields: Fields, name: string): number | undefined {
  const value = number(fields, name)
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return value
  return refuse('malformedField', name)
}

/** An amount of won, which has no smaller unit. */
export function amount(fields: Fields, name: string): number | undefined {
  const value = number(fields, name)
  if (value !== undefined && !Number.isInteger(value)) refuse('fraction', name)
  return whole(fields, name)
}

/** The price of a payment: 0 counts as absent. */
export function requiredPrice(fields: Fields, name: string): number {
  return amount(fields, name) || refuse('missingField', name)
}

function flag(fields: Fields, name: string): boolean {
  const value = anything(fields, name)
  return value === true || value === 1 || value === '1' || value === 'true'
}

/** A nested object; PHP writes an empty one as `[]`. */
export function nested(fields: Fields, name: string): Fields {
  const value = anything(fields, name)
  return isFields(value) ? value : {}
}

/** `extra` in either casing, as SDKs send both. */
export function extraFlag(fields: Fields, name: 'subscribe_test_payment' | 'raw_data'): boolean {
  const extra = nested(fields, 'extra')
  const camel = { subscribe_test_payment: 'subscribeTestPayment', raw_data: 'rawData' }[name]
  return flag(extra, name) || flag(extra, camel)
}

/** An http(s) URL; anything else could do harm on a page and reaches no server. */
export function webAddress(fields: Fields, name: string): string | undefined {
  const value = text(fields, name)
  if (value === undefined) return undefined
  return isWebAddress(value) ? value : refuse('malformedField', name)
}

export function contentType(fields: Fields, name: string): 'json' | 'urlencoded' | undefined {
  const value = text(fields, name)
  if (value === undefined || value === 'json' || value === 'urlencoded') return value
  return refuse('malformedField', name)
}
