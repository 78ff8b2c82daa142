import { argument, readFields } from '../core/fields'
import { type ApiRequest, path, request } from '../core/request'
import { bareId, id, text } from '../core/rules'
import type { MethodCode, PaymentStatus, PgCode } from './codes'
import type { BootpayAnswer, BootpayCommonResponse, CompletedPayment, PaymentData } from './common'

/** 결제 내역. 취소해도 `price`는 그대로이고 `remain_*`와 `cancelled_*`가 바뀝니다. A payment as `verify` gives it. */
export interface Receipt {
  receipt_id: string
  order_id: string
  /** 대표 상품명 */
  name: string
  /** 대표 상품명. 없을 수 있으니 `name`을 읽으세요 */
  item_name: string
  /** 결제 금액(원) */
  price: number
  /** 그중 비과세 금액(원) */
  tax_free: number
  /** 취소되지 않고 남은 금액(원) */
  remain_price: number
  /** 취소되지 않고 남은 비과세 금액(원) */
  remain_tax_free: number
  /** 지금까지 취소된 금액(원) */
  cancelled_price: number
  /** 지금까지 취소된 비과세 금액(원) */
  cancelled_tax_free: number
  /** 매출전표 주소. 결제 전에는 없음 */
  receipt_url: string
  /** 통화: `krw`, `usd` */
  unit: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  /** 요청할 때 보낸 값. 보내지 않았으면 없음 */
  params?: any
  /** PG사의 결제 결과. 결제 전에는 없음 */
  payment_data: PaymentData
  /** 요청 시각(한국 시간), `YYYY-MM-DD HH:mm:ss` */
  requested_at: string
  /** 승인 시각(한국 시간). 승인 전에는 `null` */
  purchased_at: string
  /** 에스크로 상태. 에스크로 결제에만 있고, 값은 알려져 있지 않음 */
  escrow_status?: any
  escrow_status_en?: any
  escrow_status_ko?: any
  /** 마지막으로 취소한 시각(한국 시간). 취소한 적이 없으면 없음 */
  revoked_at: string
  /** 결제 상태(`PaymentStatus`): 1은 결제 완료(일부 취소해도 1), 20은 취소 */
  status: PaymentStatus
  status_en: string
  status_ko: string
  [field: string]: any
}

/** 배송 시작 파라미터. Parameters of `startDelivery`. */
export interface BootpayStartDeliveryData {
  /** 결제 고유번호 */
  receiptId: string
  /** 운송장 번호 */
  deliveryNo: string
  /** 택배사 코드: `001` CJ대한통운, `002` 한진택배, `006` 우체국택배 … */
  deliveryCorp: string
}

const lookAtApproval = {
  korean: '다시 시도하기 전에 verify로 상태를 확인하세요: 1 승인됨, 2 아직 승인 전.',
  english: 'before trying again, look at the status with verify: 1 is approved, 2 is not yet',
}
const lookInConsole = {
  korean: '다시 시도하기 전에 부트페이 관리자에서 배송 상태를 확인하세요.',
  english: 'before trying again, look at the delivery in the console',
}

export function verify(receiptId: string): ApiRequest<BootpayAnswer<Receipt>> {
  const receipt = argument('verify', 'receiptId', receiptId, bareId)
  return request('verify', 'GET', path`/receipt/${receipt}`, { safety: 'lookup' })
}

export function submit(receiptId: string): ApiRequest<BootpayAnswer<CompletedPayment>> {
  return request('submit', 'POST', '/submit', {
    body: { receipt_id: argument('submit', 'receiptId', receiptId, bareId) },
    safety: 'once',
    advice: lookAtApproval,
  })
}

export function startDelivery(data: BootpayStartDeliveryData): ApiRequest<BootpayCommonResponse> {
  return readFields('startDelivery', data, (field) =>
    request('startDelivery', 'PUT', path`/delivery/start/${field('receiptId', id)}`, {
      body: {
        delivery_no: field('deliveryNo', text, 'tracking_number'),
        delivery_corp: field('deliveryCorp', text),
      },
      // Assumed: nothing says that a repeated start is harmless.
      safety: 'once',
      advice: lookInConsole,
    }),
  )
}
