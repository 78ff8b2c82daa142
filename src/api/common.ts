import { ownFields } from '../core/objects'
import { recordOf } from '../core/rules'
import type { BankCode, MethodCode, PaymentStatus, PgCode } from './codes'

/**
 * 부트페이 공통 응답. 성공하면 `code`가 0이고, 아니면 음수입니다. `status`는 HTTP 상태와 같습니다.
 * The envelope of every answer, as the gateway sent it.
 */
export interface BootpayCommonResponse<T = any> {
  status: number
  code: number
  message?: string
  data?: T
}

/** `data`가 있는 응답. The envelope of an answer that always has `data`. */
export interface BootpayAnswer<T> extends BootpayCommonResponse<T> {
  data: T
}

/** 구매자 정보. 모두 생략할 수 있지만 payapp, kcp, inicis에는 `username`과 `phone`이 필요합니다. The buyer. */
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
  /** 주소. 매뉴얼의 빌링키 쪽에서 쓰는 이름 */
  address?: string | undefined
}

/** 상품 정보. 통계에만 쓰이며, 합계가 `price`와 같은지 확인하지 않습니다. An item, for statistics. */
export interface BootpayItemData {
  /** 상품 고유번호 */
  unique: string
  /** 수량 */
  qty: number
  /** 상품명 */
  itemName: string
  /** 단가(원) */
  price: number
  /** 대분류, 50자까지 */
  cat1?: string | undefined
  /** 중분류 */
  cat2?: string | undefined
  /** 소분류 */
  cat3?: string | undefined
}

/** 빌링 부가 옵션. Options of calls about billing keys. */
export interface BootpaySubscribeExtraData {
  /** 1: 먼저 100원(payapp은 1,000원)을 결제해 보고 되면 발급합니다. 10분 뒤 취소됩니다 */
  subscribeTestPayment?: number | boolean | undefined
  /** 1: PG사 오류일 때 PG사의 원본 응답을 `error.data`에 담습니다 */
  rawData?: number | boolean | undefined
}

/** 가상계좌 환불 계좌. PG사와 CMS 특약이 있어야 합니다. The account for the refund of a virtual account. */
export interface BootpayRefundData {
  /** 계좌번호, 숫자만 */
  account: string
  /** 예금주 */
  accountholder: string
  /** 은행 코드: `BankCode` */
  bankcode: BankCode
}

/**
 * PG 결제 결과. 어떤 필드가 있는지는 결제수단에 따라 다르고, 없는 필드는 `undefined`입니다. 결제 전에는 없습니다.
 * The PG's own result of a payment.
 */
export interface PaymentData {
  receipt_id: string
  /** 상품명 */
  n: string
  /** 결제 금액(원) */
  p: number
  /** PG사 거래 번호 */
  tid: string
  /** PG사 이름. 별칭은 `pg_a` */
  pg: string
  /** 결제수단 이름. 별칭은 `pm_a` */
  pm: string
  /** PG사 별칭 */
  pg_a: PgCode
  /** 결제수단 별칭 */
  pm_a: MethodCode
  /** 주문번호 */
  o_id: string
  /** 결제 시각(한국 시간). 결제 전에는 없거나 `null` */
  p_at: string
  /** 취소 시각(한국 시간). 취소되지 않았으면 없거나 `null` */
  r_at: string
  /** 상태: `PaymentStatus` */
  s: PaymentStatus
  /** 결제 그룹: 2는 카드 */
  g: number
  /** 카드사 이름. 카드 결제에만 있음 */
  card_name: string
  /** 가린 카드 번호. 카드 결제에만 있음 */
  card_no: string
  /** 할부 개월, `00`은 일시불. 카드 결제에만 있음 */
  card_quota: string
  /** PG사의 카드사 코드. 카드 결제에만 있고, 페이앱에는 없음 */
  card_code: string
  /** 승인 번호. 카드 결제에만 있음 */
  card_auth_no: string
  /** 은행 이름. 계좌이체와 가상계좌에만 있음 */
  bankname: string
  /** 은행 코드. 가상계좌에만, PG사에 따라 있음 */
  bankcode: string
  /** 예금주. 가상계좌에만 있음 */
  accountholder: string
  /** 계좌번호. 가상계좌에만 있음 */
  account: string
  /** 입금 기한(한국 시간). 가상계좌에만 있음 */
  expiredate: string
  /** 가상계좌의 입금자(PG사에 따라 있음), 또는 본인인증의 이름 */
  username: string
  /** 현금영수증 번호. 계좌이체와 가상계좌에서 발급했을 때만 있음 */
  cash_result: string
  /** 전화번호. 본인인증에만, 다날에 요청했을 때 있음 */
  phone: string
  /** 생년월일. 본인인증에만 있음 */
  birth: string
  /** 성별. 본인인증에만 있음 */
  gender: string
  /** CI. 본인인증에만 있음 */
  unique: string
  /** DI. 본인인증에만 있음 */
  di: string
  [field: string]: any
}

/** 결제 완료 정보. A completed payment, as a charge or an approval gives it. */
export interface CompletedPayment {
  /** 결제 고유번호. 검증과 취소에 필요하니 저장하세요 */
  receipt_id: string
  order_id: string
  item_name: string
  /** 결제 금액(원) */
  price: number
  /** 그중 비과세 금액(원). 오래된 응답에는 없음 */
  tax_free: number
  /** 가린 카드 번호. 카드 결제에만 있음 */
  card_no: string
  /** PG사의 카드사 코드. 카드 결제에만 있음 */
  card_code: string
  /** 카드사 이름. 카드 결제에만 있음 */
  card_name: string
  /** 할부 개월, `00`은 일시불. 카드 결제에만 있음 */
  card_quota: string
  /** 요청할 때 보낸 값. 보내지 않았으면 없거나 `null` */
  params?: any
  /** 결제한 페이지. 빌링키 결제에서는 `null` */
  url: string
  /** 결제수단 이름. 없을 수 있음 */
  payment_name: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  /** 결제 그룹: `card`, `vbank`, `phone` … 오래된 응답에는 없음 */
  payment_group: string
  /** 결제 그룹 이름. 오래된 응답에는 없음 */
  payment_group_name: string
  /** 매출전표 주소. 오래된 응답에는 없음 */
  receipt_url: string
  /** PG사의 결제 결과. 오래된 응답에는 없음 */
  payment_data: PaymentData
  /** 요청 시각(한국 시간), `YYYY-MM-DD HH:mm:ss` */
  requested_at: string
  /** 승인 시각(한국 시간). 승인 전에는 `null` */
  purchased_at: string
  /** 결제 상태(`PaymentStatus`): 성공하면 1 */
  status: PaymentStatus
  [field: string]: any
}

/** The rule for `userInfo`. `zipcode` is a name that an older SDK of the gateway sends. */
export const buyer = recordOf(
  ...['id', 'username', 'email', 'phone', 'gender', 'area', 'birth', 'addr', 'address', 'zipcode'],
)

/** The parts of a buyer that no error may show. */
export function contactOf(userInfo: Record<string, unknown> | undefined): unknown[] {
  const { username, email, phone, birth, addr, address } = ownFields(userInfo)
  return [username, email, phone, birth, addr, address]
}
