import type { FeedbackReceipt } from '../rules/feedback-inputs'
import { isFields } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { doneFields } from './views'

/** Form A of the manual, for an ordinary payment and for each cancel; form B for a payment by a billing key. */
export function feedbackFields(receipt: FeedbackReceipt): Fields {
  const isCancelled = receipt.revoked_at !== undefined && receipt.revoked_at !== null
  const isByKey = receipt.method === 'card_rebill' || receipt.method === 'card_rebill_rest'
  return isByKey && !isCancelled ? doneFields(receipt) : receiptFields(receipt, isCancelled)
}

// The ordinary shape has no item_name; the amounts come with a cancel.
function receiptFields(whole: FeedbackReceipt, isCancelled: boolean): Fields {
  const { item_name, status_en, status_ko, tax_free, ...receipt } = whole
  const { remain_price, remain_tax_free, cancelled_price, cancelled_tax_free, ...plain } = receipt
  return isCancelled ? receipt : plain
}

export interface FeedbackKeys {
  readonly applicationId: string
  /** Undefined for a merchant who never asked for a token. */
  readonly privateKey: string | undefined
}

/** The fields as they are sent. By the private key a receiver recognises a real webhook. */
export function signedFields(
  fields: Fields,
  { applicationId, privateKey }: FeedbackKeys,
  retryCount: number,
): Fields {
  return { ...fields, application_id: applicationId, private_key: privateKey, retry_count: retryCount }
}

/** The encoding that a helper names, as the gateway's settings name it. */
export const contentTypes = { json: 'json', form: 'urlencoded' } as const

const types = {
  json: 'application/json; charset=utf-8',
  urlencoded: 'application/x-www-form-urlencoded',
} as const

export function encodeFeedback(fields: Fields, contentType: keyof typeof types) {
  const body = contentType === 'json' ? JSON.stringify(fields) : encodeForm(fields)
  const headers = {
    'content-type': types[contentType],
    'content-length': String(Buffer.byteLength(body)),
  }
  return { headers, body }
}

/** Nested values take bracketed names: `payment_data[card_name]=…`. */
function encodeForm(fields: Fields): string {
  const form = new URLSearchParams()
  const add = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item)
    else if (isFields(value)) for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item)
    // JSON leaves out what is undefined.
    else if (value !== undefined) form.append(name, value === null ? '' : String(value))
  }
  for (const [name, value] of Object.entries(fields)) add(name, value)
  return form.toString()
}
