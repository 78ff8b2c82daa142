import { ownFields } from '../core/objects'
import type { BankCode, MethodCode, PaymentStatus, PgCode } from './codes'

/**
 * 부트페이 공통 응답. The envelope of every answer, as the gateway sent it.
 * `code` is 0 on success and negative otherwise; `status` repeats the HTTP status.
 */
export interface BootpayCommonResponse<T = any> {
  status: number
  code: number
  message?: string
  data?: T
}

/** 데이터가 있는 응답. The envelope of an answer that always carries `data`. */
export interface BootpayAnswer<T> extends BootpayCommonResponse<T> {
  data: T
}

/** 구매자 정보. Every field may be left out; some PGs want `username` and `phone` (payapp, kcp, inicis). */
export interface BootpayUserInfoData {
  /** 회원 고유번호 */
  id?: string | undefined
  /** 이름 */
  username?: string | undefined
  /** 이메일 */
  email?: string | undefined
  /** 전화번호, `01012341234` */
  phone?: string | undefined
  /** 성별: 0 여자, 1 남자 */
  gender?: number | undefined
  /** 지역: 서울, 경기, 제주 … */
  area?: string | undefined
  /** 생년월일 `YYMMDD` */
  birth?: string | undefined
  /** 주소 */
  addr?: string | undefined
  /** 주소, under the name that the billing-key page of the manual uses */
  address?: string | undefined
}

/** 상품 정보. For statistics only: nothing checks that the items add up to `price`. */
export interface BootpayItemData {
  /** 상품 고유번호 */
  unique: string
  /** 수량 */
  qty: number
  /** 상품명 */
  itemName: string
  /** 단가(원) */
  price: number
  /** 대분류, up to 50 characters */
  cat1?: string | undefined
  /** 중분류 */
  cat2?: string | undefined
  /** 소분류 */
  cat3?: string | undefined
}

/** 빌링 부가 옵션 */
export interface BootpaySubscribeExtraData {
  /** 1: charge a small amount first (100원, payapp 1,000원) and issue the key only if that works; it is cancelled after 10 minutes */
  subscribeTestPayment?: number | boolean | undefined
  /** 1: on a PG error put the PG's own answer into `error.data` */
  rawData?: number | boolean | undefined
}

/** 환불 계좌. For a virtual account; works only with a CMS contract (CMS 특약) with the PG. */
export interface BootpayRefundData {
  /** 계좌번호, digits */
  account: string
  /** 예금주 */
  accountholder: string
  /** 은행 코드: see `BankCode` */
  bankcode: BankCode
}

/** PG 결제 결과. Which fields there are depends on the method of payment. */
export interface PaymentData {
  receipt_id?: string
  /** 상품명 */
  n?: string
  /** 결제 금액(원) */
  p?: number
  /** PG사 거래 번호 */
  tid?: string
  /** PG사 이름, not its alias */
  pg?: string
  /** 결제수단 이름, not its alias */
  pm?: string
  /** PG사 별칭 */
  pg_a?: PgCode
  /** 결제수단 별칭 */
  pm_a?: MethodCode
  /** 주문번호 */
  o_id?: string
  /** 결제 시각, Korean time */
  p_at?: string | null
  /** 취소 시각, Korean time */
  r_at?: string | null
  /** 상태 */
  s?: PaymentStatus
  /** 결제 그룹 */
  g?: number
  card_name?: string
  card_no?: string
  card_quota?: string
  card_code?: string
  card_auth_no?: string
  bankname?: string
  bankcode?: string
  accountholder?: string
  account?: string
  expiredate?: string
  username?: string
  cash_result?: string
  phone?: string
  birth?: string
  gender?: string
  unique?: string
  di?: string
  [field: string]: any
}

/** 결제 완료 정보. What a charge and a server-side approval answer with. */
export interface CompletedPayment {
  /** 결제 고유번호: keep it for `verify` and `cancel` */
  receipt_id: string
  order_id: string
  item_name: string
  /** 결제 금액(원) */
  price: number
  /** 그중 비과세 금액(원) */
  tax_free?: number
  card_no?: string
  card_code?: string
  card_name?: string
  card_quota?: string
  params?: any
  url?: string | null
  payment_name?: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  payment_group?: string
  payment_group_name?: string
  receipt_url?: string
  payment_data?: PaymentData
  /** Korean time, `YYYY-MM-DD HH:mm:ss` */
  requested_at: string
  purchased_at: string | null
  /** See `PaymentStatus`; 1 on success */
  status: PaymentStatus
  [field: string]: any
}

/** The parts of a buyer that no error may show. */
export function contactOf(userInfo: Record<string, unknown> | undefined): unknown[] {
  const { username, email, phone, birth, addr, address } = ownFields(userInfo)
  return [username, email, phone, birth, addr, address]
}
