import { amount, amountOrZero, refundAmount } from '../core/amounts'
import { argument, readFields } from '../core/fields'
import { listed } from '../core/names'
import { type ApiRequest, path, request } from '../core/request'
import {
  absent,
  anyText,
  bareId,
  count,
  id,
  idOrNumber,
  json,
  optional,
  Refusal,
  record,
  records,
  text,
  texts,
  unlessAbsent,
} from '../core/rules'
import { snakeKeys, snakeList } from '../core/snake'
import type { MethodCode, PaymentStatus, PgCode } from './codes'
import {
  type BootpayAnswer,
  type BootpayCommonResponse,
  type BootpayItemData,
  type BootpayRefundData,
  type BootpayUserInfoData,
  type CompletedPayment,
  contactOf,
  type PaymentData,
} from './common'

/** 결제 내역. What `verify` answers with. `price` stays; `remain_*` and `cancelled_*` move. */
export interface Receipt {
  receipt_id: string
  order_id: string
  /** 대표 상품명 */
  name: string
  /** 대표 상품명. 없을 수 있으니 `name`을 읽으세요 */
  item_name: string
  /** 결제 금액(원) */
  price: number
  /** 그중 비과세 금액(원) */
  tax_free: number
  /** 취소되지 않고 남은 금액(원) */
  remain_price: number
  /** 취소되지 않고 남은 비과세 금액(원) */
  remain_tax_free: number
  /** 지금까지 취소된 금액(원) */
  cancelled_price: number
  /** 지금까지 취소된 비과세 금액(원) */
  cancelled_tax_free: number
  /** 매출전표 주소. 결제 전에는 없음 */
  receipt_url: string
  /** `krw`, `usd` */
  unit: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  /** 요청할 때 보낸 값. 보내지 않았으면 없음 */
  params?: any
  /** PG사의 결제 결과. 결제 전에는 없음 */
  payment_data: PaymentData
  /** 요청 시각(한국 시간), `YYYY-MM-DD HH:mm:ss` */
  requested_at: string
  /** 승인 시각(한국 시간). 승인 전에는 `null` */
  purchased_at: string
  /** 에스크로 상태. 에스크로 결제에만 있고, 값은 알려져 있지 않음 */
  escrow_status?: any
  escrow_status_en?: any
  escrow_status_ko?: any
  /** 마지막으로 취소한 시각(한국 시간). 취소한 적이 없으면 없음 */
  revoked_at: string
  /** `PaymentStatus`: 1은 결제 완료(일부 취소해도 1), 20은 취소 */
  status: PaymentStatus
  status_en: string
  status_ko: string
  [field: string]: any
}

/** 결제 취소 파라미터 */
export interface BootpayCancelData {
  /** 결제 고유번호 */
  receiptId: string
  /** 취소할 금액(원). Absent: everything that is left. Never `null`, 0 or NaN. */
  price?: number | undefined
  /** 취소할 금액 중 비과세 금액(원) */
  taxFree?: number | undefined
  /** 취소자명 */
  name?: string | undefined
  /** 취소 사유 */
  reason?: string | undefined
  /** 취소 요청 고유번호. The gateway refuses a second cancel of the same receipt under the same id. */
  cancelId?: string | number | undefined
  /** 가상계좌 환불 계좌 */
  refund?: BootpayRefundData | undefined
}

/** 취소 결과 */
export interface Cancellation {
  receipt_id: string
  /** 주문번호. 오래된 응답에는 없음 */
  order_id: string
  /** 이번에 취소된 금액(원) */
  request_cancel_price: number
  /** 취소 후 남은 금액(원) */
  remain_price: number
  remain_tax_free: number
  /** 지금까지 취소된 금액(원) */
  cancelled_price: number
  cancelled_tax_free: number
  /** 취소 요청 고유번호. 지정하지 않으면 부트페이가 만든 값. 오래된 응답에는 없음 */
  cancel_id: string
  /** 취소 시각(한국 시간) */
  revoked_at: string
  /** PG사 취소 거래 번호 */
  tid: string
  [field: string]: any
}

