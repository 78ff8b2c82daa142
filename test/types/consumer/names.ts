// Every way to the package, and every name that 1.1.2 exported.

import type {
  BootpayCancelData,
  BootpayCommonResponse,
  BootpayItemData,
  BootpayRefundData,
  BootpayRequestPaymentData,
  BootpayRequestSubscribeBillingPaymentData,
  BootpayRequestUserTokenData,
  BootpayReserveSubscribeBillingData,
  BootpaySubscribeBillingData,
  BootpaySubscribeExtraData,
  BootpayUserInfoData,
} from 'bootpay-backend-nodejs'
import bootpay, {
  BankCode,
  Bootpay,
  BootpayApiError,
  BootpayClient,
  BootpayConnectionError,
  BootpayError,
  BootpayInputError,
  BootpayResponseError,
  BootpayTimeoutError,
  isBootpayError,
  PaymentStatus,
  parseFeedback,
  ReservationStatus,
  RestClient,
} from 'bootpay-backend-nodejs'
import { Bootpay as Deep } from 'bootpay-backend-nodejs/dist/bootpay'
import { Bootpay as DeepFile } from 'bootpay-backend-nodejs/dist/bootpay.js'
import sandboxModule, { type Sandbox, startSandbox } from 'bootpay-backend-nodejs/sandbox'

export type OldNames = [
  BootpayCancelData,
  BootpayCommonResponse,
  BootpayItemData,
  BootpayRefundData,
  BootpayRequestPaymentData,
  BootpayRequestSubscribeBillingPaymentData,
  BootpayRequestUserTokenData,
  BootpayReserveSubscribeBillingData,
  BootpaySubscribeBillingData,
  BootpaySubscribeExtraData,
  BootpayUserInfoData,
]

exactly<BootpayClient>()(Bootpay)
exactly<BootpayClient>()(RestClient)
exactly<BootpayClient>()(bootpay.Bootpay)
exactly<BootpayClient>()(bootpay.RestClient)
exactly<BootpayClient>()(new BootpayClient())
exactly<BootpayClient>()(new bootpay.BootpayClient())
exactly<Promise<Sandbox>>()(startSandbox())
exactly<Promise<Sandbox>>()(sandboxModule.startSandbox())
Deep.setConfig('application id', 'private key')
DeepFile.setConfig('application id', 'private key', 'production', {
  baseUrl: 'http://127.0.0.1',
  timeout: 1,
  maxRetries: 0,
})

export const codes: number[] = [PaymentStatus.PAID, ReservationStatus.WAITING]
export const bank: string = BankCode.국민은행
// The tables name types as well, which a code of tomorrow still fits.
export const known: PaymentStatus = PaymentStatus.PAID
export const unknown: PaymentStatus = 99
export const bankOfTomorrow: BankCode = '999'

export async function failures() {
  try {
    await Bootpay.verify('r1', { timeout: 1000, signal: new AbortController().signal })
  } catch (error) {
    if (error instanceof BootpayError) exactly<BootpayError>()(error)
    if (!isBootpayError(error)) throw error
    exactly<number>()(error.status)
    exactly<number>()(error.code)
    exactly<string>()(error.message)
    exactly<any>()(error.data)
    exactly<boolean>()(error.outcomeUnknown)
    exactly<number>()(error.attempts)
    exactly<number | undefined>()(error.retryAfter)
    switch (error.type) {
      case 'api':
        return error instanceof BootpayApiError
      case 'conn':
      case 'tls':
      case 'abort':
        return error instanceof BootpayConnectionError
      case 'timeout':
        return error instanceof BootpayTimeoutError
      case 'invalid':
        return error instanceof BootpayResponseError
      case 'input':
      case 'config':
        return error instanceof BootpayInputError
      default:
        // Every kind was named.
        return error.type satisfies never
    }
  }
  return false
}

/** A failure for a test of one's own. */
export const played = new BootpayApiError({ type: 'api', status: 400, code: -4002, message: '한도 초과' })
exactly<'api'>()(played.type)
// @ts-expect-error an error is made of its fields, not of a message alone
export const wordsAlone = () => new BootpayApiError('한도 초과')

export async function webhook(body: unknown) {
  const feedback = parseFeedback(body, { privateKey: 'private key' })
  exactly<string>()(feedback.receipt_id)
  const { confirmed, receipt } = await Bootpay.confirmFeedback(feedback, { price: 1000, orderId: 'order-1' })
  if (confirmed) exactly<number>()(receipt.price)
}
