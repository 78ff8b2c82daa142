import { types } from 'node:util'
import { minimumPrice } from './documented'
import type { FeedbackOfOptions, FeedbackOptions, FeedbackReceipt } from './feedback-inputs'
import {
  callback,
  finite,
  flag,
  type InputRule,
  type InputRules,
  jsonValue,
  matching,
  milliseconds,
  number,
  object,
  oneOf,
  required,
  text,
  textOrNumber,
  time,
  webAddress,
  whole,
} from './input-check'
import type { CertifyInput, Fault, IssueBillingKeyInput, PayInput, ReserveInput } from './inputs'
import type { AcceptUnknown, MerchantOptions, SandboxOptions } from './options'

/*
 * What the helpers of a sandbox and the options of startSandbox take. What a value means (is there such a PG, is the
 * receipt in the right state) is checked where the books are.
 */

/** Node runs what should wait longer at once. */
const longestTimer = 2 ** 31 - 1

const contentType = oneOf('json', 'urlencoded')

const userInfo: InputRule = {
  korean: '문자열과 숫자로 된 객체',
  english: 'an object of strings and numbers',
  accepts: (value) =>
    object.accepts(value) &&
    Object.values(value as object).every((item) => typeof item === 'string' || Number.isFinite(item)),
}

export const payRules: InputRules<PayInput> = {
  price: required(whole(0)),
  itemName: text,
  orderId: textOrNumber,
  taxFree: whole(0),
  pg: text,
  method: text,
  userInfo,
  params: jsonValue,
  state: oneOf('paid', 'awaiting-approval', 'awaiting-deposit'),
  quota: whole(0),
  cardNo: text,
  accountExpireAt: text,
  receiptId: text,
}

export const certifyRules: InputRules<CertifyInput> = {
  username: text,
  birth: text,
  gender: text,
  phone: text,
  carrier: text,
  foreigner: flag,
  unique: text,
  di: text,
  orderId: textOrNumber,
  receiptId: text,
}

export const issueBillingKeyRules: InputRules<IssueBillingKeyInput> = {
  pg: text,
  method: oneOf('card_rebill', 'card_rebill_rest'),
  cardNo: text,
  expireYear: matching(/^(20)?\d{2}$/, '두 자리 연도', 'a year in two digits'),
  expireMonth: matching(/^(0?[1-9]|1[0-2])$/, '01부터 12까지의', 'a month from 01 to 12'),
  itemName: text,
  orderId: textOrNumber,
  billingKey: text,
  receiptId: text,
}

export const reserveRules: InputRules<ReserveInput> = {
  billingKey: required(text),
  price: required(whole(1)),
  executeAt: required(finite),
  itemName: text,
  orderId: textOrNumber,
  feedbackUrl: webAddress,
  feedbackContentType: contentType,
  reserveId: text,
}

export const faultRules: InputRules<Fault> = {
  fault: required(text),
  path: {
    korean: '/로 시작하는 경로 또는 정규식',
    english: 'a path that begins with /, or a regular expression',
    accepts: (value) => types.isRegExp(value) || (typeof value === 'string' && value.startsWith('/')),
  },
  method: text,
  times: {
    korean: '1 이상의 정수 또는 Infinity',
    english: 'an integer from 1, or Infinity',
    accepts: (value) => value === Number.POSITIVE_INFINITY || whole(1).accepts(value),
  },
  status: whole(200, 599),
  code: finite,
  message: matching(/^/, '문자열', 'a string'),
  delay: milliseconds(longestTimer),
  retryAfter: {
    korean: '0 이상의 숫자(초) 또는 헤더에 쓸 수 있는 문자열',
    english: 'seconds from 0, or a string that fits into a header',
    accepts: (value) =>
      typeof value === 'string'
        ? /^[\t\x20-\x7e]*$/.test(value)
        : Number.isFinite(value) && (value as number) >= 0,
  },
  execute: flag,
}

export const receiptIdRule = required(text)
/** A number that is no length of time is refused by the clock, with a RangeError. */
export const millisecondsRule = required(number)

const encoding = oneOf('json', 'form')

export const feedbackRules: InputRules<FeedbackOptions> = { encoding, retryCount: whole(0) }

export const feedbackOfRules: InputRules<FeedbackOfOptions> = {
  ...feedbackRules,
  privateKey: text,
  applicationId: text,
}

export const feedbackReceiptRule: InputRule = required({
  korean: 'verify의 data처럼 receipt_id, price, status가 있는 객체',
  english: 'an object with receipt_id, price and status, as the data of verify',
  accepts: (value) =>
    object.accepts(value) &&
    text.accepts((value as FeedbackReceipt).receipt_id) &&
    whole(0).accepts((value as FeedbackReceipt).price) &&
    Number.isSafeInteger((value as FeedbackReceipt).status),
})

/** An object or the path of a file; what it holds is checked in seed-check.ts. */
export const seedRule: InputRule = {
  korean: '객체 또는 JSON 파일의 경로',
  english: 'an object or the path of a JSON file',
  accepts: (value) => text.accepts(value) || object.accepts(value),
}

export const acceptUnknownRules: InputRules<AcceptUnknown> = {
  price: whole(minimumPrice),
  orderId: textOrNumber,
}

export const applicationIdRule = required(text)

export const merchantRules: InputRules<MerchantOptions> = {
  privateKey: text,
  merchantName: text,
  feedbackUrl: webAddress,
  feedbackContentType: contentType,
  feedbackRetryInterval: milliseconds(),
  guardPartialCancel: flag,
  minimumPartialCancel: whole(0),
  cmsContract: flag,
}

export const sandboxRules: InputRules<SandboxOptions> = {
  ...merchantRules,
  port: whole(0, 65_535),
  host: text,
  applicationId: text,
  allowRemoteFeedback: flag,
  notFoundStatus: oneOf(500, 404),
  allowedAddresses: {
    korean: '문자열의 배열',
    english: 'an array of strings',
    accepts: (value) => Array.isArray(value) && value.every(text.accepts),
  },
  now: time,
  readmeSamples: flag,
  merchants: oneOf('any'),
  unref: flag,
  seed: seedRule,
  acceptUnknown: {
    korean: 'true, false 또는 { price, orderId }',
    english: 'true, false or { price, orderId }',
    accepts: (value) => flag.accepts(value) || object.accepts(value),
  },
  onRequest: callback,
}
