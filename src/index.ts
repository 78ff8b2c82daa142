export type {
  BillingKey,
  BootpayRequestSubscribeBillingPaymentData,
  BootpaySubscribeBillingData,
} from './api/billing'
export type { BootpayCancelData, Cancellation } from './api/cancel'
export { BankCode, type MethodCode, PaymentStatus, type PgCode, ReservationStatus } from './api/codes'
export type {
  BootpayAnswer,
  BootpayCommonResponse,
  BootpayItemData,
  BootpayRefundData,
  BootpaySubscribeExtraData,
  BootpayUserInfoData,
  CompletedPayment,
  PaymentData,
} from './api/common'
export type { BootpayRequestData } from './api/custom'
export type { BootpayRequestUserTokenData, Certificate, UserToken } from './api/identity'
export type { BootpayPaymentExtraData, BootpayRequestPaymentData } from './api/link'
export type {
  BootpayStartDeliveryData,
  Receipt,
} from './api/payment'
export type { BootpayReserveSubscribeBillingData, Reservation } from './api/reservation'
export type { TokenAnswer } from './api/token'
export type { BootpayResendFeedbackData } from './api/webhook'
export { Bootpay, BootpayClient, BootpayRestClient, RestClient } from './bootpay'
export type { BootpayCallOptions, BootpayMode, BootpayOptions } from './core/config'
export {
  BootpayApiError,
  BootpayConnectionError,
  BootpayError,
  type BootpayErrorFields,
  type BootpayErrorType,
  BootpayInputError,
  BootpayResponseError,
  BootpayTimeoutError,
  isBootpayError,
} from './core/error'
export type {
  BootpayEvents,
  BootpayListener,
  BootpayRequestEvent,
  BootpayResponseEvent,
} from './core/events'
export type { HttpClient } from './core/http/transport'
export type {
  ExpectedPayment,
  Feedback,
  FeedbackConfirmation,
  ParseFeedbackOptions,
} from './feedback/model'
export { parseFeedback } from './feedback/parse'
