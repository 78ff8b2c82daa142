import type { FaultName } from './shapes'

/** 장애 주입. What shall go wrong, where, and how often. */
export interface Fault {
  /** 장애의 종류. Which one. */
  fault: FaultName
  /** 대상 경로. `/cancel`, `/receipt/abc`, a route as `/receipt/:receipt_id` or `/receipt`, or a pattern. Default: any. */
  path?: string | RegExp
  /** 대상 메서드. HTTP method. Default: any. */
  method?: string
  /** 횟수. How many requests it meets, 1 if not given. */
  times?: number
  /** HTTP 상태. Status in place of the fault's own. */
  status?: number
  /** 오류 코드. Code in place of the fault's own; the key present with `undefined` leaves the code out. */
  code?: number | undefined
  /** 오류 문구. Message in place of the fault's own. */
  message?: string
  /** 지연(ms). Real milliseconds before the fault shows; `slow` has 1000 if not given. */
  delay?: number
  /** 재시도 안내(초). Value of `Retry-After`. */
  retryAfter?: number | string
  /** 실행 여부. Whether the operation is carried out behind the fault; each fault has its own default. */
  execute?: boolean
}

/** 구매자 정보. The `user_info` of a payment. */
export type UserInfo = Record<string, string | number>

/** 결제창 결제. A payment that a customer makes in the payment window. */
export interface PayInput {
  /** 금액. */
  price: number
  /** 상품명. */
  itemName?: string
  /** 주문번호. */
  orderId?: string | number
  /** 비과세 금액. Tax-free part of the price. */
  taxFree?: number
  /** PG사. Alias of the PG, `nicepay` if not given. */
  pg?: string
  /** 결제수단. Alias of the method, `card` if not given. */
  method?: string
  /** 구매자 정보. */
  userInfo?: UserInfo
  /** 그대로 돌려받을 값. Comes back unchanged on verify. */
  params?: unknown
  /** 결제 상태. Paid, waiting for `submit`, or a virtual account that waits for its deposit. */
  state?: 'paid' | 'awaiting-approval' | 'awaiting-deposit'
  /** 할부 개월. */
  quota?: number
  /** 카드 번호. Only for refused cards (see the table in the documentation): approval of such a card fails. */
  cardNo?: string
  /** 가상계좌 입금 기한. `YYYY-MM-DD`. */
  accountExpireAt?: string
  /** 영수증 ID. The id to use, for tests with fixed ids. */
  receiptId?: string
}

/** 본인인증. An identity check that a person completes. */
export interface CertifyInput {
  /** 이름. */
  username?: string
  /** 생년월일. */
  birth?: string
  /** 성별. */
  gender?: string
  /** 전화번호. */
  phone?: string
  /** 통신사. */
  carrier?: string
  /** 외국인 여부. */
  foreigner?: boolean
  /** CI. */
  unique?: string
  /** DI. */
  di?: string
  /** 주문번호. */
  orderId?: string | number
  /** 영수증 ID. The id to use. */
  receiptId?: string
}

/** 결제창 빌링키 발급. A billing key that a customer's card gets in the payment window. */
export interface IssueBillingKeyInput {
  /** PG사. Alias of the PG, `nicepay` if not given. */
  pg?: string
  /** 발급 방식. Through the window (default) or as the REST call would. */
  method?: 'card_rebill' | 'card_rebill_rest'
  /** 카드 번호. */
  cardNo?: string
  /** 카드 만료 연도(두 자리). */
  expireYear?: string
  /** 카드 만료 월(두 자리). */
  expireMonth?: string
  /** 상품명. */
  itemName?: string
  /** 주문번호. */
  orderId?: string | number
  /** 빌링키. The key to use, for tests with fixed ids. */
  billingKey?: string
  /** 영수증 ID. The id of the window's receipt. */
  receiptId?: string
}

/** 예약 넣기. A reservation that is there already. */
export interface ReserveInput {
  /** 빌링키. */
  billingKey: string
  /** 금액. */
  price: number
  /** 실행 시각(Unix 초). */
  executeAt: number
  /** 상품명. */
  itemName?: string
  /** 주문번호. */
  orderId?: string | number
  /** 웹훅 주소. */
  feedbackUrl?: string
  /** 웹훅 형식. */
  feedbackContentType?: 'json' | 'urlencoded'
  /** 예약 ID. The id to use. */
  reserveId?: string
}
