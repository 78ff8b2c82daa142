import type { MethodCode, PaymentStatus, PgCode } from '../api/codes'
import type { PaymentData } from '../api/common'
import type { Receipt } from '../api/payment'

/**
 * 웹훅(피드백)의 내용. 본문의 `private_key`는 담지 않고, 맞는지만 `authentic`으로 알려 줍니다.
 * A webhook: the gateway's report of a payment.
 */
export interface Feedback {
  /** 결제 고유번호 */
  receipt_id: string
  /** 주문번호. 보내지 않은 결제에는 없음 */
  order_id: string
  /** 결제 금액(원) */
  price: number
  /** 결제 상태(`PaymentStatus`): 1은 결제 완료, 20은 취소 */
  status: PaymentStatus
  /** 몇 번째 재전송인지. 처음은 0 */
  retry_count: number
  /** 상품명. 빌링키 결제에는 없고 `item_name`이 있음 */
  name: string
  /** 상품명. 빌링키 결제에만 있음 */
  item_name: string
  /** 그중 비과세 금액(원). 없을 수 있음 */
  tax_free: number
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  /** Application ID. 빌링키 결제에는 없을 수 있음 */
  application_id: string
  /** 매출전표 주소. 없을 수 있음 */
  receipt_url: string
  /** PG사의 결제 결과. 없을 수 있음 */
  payment_data: PaymentData
  /** 요청 시각(한국 시간). 없을 수 있음 */
  requested_at: string
  /** 승인 시각(한국 시간). 없을 수 있음 */
  purchased_at: string
  /**
   * 본문의 Private Key가 맞는지. `false`면 다른 키이니 버리세요. `undefined`는 본문에 키가 없거나 비교할 키를 주지 않은
   * 것이니, 결제를 조회해서 확인하세요.
   */
  authentic: boolean | undefined
  [field: string]: any
}

/** 웹훅 해석 옵션. Options of `parseFeedback`. */
export interface ParseFeedbackOptions {
  /** 요청의 `Content-Type`. 없으면 본문을 보고 압니다 */
  contentType?: string | undefined
  /** Private Key. 본문의 키와 비교합니다 */
  privateKey?: string | undefined
}

/** 대조할 주문. 적은 것만 비교하며, 적었으면 값이 있어야 합니다. The order to compare a webhook with. */
export interface ExpectedPayment {
  /** 결제 금액(원). 데이터베이스의 `'1000.00'`도 됩니다 */
  price?: number | string
  /** 주문번호 */
  orderId?: string | number
  /** 결제 상태: `PaymentStatus` */
  status?: PaymentStatus
}

/** 웹훅 확인 결과. Whether the gateway agrees with a webhook and with the order. */
export type FeedbackConfirmation = {
  /** 부트페이가 답한 결제가 웹훅의 결제(`receipt_id`)인지 */
  receiptId: boolean
  /** 결제 상태가 같은지 */
  status: boolean
  /** 결제 금액이 같은지 */
  price: boolean
  /** 주문번호가 같은지 */
  orderId: boolean
} & (
  | {
      /** 넷이 모두 맞습니다 */
      confirmed: true
      /** 부트페이가 지금 아는 결제 */
      receipt: Receipt
    }
  | {
      /** 하나 이상 맞지 않습니다 */
      confirmed: false
      /** 부트페이가 지금 아는 결제. 없는 결제면 `undefined` */
      receipt: Receipt | undefined
    }
)
