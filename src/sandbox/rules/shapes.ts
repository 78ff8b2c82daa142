/*
 * What the sandbox shows. These shapes are not imported from the API's models in src/api, because the sandbox must not
 * learn from the client what the gateway answers: a mistake there would then pass every test that runs against the
 * sandbox. They also say less: every field here is one that the sandbox sends. test/types/consumer/sandbox.ts compiles
 * only while each of them fits the model of the same name.
 */

/** 전송 필드. Fields as they arrive and as they leave; names are the gateway's. */
export type Fields = Record<string, unknown>

/**
 * 결제수단 상세. What the PG said about a payment; which fields are there depends on the method. As in the client's model, a
 * field that may be absent or `null` is read without a check.
 */
export interface SandboxPaymentData {
  receipt_id: string
  n: string
  p: number
  tid: string
  pg: string
  pm: string
  pg_a: string
  pm_a: string
  o_id: string
  p_at: string
  r_at: string
  s: number
  g: number
  card_name: string
  card_no: string
  card_quota: string
  card_code: string
  card_auth_no: string
  bankname: string
  bankcode: string
  account: string
  accountholder: string
  expiredate: string
  cash_result: string
  username: string
  phone: string
  birth: string
  gender: string
  unique: string
  di: string
}

/** 결제 내역. What `verify` (`GET /receipt/:receipt_id`) shows. */
export interface SandboxReceipt {
  receipt_id: string
  order_id: string
  name: string
  item_name: string
  price: number
  tax_free: number
  remain_price: number
  remain_tax_free: number
  cancelled_price: number
  cancelled_tax_free: number
  /** From the approval on. */
  receipt_url: string
  unit: string
  pg: string
  pg_name: string
  method: string
  method_name: string
  params?: unknown
  /** From the approval, or the issue of a virtual account, on. */
  payment_data: SandboxPaymentData
  requested_at: string
  /** `null` before the approval. */
  purchased_at: string
  /** Once something was cancelled. */
  revoked_at: string
  status: number
  status_en: string
  status_ko: string
}

/** 빌링키. What the issue of a billing key answers, with the receipt of the window (if any) and the state. */
export interface SandboxBillingKey {
  billing_key: string
  pg: string
  pg_name: string
  method: string
  method_name: string
  data: { card_code: string; card_name: string; card_no: string; card_cl: string }
  e_at: string
  c_at: string
  /** 11 usable, -11 deleted. */
  status: number
  /** Only a key from the payment window has a receipt. */
  receipt_id?: string
}

/** 예약. What the reservation call answers, as of now, with what came of it. */
export interface SandboxReservation {
  reserve_id: string
  billing_key: string
  item_name: string
  price: number
  purchase_count: number
  purchase_limit: number
  execute_at: number
  /** 0 waiting, 1 done, 2 failed, 3 cancelled. */
  status: number
  order_id: string
  /** The payment that the execution made. */
  receipt_id?: string
  /** Why the execution failed: what the gateway says, and what the sandbox adds. */
  message?: string
  hint?: SandboxHint
}

/** 결제 링크의 상태. State of a payment link. */
export type LinkState =
  | 'created'
  | 'opened'
  | 'paid'
  | 'awaiting-approval'
  | 'awaiting-deposit'
  | 'declined'
  | 'closed'
  | 'expired'

/** 결제 링크. A payment link and what the customer made of it. */
export interface SandboxLink {
  id: string
  url: string
  state: LinkState
  name: string
  order_id: string
  price: number
  tax_free: number
  pg?: string
  method?: string
  methods?: string[]
  return_url?: string
  expire_at?: string
  created_at: string
  /** From the customer's first action on: paying, declining or closing. Opening the link makes none. */
  receipt_id?: string
}

/** 웹훅 전송 한 번. One attempt to deliver a webhook. */
export interface FeedbackEntry {
  url: string
  receipt_id: string
  status: number
  retry_count: number
  content_type: 'json' | 'urlencoded'
  /** The fields as sent, secrets masked. */
  body: Fields
  sent_at: string
  /** True once the receiver said `OK`; undefined while the attempt is under way. */
  answered: boolean | undefined
  answer?: { status: number; body: string }
  /** Why there is no answer. */
  error?: string
}

/** 메시지의 종류. */
export type MessageKind = 'sms' | 'lms' | 'remote_form' | 'remote_link'

/** 메시지. A text message, or a payment form by message, that the gateway would have sent; the sandbox sends none. */
export interface SandboxMessage {
  kind: MessageKind
  receivers: string[]
  sender?: string
  subject?: string
  message?: string
  /** The fields as they came, secrets masked. */
  body: Fields
  created_at: string
}

/** 안내. Why the sandbox refused, for the developer; the gateway's own `message` stays as the gateway words it. */
export interface SandboxHint {
  /** Name of the rule. */
  rule: string
  korean: string
  english: string
}

/** API 요청 하나. One request that reached the API. */
export interface RequestEntry {
  method: string
  path: string
  /** The status that was answered; undefined when none was (yet). */
  status: number | undefined
  /** Whose request it was; undefined when its token and its body do not tell. */
  application_id?: string
  /** The decoded body, secrets masked. */
  body: Fields
  /** One line that sends the request again from a shell; secrets are variables. None for what cannot be read or is too long. */
  curl?: string
  /** The error code in the answer, 0 for a success. */
  code?: number
  /** The envelope that was answered, secrets masked. */
  answer?: Fields
  /** Why it was refused. */
  hint?: SandboxHint
  fault?: FaultName
  received_at: string
}

/** 장애의 종류. What `failNext` can do to a request. */
export type FaultName =
  | 'decline'
  | 'unauthorized'
  | 'rate-limit'
  | 'server-error'
  | 'html'
  | 'reset-before'
  | 'reset-after'
  | 'silence'
  | 'slow'
  | 'cut'

/** @deprecated 이제 `SandboxReceipt`입니다. Renamed to `SandboxReceipt`, because the client exports a `Receipt` too. */
export type Receipt = SandboxReceipt
/** @deprecated 이제 `SandboxPaymentData`입니다. Renamed to `SandboxPaymentData`. */
export type PaymentData = SandboxPaymentData
/** @deprecated 이제 `SandboxBillingKey`입니다. Renamed to `SandboxBillingKey`. */
export type BillingKey = SandboxBillingKey
/** @deprecated 이제 `SandboxReservation`입니다. Renamed to `SandboxReservation`. */
export type Reservation = SandboxReservation
/** @deprecated 이제 `SandboxLink`입니다. Renamed to `SandboxLink`. */
export type Link = SandboxLink
