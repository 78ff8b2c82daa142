/**
 * Our decisions about what no source on the v1 gateway states: behaviour in this list, values below it.
 *
 * - Tokens: reuse counts per application. `Bearer` is refused, so that the mistake shows here and not in production.
 * - Submit: works from status 2 only; a repeat, and a virtual account that waits for its deposit, get an error.
 * - Cancel: a price equal to what is left is a full cancel and takes the whole tax-free part; a `tax_free` larger than
 *   what is left of it is refused there too. A partial cancel without `tax_free` takes none of it. A partly cancelled
 *   payment stays at status 1. A refused cancel changes nothing.
 * - `cancel_id`: counts per receipt; a repeat is answered with an error; the id of a refused cancel may be used again.
 * - The ten-second guard looks at partial cancels only, whatever their amounts.
 * - Billing keys: each issue makes a new key. Deleting one leaves its payments alone, and its waiting reservations stay
 *   until they fail at their time. A card past its month gives a key that has expired already, which makes expiry easy
 *   to test. A refused charge leaves no receipt, as nothing would ever tell its id.
 * - Instalment rules are checked when money moves, so a reservation is taken and fails at its time.
 * - Reservations: one that lies in the past runs at once; a missing `scheduler_type` counts as `oneshot`; a failed one
 *   is not tried again.
 * - User tokens: asking again for the same member within the hour gives the same token.
 * - Links: the receipt begins when the customer acts, and not when the page opens, because a chat that previews the link
 *   opens it too. After a refusal or a close the customer may pay at the link again, which begins another receipt.
 *   `feedback_url` of a link is ignored: the manual sends those webhooks to the console's URL.
 * - Continued issue of a billing key: for a receipt with method `card_rebill` in status 0; answers as an issue does, and
 *   the receipt becomes status 11. A refused card leaves it as it was.
 * - Look-up of a billing key, by the key and by its receipt: answers as its issue did.
 * - Webhook on request: under both paths; without `webhook_url` to where the payment's webhooks go. The answer has no
 *   data.
 * - Text messages, remote form and remote link: written into the books, never sent; the answer has no data. A remote
 *   link needs no token, because the one SDK that has it sends none.
 * - Certificates: only for receipts of an identity check.
 * - Delivery (escrow) is taken for any paid receipt, as no source shows the escrow states.
 * - Webhooks: none for failures, identity checks, test payments and billing keys. A cancel sends the ordinary shape
 *   with the amounts. A billing payment without `feedback_url` sends none. Both shapes carry `private_key`,
 *   `application_id` and `retry_count`, because the manual authenticates by them.
 */

import { days, minutes, seconds } from './documented'
import type { Decline } from './errors'

/** No source states how long the real gateway waits before it sends a webhook again. */
export const feedbackRetryInterval = 1 * minutes
/** How often an unacknowledged webhook is sent again. The manual's "at most 10 times" may count the first send; we do not. */
export const feedbackResends = 10
/** Real time that a webhook receiver has for its answer. */
export const feedbackTimeout = 10 * seconds
/** How much of a receiver's answer is read and kept. */
export const feedbackAnswerLimit = 4_096

/** The manual's sample of an ordinary webhook is a form; the console may say otherwise. */
export const feedbackContentType = 'urlencoded'

/** How long a virtual account waits for its deposit when the request named no date. */
export const virtualAccountLifetime = 3 * days

/** `extra.expire` of a link counts minutes; a link without it stays open. */
export const linkExpireUnit = 1 * minutes

/** A billing key whose expiry cannot be read from the card data lives this many years. */
export const billingKeyYears = 5

interface CardFormat {
  readonly pattern: RegExp
  readonly korean: string
  readonly english: string
}

/**
 * What the card data of a billing key must look like. The manual states it, but for the length of `card_no`. That length,
 * and that the gateway itself refuses what does not fit, are our decision: the mistake is met here and not at the PG. The
 * client sends these values unchecked.
 */
export const cardFormats: ReadonlyMap<string, CardFormat> = new Map([
  ['card_no', { pattern: /^\d{14,16}$/, korean: '숫자 14~16자리', english: '14 to 16 digits' }],
  ['card_pw', { pattern: /^\d{2}$/, korean: '앞 2자리', english: 'the first two digits' }],
  ['expire_year', { pattern: /^\d{2}$/, korean: '숫자 2자리', english: 'two digits' }],
  ['expire_month', { pattern: /^(0[1-9]|1[0-2])$/, korean: '01~12', english: '01 to 12' }],
  [
    'identify_number',
    {
      pattern: /^(\d{6}|\d{10}|\d{13})$/,
      korean: 'YYMMDD 또는 하이픈 없는 사업자번호나 주민번호',
      english: 'YYMMDD, or a business or resident number without hyphens',
    },
  ],
])

/** The manual says virtual accounts need a refund contract (CMS); the sandbox plays a merchant who has one. */
export const cmsContract = true

/** The manual names 404 for an unknown receipt; the only real answer on record was 500. */
export const notFoundStatus = 500

/** Largest request body that is read, in bytes. */
export const bodyLimit = 1_048_576
/** Deepest nesting of a body, and most fields of a form. */
export const jsonDepth = 64
export const formDepth = 8
export const formFields = 2_000

/** How many requests are remembered, and of each merchant how many webhook deliveries and messages. */
export const journalLength = 1_000

/** Names of a status in answers; only the ones of status 1 are known. */
export const statusNames: ReadonlyMap<number, readonly [english: string, korean: string]> = new Map([
  [0, ['ready', '결제대기']],
  [1, ['complete', '결제완료']],
  [2, ['confirm', '승인대기']],
  [3, ['approving', '승인중']],
  [11, ['billing_key', '빌링키발급']],
  [20, ['cancel', '결제취소']],
  [-1, ['failed', '승인전실패']],
  [-2, ['approve_failed', '승인실패']],
  [-3, ['vbank_cancel', '가상계좌취소']],
  [-11, ['billing_key_deleted', '빌링키삭제']],
])

/**
 * Cards that are refused, recognized by their last four digits: a test gets a refusal without `failNext`.
 * `issue`: no billing key. `test`: also the test payment fails. `charge`: charges and approvals fail.
 */
export interface RefusedCard extends Decline {
  readonly stages: readonly ('issue' | 'test' | 'charge')[]
}
export const refusedCards: ReadonlyMap<string, RefusedCard> = new Map([
  [
    '0001',
    { stages: ['issue'], code: 'S001', message: '등록할 수 없는 카드입니다', english: 'card refused' },
  ],
  [
    '0002',
    {
      stages: ['test', 'charge'],
      code: 'S002',
      message: '잔액이 부족합니다',
      english: 'insufficient balance',
    },
  ],
  [
    '0003',
    {
      stages: ['charge'],
      code: 'S003',
      message: '도난 또는 분실된 카드입니다',
      english: 'stolen or lost card',
    },
  ],
])
