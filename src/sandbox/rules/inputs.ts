import type { FaultName } from './shapes'

/** 장애 주입. 무엇이, 어디서, 몇 번 실패할지입니다. What fails, where, and how often. */
export interface Fault {
  /** 장애의 종류 */
  fault: FaultName
  /** 대상 경로: `/cancel`, `/receipt/abc`, `/receipt/:receipt_id`, `/receipt`, 또는 정규식. 없으면 모두 */
  path?: string | RegExp
  /** 대상 HTTP 메서드. 없으면 모두 */
  method?: string
  /** 실패하게 할 요청의 수, 기본 1 */
  times?: number
  /** HTTP 상태. 장애마다 정해진 값 대신 씁니다 */
  status?: number
  /** 오류 코드. 장애마다 정해진 값 대신 쓰고, `undefined`라고 적으면 코드를 뺍니다 */
  code?: number | undefined
  /** 오류 문구. 장애마다 정해진 값 대신 씁니다 */
  message?: string
  /** 장애가 나기 전의 지연(실제 ms). `slow`의 기본은 1000 */
  delay?: number
  /** `Retry-After`의 값(초) */
  retryAfter?: number | string
  /** 장애가 나도 요청을 처리할지. 기본값은 장애마다 다릅니다 */
  execute?: boolean
}

/** 구매자 정보. The `user_info` of a payment. */
export type UserInfo = Record<string, string | number>

/** 결제창 결제. A payment that a customer makes in the payment window. */
export interface PayInput {
  /** 금액(원) */
  price: number
  /** 상품명 */
  itemName?: string
  /** 주문번호 */
  orderId?: string | number
  /** 그중 비과세 금액(원) */
  taxFree?: number
  /** PG사 별칭, 기본 `nicepay` */
  pg?: string
  /** 결제수단 별칭, 기본 `card` */
  method?: string
  /** 구매자 정보 */
  userInfo?: UserInfo
  /** `verify`에서 그대로 돌려받을 값 */
  params?: unknown
  /** 결제 상태: 결제됨, `submit`을 기다림, 입금을 기다리는 가상계좌 */
  state?: 'paid' | 'awaiting-approval' | 'awaiting-deposit'
  /** 할부 개월 */
  quota?: number
  /** 카드 번호. 거절되는 카드(문서의 표)일 때만 뜻이 있고, 승인이 실패합니다 */
  cardNo?: string
  /** 가상계좌 입금 기한 `YYYY-MM-DD` */
  accountExpireAt?: string
  /** 쓸 영수증 ID. 고정된 값이 필요한 테스트에 씁니다 */
  receiptId?: string
}

/** 본인인증. An identity check that a person completes. */
export interface CertifyInput {
  /** 이름 */
  username?: string
  /** 생년월일 */
  birth?: string
  /** 성별 */
  gender?: string
  /** 전화번호 */
  phone?: string
  /** 통신사 */
  carrier?: string
  /** 외국인 여부 */
  foreigner?: boolean
  /** 본인인증의 CI */
  unique?: string
  /** 본인인증의 DI */
  di?: string
  /** 주문번호 */
  orderId?: string | number
  /** 쓸 영수증 ID */
  receiptId?: string
}

/** 결제창 빌링키 발급. A billing key that a customer's card gets in the payment window. */
export interface IssueBillingKeyInput {
  /** PG사 별칭, 기본 `nicepay` */
  pg?: string
  /** 발급 방식: 결제창(기본) 또는 REST */
  method?: 'card_rebill' | 'card_rebill_rest'
  /** 카드 번호 */
  cardNo?: string
  /** 카드 만료 연도(두 자리) */
  expireYear?: string
  /** 카드 만료 월(두 자리) */
  expireMonth?: string
  /** 상품명 */
  itemName?: string
  /** 주문번호 */
  orderId?: string | number
  /** 쓸 빌링키. 고정된 값이 필요한 테스트에 씁니다 */
  billingKey?: string
  /** 결제창의 영수증 ID */
  receiptId?: string
}

/** 예약 넣기. A reservation to put into the books. */
export interface ReserveInput {
  /** 빌링키 */
  billingKey: string
  /** 금액(원) */
  price: number
  /** 실행 시각, 1970년부터의 초 */
  executeAt: number
  /** 상품명 */
  itemName?: string
  /** 주문번호 */
  orderId?: string | number
  /** 웹훅 주소 */
  feedbackUrl?: string
  /** 웹훅 형식 */
  feedbackContentType?: 'json' | 'urlencoded'
  /** 쓸 예약 ID */
  reserveId?: string
}
