import { types } from 'node:util'
import { minimumPrice } from './documented'
import type { FeedbackOfOptions, FeedbackOptions, FeedbackReceipt } from './feedback-inputs'
import {
  callbackRule,
  finiteRule,
  flagRule,
  type InputRule,
  type InputRules,
  jsonRule,
  matching,
  milliseconds,
  numberRule,
  objectRule,
  oneOf,
  required,
  textOrNumberRule,
  textRule,
  timeRule,
  webAddressRule,
  wholeFrom,
} from './input-check'
import type { CertifyInput, Fault, IssueBillingKeyInput, PayInput, ReserveInput } from './inputs'
import type { AcceptUnknown, MerchantOptions, SandboxOptions } from './options'
import { longestTimer } from './timer'

/*
 * What the helpers of a sandbox and the options of startSandbox take. What a value means (is there such a PG, is the
 * receipt in the right state) is checked where the books are.
 */

const contentType = oneOf('json', 'urlencoded')

const userInfo: InputRule = {
  korean: '문자열과 숫자로 된 객체',
  english: 'an object of strings and numbers',
  accepts: (value) =>
    objectRule.accepts(value) &&
    Object.values(value as object).every((item) => typeof item === 'string' || Number.isFinite(item)),
}

export const payRules: InputRules<PayInput> = {
  price: required(wholeFrom(0)),
  itemName: textRule,
  orderId: textOrNumberRule,
  taxFree: wholeFrom(0),
  pg: textRule,
  method: textRule,
  userInfo,
  params: jsonRule,
  state: oneOf('paid', 'awaiting-approval', 'awaiting-deposit'),
  quota: wholeFrom(0),
  cardNo: textRule,
  accountExpireAt: textRule,
  receiptId: textRule,
}

export const certifyRules: InputRules<CertifyInput> = {
  username: textRule,
  birth: textRule,
  gender: textRule,
  phone: textRule,
  carrier: textRule,
  foreigner: flagRule,
  unique: textRule,
  di: textRule,
  orderId: textOrNumberRule,
  receiptId: textRule,
}

export const issueBillingKeyRules: InputRules<IssueBillingKeyInput> = {
  pg: textRule,
  method: oneOf('card_rebill', 'card_rebill_rest'),
  cardNo: textRule,
  expireYear: matching(/^(20)?\d{2}$/, '두 자리 연도', 'a year in two digits'),
  expireMonth: matching(/^(0?[1-9]|1[0-2])$/, '01부터 12까지의', 'a month from 01 to 12'),
  itemName: textRule,
  orderId: textOrNumberRule,
  billingKey: textRule,
  receiptId: textRule,
}

export const reserveRules: InputRules<ReserveInput> = {
  billingKey: required(textRule),
  price: required(wholeFrom(1)),
  executeAt: required(finiteRule),
  itemName: textRule,
  orderId: textOrNumberRule,
  feedbackUrl: webAddressRule,
  feedbackContentType: contentType,
  reserveId: textRule,
}

export const faultRules: InputRules<Fault> = {
  fault: required(textRule),
  path: {
    korean: '/로 시작하는 경로 또는 정규식',
    english: 'a path that begins with /, or a regular expression',
    accepts: (value) => types.isRegExp(value) || (typeof value === 'string' && value.startsWith('/')),
  },
  method: textRule,
  times: {
    korean: '1 이상의 정수 또는 Infinity',
    english: 'an integer from 1, or Infinity',
    accepts: (value) => value === Number.POSITIVE_INFINITY || wholeFrom(1).accepts(value),
  },
  status: wholeFrom(200, 599),
  code: finiteRule,
  message: { korean: '문자열', english: 'a string', accepts: (value) => typeof value === 'string' },
  delay: milliseconds(longestTimer),
  retryAfter: {
    korean: '0 이상의 숫자(초) 또는 헤더에 쓸 수 있는 문자열',
    english: 'seconds from 0, or a string that fits into a header',
    accepts: (value) =>
      typeof value === 'string'
        ? /^[\t\x20-\x7e]*$/.test(value)
        : Number.isFinite(value) && (value as number) >= 0,
  },
  execute: flagRule,
}

export const receiptIdRule = required(textRule)
/** A number that is no length of time is refused by the clock, with a RangeError. */
export const millisecondsRule = required(numberRule)

const encoding = oneOf('json', 'form')

export const feedbackRules: InputRules<FeedbackOptions> = { encoding, retryCount: wholeFrom(0) }

export const feedbackOfRules: InputRules<FeedbackOfOptions> = {
  ...feedbackRules,
  privateKey: textRule,
  applicationId: textRule,
}

export const feedbackReceiptRule: InputRule = required({
  korean: 'verify의 data처럼 receipt_id, price, status가 있는 객체',
  english: 'an object with receipt_id, price and status, as the data of verify',
  accepts: (value) =>
    objectRule.accepts(value) &&
    textRule.accepts((value as FeedbackReceipt).receipt_id) &&
    wholeFrom(0).accepts((value as FeedbackReceipt).price) &&
    Number.isSafeInteger((value as FeedbackReceipt).status),
})

/** An object or the path of a file; what it holds is checked in seed-check.ts. */
export const seedRule: InputRule = {
  korean: '객체 또는 JSON 파일의 경로',
  english: 'an object or the path of a JSON file',
  accepts: (value) => textRule.accepts(value) || objectRule.accepts(value),
}

export const acceptUnknownRules: InputRules<AcceptUnknown> = {
  price: wholeFrom(minimumPrice),
  orderId: textOrNumberRule,
}

export const applicationIdRule = required(textRule)

export const merchantRules: InputRules<MerchantOptions> = {
  privateKey: textRule,
  merchantName: textRule,
  feedbackUrl: webAddressRule,
  feedbackContentType: contentType,
  feedbackRetryInterval: milliseconds(),
  guardPartialCancel: flagRule,
  minimumPartialCancel: wholeFrom(0),
  cmsContract: flagRule,
}

export const sandboxRules: InputRules<SandboxOptions> = {
  ...merchantRules,
  port: wholeFrom(0, 65_535),
  host: textRule,
  applicationId: textRule,
  allowRemoteFeedback: flagRule,
  notFoundStatus: oneOf(500, 404),
  allowedAddresses: {
    korean: '문자열의 배열',
    english: 'an array of strings',
    accepts: (value) => Array.isArray(value) && value.every(textRule.accepts),
  },
  now: timeRule,
  readmeSamples: flagRule,
  merchants: oneOf('any'),
  unref: flagRule,
  seed: seedRule,
  acceptUnknown: {
    korean: 'true, false 또는 { price, orderId }',
    english: 'true, false or { price, orderId }',
    accepts: (value) => flagRule.accepts(value) || objectRule.accepts(value),
  },
  onRequest: callbackRule,
}
