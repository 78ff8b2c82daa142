/**
 * What Bootpay's own manual and SDK notes state about the v1 gateway. Nothing here is a guess; guesses live in
 * decisions.ts.
 */

export const seconds = 1_000
export const minutes = 60 * seconds
export const hours = 60 * minutes
export const days = 24 * hours

/** A token lives this long from its first issue. */
export const tokenLifetime = 30 * minutes
/** Asking again within this time gives the same token. */
export const tokenReuse = 25 * minutes

/** A user token for the easy-pay window lives one hour. */
export const userTokenLifetime = 1 * hours

/** At most this many reservations may wait on one billing key. */
export const reservationsPerBillingKey = 5

/** Instalments are 2 to 12 months and start at this price. */
export const quotaMinimumPrice = 50_000
export const quotaMaximumMonths = 12

/** No card is approved below this price, and what the PG says then. */
export const minimumPrice = 100
export const belowMinimum = {
  code: '3041',
  message: '금액오류(100원 또는 1달러 미만 신용카드 승인 불가)',
  english: 'cards are not charged below 100 won or 1 dollar',
} as const

/** Methods that move no money, so their price is 0. */
export const freeMethods: ReadonlySet<string> = new Set(['auth', 'card_rebill'])

/** `subscribe_test_payment` charges this much first and takes it back by itself. */
export const testPaymentPrice = { payapp: 1_000, others: 100 } as const
export const testPaymentCancelledAfter = 10 * minutes

/** The opt-in guard against a second partial cancel of one receipt. */
export const partialCancelGuard = 10 * seconds

/** PGs at which part of a card payment can be cancelled. */
export const partialCancelProviders: ReadonlySet<string> = new Set([
  'inicis',
  'kcp',
  'danal',
  'payletter',
  'nicepay',
  'kakao',
  'payco',
])

/** PGs that issue a billing key from card data sent to the REST API. */
export const restBillingProviders: ReadonlySet<string> = new Set(['nicepay', 'payapp', 'welcome'])

/** PGs that approve at once, so a payment never waits for `submit`. */
export const immediateProviders: ReadonlySet<string> = new Set(['payapp', 'payletter'])

/** PGs that want `user_info.username` and `user_info.phone` with a card. */
export const userInfoProviders: ReadonlySet<string> = new Set(['payapp'])

/** Webhooks of billing payments are forms, unless `feedback_content_type` says otherwise. */
export const billingFeedbackContentType = 'urlencoded'

/** Status numbers of a payment. */
export const status = {
  waiting: 0,
  paid: 1,
  beforeApproval: 2,
  approving: 3,
  billingKeyIssued: 11,
  cancelled: 20,
  failedBeforeApproval: -1,
  approvalFailed: -2,
  virtualAccountCancelled: -3,
  billingKeyDeleted: -11,
} as const

/** Status numbers of a reservation. */
export const reservationStatus = { waiting: 0, done: 1, failed: 2, cancelled: 3 } as const
