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
  order_id?: string
  /** 결제 금액(원) */
  price: number
  /** See `PaymentStatus`: 1 paid, 20 cancelled */
  status: PaymentStatus
  /** 몇 번째 재전송인지: 0 the first time */
  retry_count: number
  /** 상품명; billing-key payments call it `item_name` */
  name?: string
  item_name?: string
  tax_free?: number
  pg?: PgCode
  pg_name?: string
  method?: MethodCode
  method_name?: string
  application_id?: string
  receipt_url?: string
  payment_data?: PaymentData
  requested_at?: string
  purchased_at?: string | null
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
  /** 결제 금액(원) */
  price?: number
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
