/** 결제 상태. 결제의 `data.status`입니다. The states of a payment, from the gateway's manual. */
export const PaymentStatus = {
  /** 결제 대기: 아직 아무 일도 없음 */
  READY: 0,
  /** 결제 완료 */
  PAID: 1,
  /** 승인 전: `submit`을 기다림. 입금을 기다리는 가상계좌도 이 상태 */
  AWAITING_APPROVAL: 2,
  /** 승인 중: PG사가 처리하고 있음 */
  APPROVING: 3,
  /** 빌링키 발급 완료 */
  BILLING_KEY_ISSUED: 11,
  /** 결제 취소 */
  CANCELLED: 20,
  /** 승인 전 실패 */
  REQUEST_FAILED: -1,
  /** 승인 실패 */
  APPROVAL_FAILED: -2,
  /** 가상계좌 발급 취소 */
  VIRTUAL_ACCOUNT_CANCELLED: -3,
  /** 빌링키 삭제 */
  BILLING_KEY_DELETED: -11,
  /** 취소 실패 */
  CANCEL_FAILED: -20,
  /** 취소 진행 중 */
  CANCELLING: -30,
} as const

/** 예약 상태. 예약의 `data.status`입니다. The states of a scheduled charge, from the gateway's manual. */
export const ReservationStatus = {
  /** 결제 대기 */
  WAITING: 0,
  /** 모든 결제 완료 */
  DONE: 1,
  /** 실행 중 오류 */
  FAILED: 2,
  /** 결제 전 취소 */
  CANCELLED: 3,
  /** 예약되지 않음 */
  NOT_RESERVED: -1,
} as const

/** 은행 코드. `refund.bankcode`에 씁니다. Codes of banks, from the gateway's PHP and Ruby packages. */
export const BankCode = {
  한국은행: '001',
  기업은행: '003',
  국민은행: '004',
  외환은행: '005',
  수협은행: '007',
  농협은행: '011',
  우리은행: '020',
  SC은행: '023',
  대구은행: '031',
  부산은행: '032',
  광주은행: '034',
  경남은행: '039',
  우체국: '071',
  KEB하나은행: '081',
  신한은행: '088',
  케이뱅크: '089',
  카카오뱅크: '090',
} as const

/** 결제 상태 값. 부트페이가 새로 더한 값일 수도 있습니다. A known code, or one that the gateway will add. */
export type PaymentStatus = (typeof PaymentStatus)[keyof typeof PaymentStatus] | (number & {})
/** 예약 상태 값. 부트페이가 새로 더한 값일 수도 있습니다. A known code, or one that the gateway will add. */
export type ReservationStatus = (typeof ReservationStatus)[keyof typeof ReservationStatus] | (number & {})
/** 은행 코드 값. 표에 없는 은행일 수도 있습니다. A known code, or that of another bank. */
export type BankCode = (typeof BankCode)[keyof typeof BankCode] | (string & {})

/** PG사 별칭. 표에 없는 PG사도 쓸 수 있습니다. Aliases of PGs, from the gateway's manual. */
export type PgCode =
  | 'kcp'
  | 'danal'
  | 'inicis'
  | 'mobilians'
  | 'nicepay'
  | 'toss'
  | 'payapp'
  | 'udpay'
  | 'kicc'
  | 'tpay'
  | 'payletter'
  | 'welcome'
  | 'settlebank'
  | 'npay'
  | 'kakao'
  | 'payco'
  | (string & {})

/** 결제수단 별칭. `card_rebill_rest`는 응답에만 있습니다. Aliases of payment methods. */
export type MethodCode =
  | 'card'
  | 'card_rebill'
  | 'card_rebill_rest'
  | 'phone'
  | 'bank'
  | 'vbank'
  | 'npay'
  | 'kakao'
  | 'payco'
  | 'easy'
  | 'easy_card'
  | 'easy_bank'
  | 'auth'
  | (string & {})
