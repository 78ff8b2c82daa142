/**
 * Every refusal of the sandbox: HTTP status, code, the message as the gateway words it, and what the sandbox adds for
 * the developer in the log, the books and a header, never in the message.
 *
 * Known are the codes -2100 and -15006, and the texts of `unknownReceipt`, `alreadyCancelled` and `wrongKeys` (its
 * beginning, for a wrong key and for a refused address alike). The other texts follow the manual's wording. The other
 * codes come from a block (-990xx) in which Bootpay has none.
 */
export interface RefusalRow {
  /** `not found` is 500 or 404, as the settings say. */
  readonly status: number | 'not found'
  readonly code: number
  readonly message: string
  readonly english: string
  /** Where the message alone does not say what to do. */
  readonly korean?: string
}

const row = (
  status: RefusalRow['status'],
  code: number,
  message: string,
  english: string,
  korean?: string,
): RefusalRow => ({ status, code, message, english, ...(korean === undefined ? {} : { korean }) })

const wrongAccess = '올바르지 않은 접근입니다.'

export const refusals = {
  unknownToken: row(
    401,
    -99001,
    '유효하지 않은 토큰입니다.',
    'no valid access token; send it raw, without Bearer',
    '토큰이 없거나 만료되었습니다. Bearer 없이 토큰만 보내세요',
  ),
  wrongKeys: row(
    401,
    -99002,
    wrongAccess,
    'wrong application ID or private key',
    'application ID 또는 private key가 다릅니다',
  ),
  addressRefused: row(
    401,
    -99003,
    wrongAccess,
    'this address may not call the API',
    'API를 호출할 수 없는 IP입니다',
  ),

  missingField: row(400, -99010, '필수 값이 없습니다.', 'missing field'),
  malformedField: row(400, -99011, '값이 올바르지 않습니다.', 'malformed field'),
  malformedBody: row(400, -99012, '요청 본문을 읽을 수 없습니다.', 'unreadable request body'),
  bodyTooLarge: row(413, -99013, '요청 본문이 너무 큽니다.', 'request body too large'),
  fraction: row(
    400,
    -99015,
    '값이 올바르지 않습니다.',
    'this payment is in won, which has no fractions: send a whole number',
    '원화에는 소수가 없습니다. 정수로 보내세요',
  ),
  unknownPath: row(404, -99014, '없는 주소입니다.', 'no such path and method'),

  unknownReceipt: row('not found', -2100, '해당 결제 내역을 찾지 못했습니다.', 'no such receipt'),
  unknownBillingKey: row(
    'not found',
    -99020,
    '해당 빌링키를 찾지 못했습니다.',
    'no such billing key, or deleted',
    '없거나 삭제된 빌링키입니다',
  ),
  unknownReservation: row('not found', -99021, '해당 예약 내역을 찾지 못했습니다.', 'no such reservation'),
  unknownLink: row(404, -99022, '결제 링크를 찾지 못했습니다.', 'no such payment link'),

  expiredBillingKey: row(422, -99030, '만료된 빌링키입니다.', 'the billing key has expired'),
  unsupportedProvider: row(422, -99031, '지원하지 않는 PG사입니다.', 'not supported at this PG'),
  tooManyReservations: row(422, -99032, '빌링키당 예약은 최대 5건입니다.', 'five reservations wait already'),
  reservationOver: row(422, -99033, '이미 처리된 예약입니다.', 'the reservation is no longer waiting'),
  schedulerType: row(422, -99034, '지원하지 않는 예약 방식입니다.', 'only scheduler_type oneshot is known'),
  quota: row(
    422,
    -99035,
    '할부 개월이 올바르지 않습니다.',
    'quota is 0 or 2 to 12, from 50,000 won',
    '할부는 0 또는 2~12개월이며 50,000원부터입니다',
  ),
  priceTooSmall: row(422, -99036, '결제 금액이 너무 작습니다.', 'the price is below the minimum'),
  taxFree: row(422, -99037, '비과세 금액이 결제 금액보다 큽니다.', 'tax_free is larger than price'),
  wrongState: row(
    422,
    -99038,
    '승인할 수 없는 상태입니다.',
    'only a payment in status 2 can be submitted',
    'status가 2인 결제만 승인할 수 있습니다',
  ),
  notCertificate: row(422, -99039, '본인인증 내역이 아닙니다.', 'not the receipt of an identity check'),
  notPaid: row(422, -99040, '결제가 완료되지 않았습니다.', 'the payment is not paid'),
  noFeedbackUrl: row(422, -99041, '웹훅을 보낼 주소가 없습니다.', 'no URL to send the webhook to'),
  notIssuing: row(
    422,
    -99044,
    '진행 중인 빌링키 발급이 아닙니다.',
    'no billing key is being issued with this receipt',
  ),
  linkExpired: row(422, -99042, '만료된 결제 링크입니다.', 'the payment link has expired'),
  linkOver: row(422, -99043, '이미 결제된 링크입니다.', 'the payment link was already paid'),

  alreadyCancelled: row(500, -99050, '이미 취소된 거래건 입니다.', 'already cancelled'),
  notCancellable: row(
    500,
    -99051,
    '취소할 수 없는 상태입니다.',
    'only a paid payment can be cancelled',
    'status가 1인 결제만 취소할 수 있습니다',
  ),
  overCancel: row(
    500,
    -99052,
    '취소 가능 금액을 초과했습니다.',
    'more than what is left',
    '남은 금액보다 큽니다',
  ),
  taxFreeOverCancel: row(
    500,
    -99053,
    '취소할 비과세 금액이 올바르지 않습니다.',
    'tax_free does not fit what is left',
    '남은 비과세 금액과 맞지 않습니다',
  ),
  repeatedCancel: row(
    500,
    -99054,
    '이미 처리된 취소 요청입니다.',
    'this cancel_id was used on this receipt',
    '이 결제에 이미 쓰인 cancel_id입니다',
  ),
  partialNotSupported: row(
    500,
    -99055,
    '부분취소를 지원하지 않는 결제입니다.',
    'no partial cancel at this PG or method',
  ),
  partialTooSoon: row(
    500,
    -99056,
    '10초 안에 다시 부분취소할 수 없습니다.',
    'a partial cancel was made within ten seconds',
  ),
  partialTooSmall: row(
    500,
    -99057,
    '부분취소 최소 금액보다 작습니다.',
    'below the minimum of a partial cancel',
  ),
  noCmsContract: row(500, -99058, 'CMS 특약이 없어 가상계좌를 환불할 수 없습니다.', 'no CMS contract'),
  refundMissing: row(
    500,
    -99059,
    '환불 계좌 정보가 필요합니다.',
    'refund account, accountholder and bankcode needed',
  ),
  monthOver: row(
    500,
    -99060,
    '휴대폰 결제는 결제한 달에만 취소할 수 있습니다.',
    'phone payment of an earlier month',
  ),

  declined: row(500, -15006, '카드사에서 승인을 거절했습니다.', 'declined by the PG'),
  rateLimit: row(429, -99090, '요청이 너무 많습니다.', 'too many requests'),
  serverError: row(500, -99091, '알 수 없는 서버 오류입니다.', 'unknown server error'),
} as const satisfies Record<string, RefusalRow>

export type Refusal = keyof typeof refusals