/** 결제창 부가 옵션. 부트페이의 이름(snake_case)이나 camelCase로 씁니다. Keys in either spelling. */
export interface BootpayPaymentExtraData {
  /** 링크 유효 시간(분으로 보임) */
  expire?: number | undefined
  /** 할부 개월: `'0,2,3'`, `[0, 2, 3]` */
  quota?: string | number[] | undefined
  /** 1: 에스크로 결제 */
  escrow?: boolean | number | undefined
  /** 1: 현금영수증 발급 창을 보임 */
  dispCashResult?: boolean | number | undefined
  /** 제공 기간 */
  offerPeriod?: string | undefined
  /** 결제창 색: `red`, `purple`, `custom` */
  theme?: string | undefined
  /** 배경색 `#rrggbb`, `theme`이 `custom`일 때 */
  custom_background?: string | undefined
  /** 글자색 `#rrggbb`, `theme`이 `custom`일 때 */
  custom_font_color?: string | undefined
  /** 판매자 이름 */
  seller_name?: string | undefined
  /** 빌링키 유효 기간(개월), 카드 만료일까지 */
  expire_month?: number | string | undefined
  /** 정기결제 시작일 `YYYY-MM-DD` */
  start_at?: string | undefined
  /** 정기결제 종료일 `YYYY-MM-DD` */
  end_at?: string | undefined
  /** 0: 가상계좌 발급 결과를 보이지 않음 */
  vbank_result?: number | boolean | undefined
  /** 본인인증 통신사: `SKT`, `KT`, `LGT` */
  carrier?: 'SKT' | 'KT' | 'LGT' | (string & {}) | undefined
  /** 본인인증 최소 나이 */
  age_limit?: number | string | undefined
  /** 1: 팝업으로 엶 */
  popup?: number | boolean | undefined
  /** 1: PG사 오류일 때 PG사의 원본 응답을 `error.data`에 */
  raw_data?: number | boolean | undefined
  /** 1: 빌링키 발급 전에 적은 금액을 결제해 봄 */
  subscribe_test_payment?: number | boolean | undefined
  [option: string]: any
}

/** 결제 링크 파라미터 */
export interface BootpayRequestPaymentData {
  /** PG사 별칭. Absent: the unified window. */
  pg?: PgCode | undefined
  /** 결제수단 별칭. Absent: the customer chooses. */
  method?: MethodCode | undefined
  /** 통합결제창에서 고를 수 있는 결제수단 */
  methods?: MethodCode[] | undefined
  /** 주문번호. Should be unique; the gateway does not refuse a second one. */
  orderId: string | number
  /** 결제 금액(원), 100 or more; 0 for `card_rebill` and `auth` */
  price: number
  /** 그중 비과세 금액(원) */
  taxFree?: number | undefined
  /** 상품명 */
  itemName: string
  /** 결제 후 돌아갈 주소 */
  returnUrl?: string | undefined
  /** 이 결제의 웹훅 주소. 없으면 관리자에 등록한 주소 */
  feedbackUrl?: string | undefined
  /** 가상계좌 입금 기한 `YYYY-MM-DD` */
  accountExpireAt?: string | undefined
  /** 1: 결제창에 약관 동의를 보임 */
  showAgreeWindow?: number | boolean | undefined
  /** 결제 후 그대로 돌려받을 값 */
  params?: any
  userInfo?: BootpayUserInfoData | undefined
  items?: BootpayItemData[] | undefined
  extra?: BootpayPaymentExtraData | undefined
}

/** 배송 시작 파라미터 */
export interface BootpayStartDeliveryData {
  /** 결제 고유번호 */
  receiptId: string
  /** 운송장 번호 */
  deliveryNo: string
  /** 택배사 코드: `001` CJ대한통운, `002` 한진택배, `006` 우체국택배 … */
  deliveryCorp: string
}

const lookAtReceipt = {
  korean: '다시 시도하기 전에 verify로 취소 금액과 상태를 확인하세요.',
  english: 'before trying again, look at the cancelled amount and the status with verify',
}
const lookAtApproval = {
  korean: '다시 시도하기 전에 verify로 상태를 확인하세요: 1 승인됨, 2 아직 승인 전.',
  english: 'before trying again, look at the status with verify: 1 is approved, 2 is not yet',
}
const forgetLink = {
  korean: '잃어버린 링크는 고객에게 보내지 말고, 웹훅이나 관리자에서 주문번호로 결제 여부를 확인하세요.',
  english: 'never send the lost link; watch the order id by webhook or in the console',
}
const lookInConsole = {
  korean: '다시 시도하기 전에 부트페이 관리자에서 배송 상태를 확인하세요.',
  english: 'before trying again, look at the delivery in the console',
}

