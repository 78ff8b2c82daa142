import type { CertifyInput, IssueBillingKeyInput, PayInput, ReserveInput } from './inputs'

/**
 * 시드. 프로그램이 시작하기 전에 원하는 고유번호로 장부에 넣을 것이며, 객체이거나 파일의 JSON입니다. 이미 있는 고유번호는
 * 바꾸고, 웹훅은 보내지 않습니다. 시각은 부트페이가 쓰는 한국 시간입니다: `2026-03-01 09:30:00`.
 * What is in the books before a program starts.
 */
export interface SandboxSeed {
  /** 결제 내역 */
  receipts?: readonly SeedReceipt[]
  /** 빌링키 */
  billingKeys?: readonly SeedBillingKey[]
  /** 예약. 이 시드나 장부에 있는 빌링키의 것 */
  reservations?: readonly SeedReservation[]
  /** 본인인증 */
  certificates?: readonly SeedCertificate[]
}

/** 시드의 결제 상태. `awaiting-deposit`과 `deposit-lapsed`는 가상계좌입니다. States of a receipt of a seed. */
export type SeedReceiptState =
  | 'waiting'
  | 'paid'
  | 'awaiting-approval'
  | 'awaiting-deposit'
  | 'cancelled'
  | 'failed'
  | 'approval-failed'
  | 'deposit-lapsed'

/** 시드의 결제 내역. 금액 0은 `card_rebill`이 `waiting`일 때만 됩니다(발급 중인 빌링키). A receipt of a seed. */
export interface SeedReceipt extends Omit<PayInput, 'receiptId' | 'state'> {
  /** 영수증 ID */
  receiptId: string
  /** 결제 상태, 기본 `paid` */
  state?: SeedReceiptState
  /** 취소된 금액(원). `paid`일 때 일부 취소된 금액 */
  cancelledPrice?: number
  /** 취소된 비과세 금액(원) */
  cancelledTaxFree?: number
  /** 요청 시각 */
  requestedAt?: string
  /** 승인 시각 */
  purchasedAt?: string
  /** 취소 시각 */
  revokedAt?: string
}

/** 시드의 빌링키. `receiptId`가 있으면 결제창의 영수증도 생깁니다. A billing key of a seed. */
export interface SeedBillingKey extends Omit<IssueBillingKeyInput, 'billingKey'> {
  /** 빌링키 */
  billingKey: string
  /** 빌링키 상태, 기본 `issued` */
  state?: 'issued' | 'deleted'
}

/** 시드의 예약. `waiting`인데 시각이 지났으면 바로 실행됩니다. A reservation of a seed. */
export interface SeedReservation extends Omit<ReserveInput, 'reserveId' | 'executeAt'> {
  /** 예약 ID */
  reserveId: string
  /** 실행 시각: 1970년부터의 초 또는 한국 시간 */
  executeAt: number | string
  /** 예약 상태, 기본 `waiting` */
  state?: 'waiting' | 'done' | 'failed' | 'cancelled'
  /** 결제된 영수증 ID. `done`일 때, 이 시드나 장부에 있는 영수증 */
  receiptId?: string
}

/** 시드의 본인인증. An identity check of a seed. */
export interface SeedCertificate extends Omit<CertifyInput, 'receiptId'> {
  /** 영수증 ID */
  receiptId: string
}
