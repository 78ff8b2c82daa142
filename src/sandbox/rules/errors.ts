import type { Envelope } from './envelope'

/**
 * Every refusal of the sandbox. -2100 and -15006 are codes that the real gateway was seen to use; for all others no
 * source exists, so they come from a block (-990xx) that nobody can mistake for a code of Bootpay.
 */
const refusals = {
  unknownToken: [
    401,
    -99001,
    '유효하지 않은 토큰입니다',
    'no valid access token; send it raw, without Bearer',
  ],
  wrongKeys: [401, -99002, '올바르지 않은 접근입니다', 'wrong application ID or private key'],
  addressRefused: [401, -99003, '허용되지 않은 IP입니다', 'this address may not call the API'],

  missingField: [400, -99010, '필수 값이 없습니다', 'missing field'],
  malformedField: [400, -99011, '값이 올바르지 않습니다', 'malformed field'],
  malformedBody: [400, -99012, '요청 본문을 읽을 수 없습니다', 'unreadable request body'],
  bodyTooLarge: [413, -99013, '요청 본문이 너무 큽니다', 'request body too large'],
  fraction: [
    400,
    -99015,
    '원 단위의 정수여야 합니다',
    'this payment is in won, which has no fractions: send a whole number',
  ],
  unknownPath: [404, -99014, '없는 주소입니다', 'no such path and method'],

  unknownReceipt: ['not found', -2100, '해당 결제 내역을 찾지 못했습니다', 'no such receipt'],
  unknownBillingKey: ['not found', -99020, '빌링키를 찾지 못했습니다', 'no such billing key, or deleted'],
  unknownReservation: ['not found', -99021, '예약을 찾지 못했습니다', 'no such reservation'],
  unknownLink: [404, -99022, '결제 링크를 찾지 못했습니다', 'no such payment link'],

  expiredBillingKey: [422, -99030, '만료된 빌링키입니다', 'the billing key has expired'],
  unsupportedProvider: [422, -99031, '지원하지 않는 PG사입니다', 'not supported at this PG'],
  tooManyReservations: [422, -99032, '빌링키당 예약은 최대 5건입니다', 'five reservations wait already'],
  reservationOver: [422, -99033, '이미 처리된 예약입니다', 'the reservation is no longer waiting'],
  schedulerType: [422, -99034, '지원하지 않는 예약 방식입니다', 'only scheduler_type oneshot is known'],
  quota: [422, -99035, '할부 개월이 올바르지 않습니다', 'quota is 0 or 2 to 12, from 50,000 won'],
  priceTooSmall: [422, -99036, '결제 금액이 너무 작습니다', 'the price is below the minimum'],
  taxFree: [422, -99037, '비과세 금액이 결제 금액보다 큽니다', 'tax_free is larger than price'],
  wrongState: [422, -99038, '승인할 수 없는 상태입니다', 'only a payment in status 2 can be submitted'],
  notCertificate: [422, -99039, '본인인증 내역이 아닙니다', 'not the receipt of an identity check'],
  notPaid: [422, -99040, '결제가 완료되지 않았습니다', 'the payment is not paid'],
  noFeedbackUrl: [422, -99041, '웹훅을 보낼 주소가 없습니다', 'no URL to send the webhook to'],
  linkExpired: [422, -99042, '만료된 결제 링크입니다', 'the payment link has expired'],
  linkOver: [422, -99043, '이미 결제된 링크입니다', 'the payment link was already paid'],

  alreadyCancelled: [500, -99050, '기취소된 건입니다', 'already cancelled'],
  notCancellable: [500, -99051, '취소할 수 없는 상태입니다', 'only a paid payment can be cancelled'],
  overCancel: [500, -99052, '취소 가능 금액을 초과했습니다', 'more than what is left'],
  taxFreeOverCancel: [
    500,
    -99053,
    '취소할 비과세 금액이 맞지 않습니다',
    'tax_free does not fit what is left',
  ],
  repeatedCancel: [500, -99054, '이미 처리된 cancel_id입니다', 'this cancel_id was used on this receipt'],
  partialNotSupported: [
    500,
    -99055,
    '부분취소를 지원하지 않는 결제입니다',
    'no partial cancel at this PG or method',
  ],
  partialTooSoon: [
    500,
    -99056,
    '10초 안에 다시 부분취소할 수 없습니다',
    'a partial cancel was made within ten seconds',
  ],
  partialTooSmall: [500, -99057, '부분취소 최소 금액보다 작습니다', 'below the minimum of a partial cancel'],
  noCmsContract: [500, -99058, 'CMS 특약이 없어 가상계좌를 환불할 수 없습니다', 'no CMS contract'],
  refundMissing: [
    500,
    -99059,
    '환불 계좌 정보가 필요합니다',
    'refund account, accountholder and bankcode needed',
  ],
  monthOver: [
    500,
    -99060,
    '휴대폰 결제는 결제한 달에만 취소할 수 있습니다',
    'phone payment of an earlier month',
  ],

  declined: [500, -15006, '카드사에서 승인을 거절했습니다', 'declined by the PG'],
  rateLimit: [429, -99090, '요청이 너무 많습니다', 'too many requests'],
  serverError: [500, -99091, '알 수 없는 서버 오류입니다', 'unknown server error'],
} as const satisfies Record<string, readonly [number | 'not found', number, string, string]>

type Refusal = keyof typeof refusals

/** A refusal on its way to the caller; the server turns it into the error envelope. */
export class GatewayError extends Error {
  readonly refusal: Refusal
  readonly code: number
  readonly data: unknown

  constructor(refusal: Refusal, detail?: string, data?: unknown) {
    super(messageOf(refusal, detail))
    this.name = 'GatewayError'
    this.refusal = refusal
    this.code = refusals[refusal][1]
    this.data = data
  }

  envelope(notFoundStatus: number): Envelope {
    const [status] = refusals[this.refusal]
    return {
      status: status === 'not found' ? notFoundStatus : status,
      code: this.code,
      message: this.message,
      ...(this.data === undefined ? {} : { data: this.data }),
    }
  }
}

/** Ends the operation with a refusal. `detail` names the field or the value. */
export function refuse(refusal: Refusal, detail?: string): never {
  throw new GatewayError(refusal, detail)
}

/** The PG said no; its own answer goes along only when the caller asked for `raw_data`. */
export function decline(code: string, message: string, rawData: boolean): never {
  throw new GatewayError('declined', message, rawData ? { ResultCode: code, ResultMsg: message } : undefined)
}

// A PG's own text stands alone; everything else is the Korean sentence, the English one and what it is about.
function messageOf(refusal: Refusal, detail?: string): string {
  const [, , korean, english] = refusals[refusal]
  if (refusal === 'declined' && detail !== undefined) return detail
  return `${korean}. (${english}${detail === undefined ? '' : `: ${detail}`})`
}
