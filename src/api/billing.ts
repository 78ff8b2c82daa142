import { amount, amountOrZero } from '../core/amounts'
import { argument, type ReadField, readFields } from '../core/fields'
import { type ApiRequest, path, request } from '../core/request'
import {
  anyText,
  bareId,
  count,
  id,
  idOrNumber,
  optional,
  record,
  records,
  text,
  unlessAbsent,
} from '../core/rules'
import { snakeKeys, snakeList } from '../core/snake'
import type { MethodCode, PgCode } from './codes'
import {
  type BootpayAnswer,
  type BootpayCommonResponse,
  type BootpayItemData,
  type BootpaySubscribeExtraData,
  type BootpayUserInfoData,
  buyer,
  type CompletedPayment,
  contactOf,
} from './common'

/** 빌링키 발급 파라미터. 카드 정보를 로그에 남기거나 저장하지 마세요. Parameters of `requestSubscribeBillingKey`. */
export interface BootpaySubscribeBillingData {
  /** 주문번호 */
  orderId: string | number
  /** PG사 별칭: `nicepay`, `payapp`, `welcome`만 발급합니다 */
  pg: PgCode
  /** 상품명 */
  itemName: string
  /** 카드 번호, 숫자만 */
  cardNo: string
  /** 카드 비밀번호 앞 2자리 */
  cardPw: string
  /** 카드 유효기간 연도 2자리 */
  expireYear: string
  /** 카드 유효기간 월 2자리 */
  expireMonth: string
  /** 생년월일(YYMMDD) 또는 사업자번호, 숫자만 */
  identifyNumber: string
  /** 구매자 정보. payapp에는 `username`과 `phone`이 필요합니다 */
  userInfo?: BootpayUserInfoData | undefined
  extra?: BootpaySubscribeExtraData | undefined
}

/** 빌링키 정보. A billing key as the gateway issued it. */
export interface BillingKey {
  /** 빌링키. 이 카드로 결제할 때 쓰니 저장하세요 */
  billing_key: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  /** 카드 정보 */
  data: {
    /** PG사의 카드사 코드 */
    card_code: string
    /** 카드사 이름 */
    card_name: string
    /** 가린 카드 번호 */
    card_no: string
    /** `"0"` 신용, `"1"` 체크. 나이스페이에만 있음 */
    card_cl: string
    [field: string]: any
  }
  /** 만료 시각(한국 시간) */
  e_at: string
  /** 발급 시각(한국 시간) */
  c_at: string
  [field: string]: any
}

/** 빌링키 결제 파라미터. Parameters of `requestSubscribeBillingPayment`. */
export interface BootpayRequestSubscribeBillingPaymentData {
  billingKey: string
  /** 상품명 */
  itemName: string
  /** 결제 금액(원), 0 초과 */
  price: number
  /** 그중 비과세 금액(원) */
  taxFree?: number | undefined
  /** 주문번호. 같은 번호로 다시 보내면 또 결제되니, 결과를 모를 때는 먼저 확인하세요 */
  orderId: string | number
  /** 할부 개월: 0 일시불, 2~12(50,000원부터) */
  quota?: number | undefined
  /** 1: 무이자(welcome만) */
  interest?: number | undefined
  /** 구매자 정보. payapp에는 `username`과 `phone`이 필요합니다 */
  userInfo?: BootpayUserInfoData | undefined
  items?: BootpayItemData[] | undefined
  /** 웹훅 주소. 응답을 잃은 결제의 결과는 웹훅으로만 알 수 있습니다 */
  feedbackUrl?: string | undefined
  /** 웹훅 형식: `json`, `urlencoded`(기본) */
  feedbackContentType?: 'json' | 'urlencoded' | (string & {}) | undefined
  extra?: BootpaySubscribeExtraData | undefined
}

const lookAtWebhook = {
  korean: '다시 결제하기 전에 웹훅이나 부트페이 관리자에서 주문번호로 결제 여부를 확인하세요.',
  english: 'before charging again, look for the order id in the webhook or the console',
}
const lookAtKeys = {
  korean: '다시 발급하기 전에 부트페이 관리자에서 발급 여부를 확인하세요.',
  english: 'before issuing again, look in the console; an unused key does no harm',
}
const callAgain = {
  korean: '다시 호출해도 안전합니다. 찾을 수 없다는 응답이면 이미 삭제된 것입니다.',
  english: 'calling again is safe; an answer that it cannot be found means that it is deleted',
}