export function verify(receiptId: string): ApiRequest<BootpayAnswer<Receipt>> {
  const receipt = argument('verify', 'receiptId', receiptId, bareId)
  return request('verify', 'GET', path`/receipt/${receipt}`, { safety: 'lookup' })
}

export function cancel(data: BootpayCancelData): ApiRequest<BootpayAnswer<Cancellation>> {
  return readFields('cancel', data, (field, unknownNames) => {
    const refund = field('refund', optional(record))
    const body = {
      receipt_id: field('receiptId', id),
      price: field('price', refundAmount),
      tax_free: field('taxFree', unlessAbsent(amountOrZero), 'cancel_tax_free'),
      name: field('name', optional(anyText), 'cancel_username'),
      reason: field('reason', optional(anyText), 'cancel_message'),
      cancel_id: field('cancelId', unlessAbsent(idOrNumber)),
      refund,
    }
    if (body.price === undefined) refuseUnknown([...unknownNames(), ...unknownInRefund(refund)])
    // The names in v2, refused beside a price too: which of the two amounts is meant?
    field('cancelPrice', absent)
    field('cancel_price', absent)
    return request('cancel', 'POST', '/cancel', {
      body,
      safety: 'once',
      advice: lookAtReceipt,
      secrets: [refund?.account, refund?.accountholder],
    })
  })
}

/** Without a price the gateway refunds everything, so a price under another name must not pass for none. */
function refuseUnknown(names: string[]) {
  if (names.length === 0) return
  throw new Refusal(
    `알 수 없는 이름이 있습니다: ${listed(names)}. 일부를 취소하려면 price에 금액을 넣고, 전액을 취소하려면 price 없이 다른 이름도 모두 빼세요`,
    `unknown names: ${listed(names)}. To cancel a part give price; for a full cancel leave price out and give no other names`,
  )
}

function unknownInRefund(refund: Record<string, unknown> | undefined): string[] {
  const known = ['account', 'accountholder', 'bankcode']
  return Object.keys(refund ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => `refund.${name}`)
}

export function requestPayment(data: BootpayRequestPaymentData): ApiRequest<BootpayAnswer<string>> {
  return readFields('requestPayment', data, (field) => {
    const userInfo = field('userInfo', optional(record), 'user')
    const method = field('method', optional(anyText))
    const isFree = method === 'card_rebill' || method === 'auth'
    return request('requestPayment', 'POST', '/request/payment', {
      body: {
        pg: field('pg', optional(anyText)),
        method,
        methods: field('methods', optional(texts)),
        order_id: field('orderId', idOrNumber),
        // Registering a card and proving who one is cost nothing.
        price: field('price', isFree ? amountOrZero : amount, 'amount'),
        tax_free: field('taxFree', unlessAbsent(amountOrZero)),
        // The link call alone names the item `name`.
        name: field('itemName', text, 'order_name', 'name'),
        params: field('params', optional(json), 'metadata'),
        user_info: snakeKeys(userInfo),
        items: snakeList(field('items', optional(records))),
        extra: snakeKeys(field('extra', optional(record))),
        return_url: field('returnUrl', optional(anyText), 'redirect_url'),
        feedback_url: field('feedbackUrl', optional(anyText), 'webhook_url'),
        account_expire_at: field('accountExpireAt', optional(anyText)),
        show_agree_window: field('showAgreeWindow', optional(count)),
      },
      safety: 'once',
      advice: forgetLink,
      secrets: contactOf(userInfo),
    })
  })
}

export function submit(receiptId: string): ApiRequest<BootpayAnswer<CompletedPayment>> {
  return request('submit', 'POST', '/submit', {
    body: { receipt_id: argument('submit', 'receiptId', receiptId, bareId) },
    safety: 'once',
    advice: lookAtApproval,
  })
}

export function startDelivery(data: BootpayStartDeliveryData): ApiRequest<BootpayCommonResponse> {
  return readFields('startDelivery', data, (field) =>
    request('startDelivery', 'PUT', path`/delivery/start/${field('receiptId', id)}`, {
      body: {
        delivery_no: field('deliveryNo', text, 'tracking_number'),
        delivery_corp: field('deliveryCorp', text),
      },
      // Assumed: nothing says that a repeated start is harmless.
      safety: 'once',
      advice: lookInConsole,
    }),
  )
}
