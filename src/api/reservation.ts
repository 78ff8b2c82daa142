import { argument, readFields } from '../core/fields'
import { type ApiRequest, path, request } from '../core/request'
import { anyText, bareId, optional, seconds } from '../core/rules'
import { type BootpayRequestSubscribeBillingPaymentData, chargeFields } from './billing'
import type { ReservationStatus } from './codes'
import type { BootpayAnswer, BootpayCommonResponse } from './common'

/** 빌링키 예약 파라미터. Parameters of `reserveSubscribeBilling`. */
export interface BootpayReserveSubscribeBillingData extends BootpayRequestSubscribeBillingPaymentData {
  /** 예약 종류: 문서에 있는 것은 `oneshot`뿐입니다 */
  schedulerType: 'oneshot' | (string & {})
  /** 실행 시각: 1970년부터의 초(소수점 아래는 버림) 또는 Date */
  executeAt: number | Date
}

/** 예약 정보. A scheduled charge. */
export interface Reservation {
  /** 예약 고유번호. 예약을 취소할 때 필요하니 저장하세요 */
  reserve_id: string
  billing_key: string
  item_name: string
  /** 결제 금액(원) */
  price: number
  purchase_count: number
  purchase_limit: number
  /** 실행 시각, 1970년부터의 초 */
  execute_at: number
  /** 예약 상태: `ReservationStatus` */
  status: ReservationStatus
  [field: string]: any
}

const lookAtReservations = {
  korean: '다시 예약하기 전에 부트페이 관리자나 실행 시각의 웹훅에서 예약 여부를 확인하세요.',
  english: 'before reserving again, look in the console, or for the webhook when it is due',
}

const mayBeCharged = {
  korean:
    '다시 호출해도 안전합니다. 이미 처리되었다는 응답이면 결제되었을 수 있으니 웹훅이나 부트페이 관리자에서 확인하세요.',
  english:
    'calling again is safe; if it was processed already, look in the webhook or the console whether it was charged',
}

export function reserveSubscribeBilling(
  data: BootpayReserveSubscribeBillingData,
): ApiRequest<BootpayAnswer<Reservation>> {
  return readFields('reserveSubscribeBilling', data, (field) => {
    const { body, secrets } = chargeFields(field)
    return request('reserveSubscribeBilling', 'POST', '/subscribe/billing/reserve', {
      body: {
        ...body,
        scheduler_type: field('schedulerType', optional(anyText)),
        execute_at: field('executeAt', seconds, 'reserve_execute_at'),
      },
      safety: 'once',
      advice: lookAtReservations,
      secrets,
    })
  })
}

export function destroyReserveSubscribeBilling(reserveId: string): ApiRequest<BootpayCommonResponse> {
  const name = 'destroyReserveSubscribeBilling'
  const reservation = argument(name, 'reserveId', reserveId, bareId)
  return request(name, 'DELETE', path`/subscribe/billing/reserve/${reservation}`, {
    safety: 'destroy',
    advice: mayBeCharged,
  })
}
