import type { MethodCode, PaymentStatus, PgCode } from '../api/codes'
import type { PaymentData } from '../api/common'
import type { Receipt } from '../api/payment'

/**
 * 웹훅(피드백) 내용. What the gateway reports about a payment, whichever of its two shapes and encodings it came in.
 * The body's `private_key` is not handed on: `authentic` says what it was good for.
 */
export interface Feedback {
  /** 결제 고유번호 */
  receipt_id: string
  /** 주문번호. 보내지 않은 결제에는 없음 */
  order_id: string
  /** 결제 금액(원) */
  price: number
  /** `PaymentStatus`: 1은 결제 완료, 20은 취소 */
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
   * `true`: the body held this project's private key. `false`: it held another one, so drop it.
   * `undefined`: it held none, or none was given to compare; look the payment up.
   */
  authentic: boolean | undefined
  [field: string]: any
}

/** 웹훅 해석 옵션 */
export interface ParseFeedbackOptions {
  /** The request's `Content-Type`. Absent: told from the body. */
  contentType?: string | undefined
  /** Private Key, to tell whether the gateway sent it */
  privateKey?: string | undefined
}

/** 대조할 주문. What the shop knows of the payment. What is not named is not compared; what is named needs a value. */
export interface ExpectedPayment {
  /** 결제 금액(원). 데이터베이스의 `'1000.00'`도 됩니다 */
  price?: number | string
  /** 주문번호 */
  orderId?: string | number
  /** 결제 상태: see `PaymentStatus` */
  status?: PaymentStatus
}

/** 웹훅 확인 결과 */
export type FeedbackConfirmation = {
  /** 부트페이가 답한 결제가 웹훅의 결제인지: whether the answer is about the webhook's `receipt_id` */
  receiptId: boolean
  /** 결제 상태가 같은지 */
  status: boolean
  /** 결제 금액이 같은지 */
  price: boolean
  /** 주문번호가 같은지 */
  orderId: boolean
} & (
  | {
      /** All four agree: the gateway itself says what the webhook said, and it is what you expected. */
      confirmed: true
      /** The payment as the gateway knows it now. */
      receipt: Receipt
    }
  | {
      /** At least one of the four does not agree. */
      confirmed: false
      /** The payment as the gateway knows it now; `undefined` when it knows none. */
      receipt: Receipt | undefined
    }
)