export function requestSubscribeBillingKey(
  data: BootpaySubscribeBillingData,
): ApiRequest<BootpayAnswer<BillingKey>> {
  return readFields('requestSubscribeBillingKey', data, (field) => {
    const card = {
      card_no: field('cardNo', text),
      card_pw: field('cardPw', text),
      expire_year: field('expireYear', text, 'card_expire_year'),
      expire_month: field('expireMonth', text, 'card_expire_month'),
      identify_number: field('identifyNumber', text, 'card_identity_no'),
    }
    const userInfo = field('userInfo', optional(buyer), 'user')
    return request('requestSubscribeBillingKey', 'POST', '/request/card_rebill', {
      body: {
        order_id: field('orderId', idOrNumber),
        pg: field('pg', text),
        item_name: field('itemName', text, 'order_name', 'name'),
        ...card,
        // Not in snake_case: of all calls, 1.1.2 sent the keys of `userInfo` unchanged only here.
        user_info: userInfo,
        extra: snakeKeys(field('extra', optional(record))),
      },
      safety: 'once',
      advice: lookAtKeys,
      secrets: [...Object.values(card), ...contactOf(userInfo)],
      withCard: true,
    })
  })
}

export function requestSubscribeBillingPayment(
  data: BootpayRequestSubscribeBillingPaymentData,
): ApiRequest<BootpayAnswer<CompletedPayment>> {
  return readFields('requestSubscribeBillingPayment', data, (field) =>
    request('requestSubscribeBillingPayment', 'POST', '/subscribe/billing', {
      ...chargeFields(field),
      safety: 'once',
      advice: lookAtWebhook,
    }),
  )
}

export function destroySubscribeBillingKey(billingKey: string): ApiRequest<BootpayCommonResponse> {
  const key = argument('destroySubscribeBillingKey', 'billingKey', billingKey, bareId)
  return request('destroySubscribeBillingKey', 'DELETE', path`/subscribe/billing/${key}`, {
    safety: 'destroy',
    advice: callAgain,
    secrets: [key],
  })
}

export function lookupBillingKey(billingKey: string): ApiRequest<BootpayAnswer<BillingKey>> {
  const key = argument('lookupBillingKey', 'billingKey', billingKey, bareId)
  return request('lookupBillingKey', 'GET', path`/subscribe/billing_key/${key}`, {
    safety: 'lookup',
    secrets: [key],
  })
}

/** For a billing key that a payment window issued: the browser gave the shop only its receipt. */
export function lookupBillingKeyByReceipt(receiptId: string): ApiRequest<BootpayAnswer<BillingKey>> {
  const receipt = argument('lookupBillingKeyByReceipt', 'receiptId', receiptId, bareId)
  return request('lookupBillingKeyByReceipt', 'GET', path`/subscribe/billing/${receipt}`, {
    safety: 'lookup',
  })
}

/** The body and the secrets that a charge and a reservation have in common. */
export function chargeFields(field: ReadField) {
  const billingKey = field('billingKey', id)
  const userInfo = field('userInfo', optional(buyer), 'user')
  const body = {
    billing_key: billingKey,
    order_id: field('orderId', idOrNumber),
    item_name: field('itemName', text, 'order_name', 'name'),
    price: field('price', amount, 'amount'),
    tax_free: field('taxFree', unlessAbsent(amountOrZero)),
    interest: field('interest', optional(count), 'card_interest'),
    quota: field('quota', optional(count), 'card_quota'),
    items: snakeList(field('items', optional(records))),
    user_info: snakeKeys(userInfo),
    feedback_url: field('feedbackUrl', optional(anyText), 'webhook_url'),
    feedback_content_type: field('feedbackContentType', optional(anyText), 'content_type'),
    extra: snakeKeys(field('extra', optional(record))),
  }
  return { body, secrets: [billingKey, ...contactOf(userInfo)] }
}
