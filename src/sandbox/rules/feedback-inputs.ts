import type { SandboxReceipt } from './shapes'

type Given = 'receipt_id' | 'price' | 'status' | 'params' | 'payment_data' | 'revoked_at'

/** 웹훅을 만들 결제. `verify`의 `data`, 또는 그중 필요한 것만. What `verify` shows of a payment. */
export interface FeedbackReceipt extends Partial<Omit<SandboxReceipt, Given>> {
  receipt_id: string
  /** 결제 금액(원) */
  price: number
  /** 1 결제됨, 20 취소됨 */
  status: number
  params?: unknown
  payment_data?: object
  revoked_at?: string | null
}

/** 웹훅의 모양. Encoding of a webhook. */
export interface FeedbackOptions {
  /** 인코딩. `feedbackOf`의 기본은 `form`, `sandbox.feedback`의 기본은 그 결제의 웹훅이 쓰는 것 */
  encoding?: 'json' | 'form'
  /** 몇 번째 재전송인지, 기본 0 */
  retryCount?: number
}

/** 웹훅의 모양과 키. Encoding and keys of a webhook. */
export interface FeedbackOfOptions extends FeedbackOptions {
  /** 본문에 들어갈 프라이빗 키, 기본은 샌드박스의 것. `parseFeedback`이 이것을 비교합니다 */
  privateKey?: string
  /** 본문에 들어갈 애플리케이션 ID, 기본은 샌드박스의 것 */
  applicationId?: string
}

/** 웹훅. 상점이 POST로 받는 것입니다. What a shop receives. */
export interface SandboxFeedback {
  headers: { 'content-type': string; 'content-length': string }
  body: string
}
