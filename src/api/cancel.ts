import { amountOrZero, refundAmount } from '../core/amounts'
import { argument, readFields } from '../core/fields'
import { own } from '../core/objects'
import { listed } from '../core/parameter-names'
import { type ApiRequest, request } from '../core/request'
import {
  absent,
  anyText,
  id,
  idOrNumber,
  optional,
  Refusal,
  type Rule,
  recordOf,
  unlessAbsent,
} from '../core/rules'
import type { BootpayAnswer, BootpayRefundData } from './common'

/** 결제 취소 파라미터. Parameters of `cancel`. */
export interface BootpayCancelData {
  /** 결제 고유번호 */
  receiptId: string
  /** 취소할 금액(원), 0 초과. 없으면 남은 금액을 모두 취소합니다 */
  price?: number | undefined
  /** 취소할 금액 중 비과세 금액(원) */
  taxFree?: number | undefined
  /** 취소자명 */
  name?: string | undefined
  /** 취소 사유 */
  reason?: string | undefined
  /** 취소 요청 고유번호. 같은 결제에 같은 번호로 다시 취소하면 부트페이가 거절합니다 */
  cancelId?: string | number | undefined
  /** 가상계좌 환불 계좌 */
  refund?: BootpayRefundData | undefined
}

/** 취소 결과. The result of a cancel: its amount, and the totals of the payment. */
export interface Cancellation {
  receipt_id: string
  /** 주문번호. 오래된 응답에는 없음 */
  order_id: string
  /** 이번에 취소된 금액(원) */
  request_cancel_price: number
  /** 취소 후 남은 금액(원) */
  remain_price: number
  remain_tax_free: number
  /** 지금까지 취소된 금액(원) */
  cancelled_price: number
  cancelled_tax_free: number
  /** 취소 요청 고유번호. 지정하지 않으면 부트페이가 만든 값. 오래된 응답에는 없음 */
  cancel_id: string
  /** 취소 시각(한국 시간) */
  revoked_at: string
  /** PG사 취소 거래 번호 */
  tid: string
  [field: string]: any
}

/** v2's names of the amount. Refused even beside `price`: it would be unclear which of the two is meant. */
const namesInV2 = ['cancelPrice', 'cancel_price']
const namesOfAccount = ['account', 'accountholder', 'bankcode']
const account = recordOf(...namesOfAccount)

const lookAtReceipt = {
  korean: '다시 시도하기 전에 verify로 취소 금액과 상태를 확인하세요.',
  english: 'before trying again, look at the cancelled amount and the status with verify',
}

export function cancel(data: BootpayCancelData): ApiRequest<BootpayAnswer<Cancellation>> {
  return readFields('cancel', data, (field, unknownNames) => {
    const refund = field('refund', optional(account))
    const body = {
      receipt_id: field('receiptId', id),
      price: field('price', refundAmount),
      tax_free: field('taxFree', unlessAbsent(amountOrZero), 'cancel_tax_free'),
      name: field('name', optional(anyText), 'cancel_username'),
      reason: field('reason', optional(anyText), 'cancel_message'),
      cancel_id: field('cancelId', unlessAbsent(idOrNumber)),
      refund,
    }
    if (body.price === undefined) refuseUnknown([...unknownNames(), ...unknownInRefund(refund)])
    for (const name of namesInV2) field(name, absent)
    return request('cancel', 'POST', '/cancel', {
      body,
      safety: 'once',
      advice: lookAtReceipt,
      secrets: [refund?.account, refund?.accountholder],
    })
  })
}

const namesOnWire = ['receipt_id', 'price', 'tax_free', 'name', 'reason', 'cancel_id', 'refund']

/** The same refusals for the body of a cancel that the caller wrote, in the gateway's names. */
export function checkCancelBody(method: string, body: Record<string, unknown>) {
  const field = <Wire>(name: string, rule: Rule<Wire>) =>
    argument(method, `body.${name}`, own(body, name), rule)
  field('tax_free', unlessAbsent(amountOrZero))
  const price = field('price', refundAmount)
  for (const name of namesInV2) field(name, absent)
  if (price !== undefined) return
  const unknown = Object.keys(body).filter((name) => !namesOnWire.includes(name))
  argument(method, 'body:', [...unknown, ...unknownInRefund(own(body, 'refund'))], refuseUnknown)
}

/** Without a price the gateway refunds everything, so an amount under another name must not count as no price. */
function refuseUnknown(names: string[]) {
  if (names.length === 0) return
  throw new Refusal(
    `알 수 없는 이름이 있습니다: ${listed(names)}. 일부를 취소하려면 price에 금액을 넣고, 전액을 취소하려면 price 없이 다른 이름도 모두 빼세요`,
    `unknown names: ${listed(names)}. To cancel a part give price; for a full cancel leave price out and give no other names`,
  )
}

function unknownInRefund(refund: unknown): string[] {
  return Object.keys(refund ?? {})
    .filter((name) => !namesOfAccount.includes(name))
    .map((name) => `refund.${name}`)
}
