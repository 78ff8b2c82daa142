import { isFields } from './fields'
import type { Fields } from './shapes'

const secrets = new Set([
  'private_key',
  'card_no',
  'card_pw',
  'expire_year',
  'expire_month',
  'identify_number',
  'account',
  'token',
  'user_token',
  'unique',
  'di',
])

/** A copy that can be shown: what is secret reads `***`. */
export function maskFields(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secrets.has(name) ? hide(value) : maskValue(value)]),
  )
}

function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue)
  return isFields(value) ? maskFields(value) : value
}

function hide(value: unknown): unknown {
  return value === undefined || value === null || value === '' ? value : '***'
}

/** How a PG shows a card: the middle hidden, by asterisks at nicepay and payapp and by zeros elsewhere. */
export function maskCard(cardNo: string, pg: string): string {
  const digits = cardNo.replace(/[\s-]/g, '')
  const hidden = pg === 'nicepay' || pg === 'payapp' ? '****' : '0000'
  return /^\d{14,}$/.test(digits) ? `${digits.slice(0, 8)}${hidden}${digits.slice(-4)}` : hidden.repeat(4)
}
