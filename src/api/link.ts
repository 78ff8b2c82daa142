import { amount, amountOrZero } from '../core/amounts'
import { readFields } from '../core/fields'
import { type ApiRequest, request } from '../core/request'
import {
  anyText,
  count,
  idOrNumber,
  json,
  optional,
  record,
  records,
  text,
  texts,
  unlessAbsent,
} from '../core/rules'
import { snakeKeys, snakeList } from '../core/snake'
import type { MethodCode, PgCode } from './codes'
import {
  type BootpayAnswer,
  type BootpayItemData,
  type BootpayUserInfoData,
  buyer,
  contactOf,
} from './common'

/** 결제창 부가 옵션. 부트페이의 이름(snake_case)이나 camelCase로 씁니다. Options of the payment window. */
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

/** 결제 링크 파라미터. Parameters of `requestPayment`. */
export interface BootpayRequestPaymentData {
  /** PG사 별칭. 없으면 통합결제창 */
  pg?: PgCode | undefined
  /** 결제수단 별칭. 없으면 고객이 고릅니다 */
  method?: MethodCode | undefined
  /** 통합결제창에서 고를 수 있는 결제수단 */
  methods?: MethodCode[] | undefined
  /** 주문번호. 겹치지 않게 하세요. 같은 번호를 부트페이가 막지 않습니다 */
  orderId: string | number
  /** 결제 금액(원), 100 이상. `card_rebill`과 `auth`는 0 */
  price: number
  /** 그중 비과세 금액(원) */
  taxFree?: number | undefined
  /** 상품명 */
  itemName: string
  /** 결제 후 돌아갈 주소 */
  returnUrl?: string | undefined
  /** 웹훅 주소. 매뉴얼에 따르면 링크의 웹훅은 관리자에 등록한 주소로 옵니다 */
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

const forgetLink = {
  korean: '잃어버린 링크는 고객에게 보내지 말고, 웹훅이나 관리자에서 주문번호로 결제 여부를 확인하세요.',
  english: 'never send the lost link; watch the order id by webhook or in the console',
}

export function requestPayment(data: BootpayRequestPaymentData): ApiRequest<BootpayAnswer<string>> {
  return readFields('requestPayment', data, (field) => {
    const userInfo = field('userInfo', optional(buyer), 'user')
    const method = field('method', optional(anyText))
    const isFree = method === 'card_rebill' || method === 'auth'
    return request('requestPayment', 'POST', '/request/payment', {
      body: {
        pg: field('pg', optional(anyText)),
        method,
        methods: field('methods', optional(texts)),
        order_id: field('orderId', idOrNumber),
        // Registering a card and an identity check cost nothing.
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
