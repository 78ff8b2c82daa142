import type { CertifyInput, IssueBillingKeyInput, PayInput, ReserveInput } from './inputs'

/**
 * 시드. What is in the books before a program starts, under ids of your choice; as an object, or as JSON in a file. An
 * id that is there already is replaced. No webhook is sent for what a seed puts there.
 *
 * Times are Korean, as the gateway writes them: `2026-03-01 09:30:00`.
 */
export interface SandboxSeed {
  /** 결제 내역. */
  receipts?: readonly SeedReceipt[]
  /** 빌링키. */
  billingKeys?: readonly SeedBillingKey[]
  /** 예약. Of billing keys in this seed or in the books. */
  reservations?: readonly SeedReservation[]
  /** 본인인증. */
  certificates?: readonly SeedCertificate[]
}

/** 시드의 결제 상태. `awaiting-deposit` and `deposit-lapsed` are virtual accounts. */
export type SeedReceiptState =
  | 'waiting'
  | 'paid'
  | 'awaiting-approval'
  | 'awaiting-deposit'
  | 'cancelled'
  | 'failed'
  | 'approval-failed'
  | 'deposit-lapsed'

/** 시드의 결제 내역. Price 0 only with method `card_rebill` in state `waiting`: a billing key that is being issued. */
export interface SeedReceipt extends Omit<PayInput, 'receiptId' | 'state'> {
  /** 영수증 ID. */
  receiptId: string
  /** 결제 상태. `paid` if not given. */
  state?: SeedReceiptState
  /** 취소된 금액. A part of the price, in state `paid`. */
  cancelledPrice?: number
  /** 취소된 비과세 금액. */
  cancelledTaxFree?: number
  /** 요청 시각. */
  requestedAt?: string
  /** 승인 시각. */
  purchasedAt?: string
  /** 취소 시각. */
  revokedAt?: string
}

/** 시드의 빌링키. With `receiptId` it has the receipt of a payment window. */
export interface SeedBillingKey extends Omit<IssueBillingKeyInput, 'billingKey'> {
  /** 빌링키. */
  billingKey: string
  /** 빌링키 상태. `issued` if not given. */
  state?: 'issued' | 'deleted'
}

/** 시드의 예약. One in state `waiting` whose time is over runs at once. */
export interface SeedReservation extends Omit<ReserveInput, 'reserveId' | 'executeAt'> {
  /** 예약 ID. */
  reserveId: string
  /** 실행 시각. Unix seconds as on the wire, or Korean time. */
  executeAt: number | string
  /** 예약 상태. `waiting` if not given. */
  state?: 'waiting' | 'done' | 'failed' | 'cancelled'
  /** 결제된 영수증 ID. In state `done`: a receipt in this seed or in the books. */
  receiptId?: string
}

/** 시드의 본인인증. */
export interface SeedCertificate extends Omit<CertifyInput, 'receiptId'> {
  /** 영수증 ID. */
  receiptId: string
}
