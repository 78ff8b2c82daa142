import { copyOf } from './copy'
import { minimumPrice, seconds } from './documented'
import {
  checkInput,
  type InputRule,
  type InputRules,
  matching,
  oneOf,
  required,
  wholeFrom,
} from './input-check'
import { certifyRules, issueBillingKeyRules, payRules, reserveRules } from './input-rules'
import { checkIssue, checkPayment, type RefuseInput, usualMethod } from './pay-check'
import type {
  SandboxSeed,
  SeedBillingKey,
  SeedCertificate,
  SeedReceipt,
  SeedReceiptState,
  SeedReservation,
} from './seed'
import { readSeedFile } from './seed-file'
import { isTime, koreanMoment } from './time'

const id = matching(
  /^[\w.-]{1,100}$/,
  '영문, 숫자, ., _, -로 된 100자 이하의',
  'up to 100 letters, digits, ., _ or -',
)
const isKoreanTime = (value: unknown) => typeof value === 'string' && koreanMoment(value) !== undefined
const time: InputRule = {
  korean: '2026-03-01 09:30:00 형식의 시각(한국 시간)',
  english: 'a Korean time like 2026-03-01 09:30:00',
  accepts: isKoreanTime,
}
const list: InputRule = { korean: '배열', english: 'an array', accepts: Array.isArray }

const seedRules: InputRules<SandboxSeed> = {
  receipts: list,
  billingKeys: list,
  reservations: list,
  certificates: list,
}

const receiptRules: InputRules<SeedReceipt> = {
  ...payRules,
  receiptId: required(id),
  state: oneOf(
    'waiting',
    'paid',
    'awaiting-approval',
    'awaiting-deposit',
    'cancelled',
    'failed',
    'approval-failed',
    'deposit-lapsed',
  ),
  cancelledPrice: wholeFrom(0),
  cancelledTaxFree: wholeFrom(0),
  requestedAt: time,
  purchasedAt: time,
  revokedAt: time,
}

const billingKeyRules: InputRules<SeedBillingKey> = {
  ...issueBillingKeyRules,
  billingKey: required(id),
  receiptId: id,
  state: oneOf('issued', 'deleted'),
}

const reservationRules: InputRules<SeedReservation> = {
  ...reserveRules,
  reserveId: required(id),
  executeAt: required({
    korean: '1970년 이후의 Unix 초 또는 2026-03-01 09:30:00 형식의 시각(한국 시간)',
    english: 'seconds since 1970, or a Korean time like 2026-03-01 09:30:00',
    accepts: (value) =>
      isKoreanTime(value) || (wholeFrom(0).accepts(value) && isTime(Number(value) * seconds)),
  }),
  state: oneOf('waiting', 'done', 'failed', 'cancelled'),
  receiptId: id,
}

const certificateRules: InputRules<SeedCertificate> = { ...certifyRules, receiptId: required(id) }

/** A seed as it was given: the object, or what the JSON file with this path holds. Throws when anything in it is off. */
export function readSeed(source: SandboxSeed | string): SandboxSeed {
  const seed: unknown = typeof source === 'string' ? readSeedFile(source) : source
  const name = typeof source === 'string' ? source : 'seed'
  checkInput(name, seed, seedRules)
  const { receipts = [], billingKeys = [], reservations = [], certificates = [] } = seed as SandboxSeed
  checkEach(name, 'receipts', receipts, receiptRules, checkReceipt)
  checkEach(name, 'billingKeys', billingKeys, billingKeyRules, checkIssue)
  checkEach(name, 'reservations', reservations, reservationRules, checkReservation)
  checkEach(name, 'certificates', certificates, certificateRules, () => undefined)
  const receiptIds = [...receipts, ...billingKeys, ...certificates].map(({ receiptId }) => receiptId)
  checkUnique(name, 'receiptId', receiptIds)
  checkUnique(
    name,
    'billingKey',
    billingKeys.map(({ billingKey }) => billingKey),
  )
  checkUnique(
    name,
    'reserveId',
    reservations.map(({ reserveId }) => reserveId),
  )
  // The caller's object may change; the books must not.
  return copyOf({ receipts, billingKeys, reservations, certificates })
}

function checkEach<Item extends object>(
  name: string,
  list: string,
  items: readonly Item[],
  rules: InputRules<Item>,
  check: (item: Item, refuse: RefuseInput) => void,
): void {
  for (const [index, item] of items.entries()) {
    const place = `${name}: ${list}[${index}]`
    checkInput(place, item, rules)
    check(item, (korean, english) => {
      throw new TypeError(`${place}: ${korean} (${english})`)
    })
  }
}

function checkUnique(name: string, field: string, ids: readonly (string | undefined)[]): void {
  const twice = ids.find((value, index) => value !== undefined && ids.indexOf(value) < index)
  if (twice !== undefined)
    throw new TypeError(`${name}: ${field}가 겹칩니다 (${field} is there twice): ${twice}`)
}

function checkReceipt(receipt: SeedReceipt, refuse: RefuseInput): void {
  const { state = 'paid', price, pg = 'nicepay' } = receipt
  const method = receipt.method ?? usualMethod(state)
  const isIssuance = price === 0 && method === 'card_rebill' && state === 'waiting'
  checkPayment({ ...receipt, pg, method, state, price: isIssuance ? minimumPrice : price }, refuse)
  checkCancelled(receipt, state, refuse)
  checkTimes(receipt, state, refuse)
}

function checkCancelled(receipt: SeedReceipt, state: SeedReceiptState, refuse: RefuseInput): void {
  const { price, taxFree = 0, cancelledPrice = 0, cancelledTaxFree = 0 } = receipt
  if (cancelledPrice === 0 && cancelledTaxFree === 0) return
  if (state !== 'paid')
    refuse('cancelledPrice는 paid에만 씁니다', `cancelledPrice is for state paid, not ${state}`)
  if (cancelledPrice >= price)
    refuse(
      '전액 취소는 state가 cancelled입니다',
      'cancelledPrice is a part of price; all of it is state cancelled',
    )
  const taxableFits = cancelledPrice - cancelledTaxFree <= price - taxFree
  if (cancelledTaxFree > taxFree || cancelledTaxFree > cancelledPrice || !taxableFits)
    refuse('cancelledTaxFree가 taxFree와 맞지 않습니다', 'cancelledTaxFree does not fit taxFree')
}

function checkTimes(receipt: SeedReceipt, state: SeedReceiptState, refuse: RefuseInput): void {
  const { requestedAt, purchasedAt, revokedAt, cancelledPrice = 0 } = receipt
  const wasPaid = state === 'paid' || state === 'cancelled'
  if (purchasedAt !== undefined && !wasPaid)
    refuse('purchasedAt은 결제된 내역에만 씁니다', `purchasedAt is for paid receipts, not ${state}`)
  if (revokedAt !== undefined && state !== 'cancelled' && cancelledPrice === 0)
    refuse('revokedAt은 취소된 내역에만 씁니다', 'revokedAt is for cancelled receipts')
  // Written alike, times are in the order of their letters.
  const times = [requestedAt, purchasedAt, revokedAt].filter((time) => time !== undefined)
  if (times.some((time, index) => time < (times[index - 1] ?? '')))
    refuse('시각의 순서가 맞지 않습니다', 'requestedAt, purchasedAt and revokedAt follow one another')
}

function checkReservation({ state, receiptId }: SeedReservation, refuse: RefuseInput): void {
  if ((state === 'done') !== (receiptId !== undefined))
    refuse('receiptId는 done인 예약에 필요합니다', 'receiptId is for state done, which needs it')
}
