/*
 * What the sandbox shows. These shapes are not imported from the API's models in src/api, because the sandbox must not
 * learn from the client what the gateway answers: a mistake there would then pass every test that runs against the
 * sandbox. They also say less: every field here is one that the sandbox sends. test/types/consumer/sandbox.ts compiles
 * only while each of them fits the client's model (`Receipt` for `SandboxReceipt`).
 */

/** 전송 필드. 이름은 부트페이가 쓰는 그대로입니다. Fields as they are on the wire. */
export type Fields = Record<string, unknown>

/**
 * PG 결제 결과. 어떤 필드가 있는지는 결제수단에 따라 다르고, 없는 필드는 `undefined`입니다.
 * The PG's own result of a payment.
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

/** 결제 내역. `verify`가 보이는 것입니다. A payment as `verify` shows it. */
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
  /** 매출전표 주소. 승인된 뒤부터 있음 */
  receipt_url: string
  unit: string
  pg: string
  pg_name: string
  method: string
  method_name: string
  params?: unknown
  /** PG사의 결제 결과. 승인되었거나 가상계좌가 발급된 뒤부터 있음 */
  payment_data: SandboxPaymentData
  requested_at: string
  /** 승인 시각. 승인 전에는 `null` */
  purchased_at: string
  /** 취소 시각. 취소한 뒤부터 있음 */
  revoked_at: string
  status: number
  status_en: string
  status_ko: string
}

/** 빌링키. 발급 응답에 결제창의 영수증과 상태를 더한 것입니다. A billing key with its receipt and state. */
export interface SandboxBillingKey {
  billing_key: string
  pg: string
  pg_name: string
  method: string
  method_name: string
  data: { card_code: string; card_name: string; card_no: string; card_cl: string }
  e_at: string
  c_at: string
  /** 상태: 11 쓸 수 있음, -11 삭제됨 */
  status: number
  /** 결제창에서 발급한 빌링키에만 있음 */
  receipt_id?: string
}

/** 예약. 예약 응답의 지금 모습과 그 결과입니다. A reservation and its result. */
export interface SandboxReservation {
  reserve_id: string
  billing_key: string
  item_name: string
  price: number
  purchase_count: number
  purchase_limit: number
  execute_at: number
  /** 상태: 0 대기, 1 완료, 2 실패, 3 취소 */
  status: number
  order_id: string
  /** 실행해서 생긴 결제 */
  receipt_id?: string
  /** 실행이 실패한 까닭: 부트페이의 메시지 */
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

/** 결제 링크. A payment link and its state. */
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
  /** 고객이 결제, 거절, 닫기 중 하나를 한 뒤부터 있음. 링크를 열기만 하면 없음 */
  receipt_id?: string
}

/** 웹훅 전송 한 번. One attempt to deliver a webhook. */
export interface FeedbackEntry {
  url: string
  receipt_id: string
  status: number
  retry_count: number
  content_type: 'json' | 'urlencoded'
  /** 보낸 필드. 비밀은 가립니다 */
  body: Fields
  sent_at: string
  /** 받은 쪽이 `OK`로 답했는지. 보내는 중이면 `undefined` */
  answered: boolean | undefined
  answer?: { status: number; body: string }
  /** 응답이 없는 까닭 */
  error?: string
}

/** 메시지의 종류. Kinds of messages. */
export type MessageKind = 'sms' | 'lms' | 'remote_form' | 'remote_link'

/** 메시지. 부트페이라면 보냈을 문자나 메시지 결제이고, 샌드박스는 보내지 않습니다. A message that the gateway would have sent. */
export interface SandboxMessage {
  kind: MessageKind
  receivers: string[]
  sender?: string
  subject?: string
  message?: string
  /** 받은 필드. 비밀은 가립니다 */
  body: Fields
  created_at: string
}

/** 안내. 개발자에게 알려 주는 거절의 까닭이며, `message`는 부트페이의 문구 그대로입니다. Why the sandbox refused. */
export interface SandboxHint {
  /** 규칙의 이름 */
  rule: string
  korean: string
  english: string
}

/** API 요청 하나. One request that reached the API. */
export interface RequestEntry {
  method: string
  path: string
  /** 응답의 상태. 아직 없거나 응답하지 않았으면 `undefined` */
  status: number | undefined
  /** 요청한 상점. 토큰과 본문으로 알 수 없으면 `undefined` */
  application_id?: string
  /** 본문. 비밀은 가립니다 */
  body: Fields
  /** 같은 요청을 다시 보내는 셸 명령 한 줄. 비밀은 변수입니다. 읽을 수 없거나 너무 길면 없음 */
  curl?: string
  /** 응답의 오류 코드. 성공은 0 */
  code?: number
  /** 돌려준 응답. 비밀은 가립니다 */
  answer?: Fields
  /** 거절한 까닭 */
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
