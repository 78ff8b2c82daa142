import { isFields } from './fields'
import type { Fields } from './shapes'
import { pathPart } from './web-address'

/** Secret wherever they are. Compared by letters and digits, as a program may send `cardNo` or `card-no` by mistake. */
const secrets = new Set([
  ...['privatekey', 'cardno', 'cardpw', 'identifynumber', 'identify', 'account', 'token', 'usertoken'],
  // A program of the v2 API reaches the same host, and its requests are recorded as unknown paths.
  ...['secretkey', 'accesstoken', 'cardidentityno', 'cardexpireyear', 'cardexpiremonth', 'password'],
])
/** The expiry of a card, at the top of a body. In the `extra` of a link, `expire_month` is how long a key may live. */
const cardExpiry = new Set(['expireyear', 'expiremonth'])
/** CI and DI, which identify a person, in these two objects. In `items`, `unique` is the merchant's key of a product. */
const identity = new Set(['unique', 'di'])
const identityParents = new Set(['certificate', 'paymentdata'])

/** The text shown in place of a secret. */
type Cover = (name: string) => string

/** A copy that can be shown: what is secret is covered, everything else is as it was. */
export function maskFields(fields: Fields, cover: Cover = () => '***'): Fields {
  return maskObject(fields, cover, undefined)
}

function maskObject(fields: Fields, cover: Cover, parent: string | undefined): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isSecret(plain(name), parent) ? hide(value, cover(name)) : maskValue(value, cover, plain(name)),
    ]),
  )
}

function isSecret(name: string, parent: string | undefined): boolean {
  if (secrets.has(name)) return true
  return parent === undefined ? cardExpiry.has(name) : identity.has(name) && identityParents.has(parent)
}

function maskValue(value: unknown, cover: Cover, parent: string): unknown {
  if (Array.isArray(value)) return value.map((item) => maskValue(item, cover, parent))
  return isFields(value) ? maskObject(value, cover, parent) : value
}

function plain(name: string): string {
  return name.replace(/[^a-z\d]/gi, '').toLowerCase()
}

function hide(value: unknown, cover: string): unknown {
  const isEmpty = value === undefined || value === null || value === ''
  // A card number that the PG has masked already.
  const isCovered = typeof value === 'string' && value.includes('****')
  return isEmpty || isCovered ? value : cover
}

/** A text of another program with the key hidden, spelt as it is, as in a path, as in a form, or as in PHP's JSON (`\/`). */
export function maskText(text: string, key: string): string {
  const inForm = String(new URLSearchParams({ key })).slice('key='.length)
  const spellings = [key, pathPart(key), inForm, key.replaceAll('/', '\\/')]
  return spellings.reduce((clean, spelling) => clean.replaceAll(spelling, '***'), text)
}

/** How a PG shows a card: the middle hidden, by asterisks at nicepay and payapp and by zeros elsewhere. */
export function maskCard(cardNo: string, pg: string): string {
  const digits = cardNo.replace(/[\s-]/g, '')
  const hidden = pg === 'nicepay' || pg === 'payapp' ? '****' : '0000'
  return /^\d{14,}$/.test(digits) ? `${digits.slice(0, 8)}${hidden}${digits.slice(-4)}` : hidden.repeat(4)
}
