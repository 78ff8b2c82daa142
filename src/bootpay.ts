import * as billing from './api/billing'
import type { BootpayAnswer, BootpayCommonResponse, CompletedPayment } from './api/common'
import * as identity from './api/identity'
import * as payment from './api/payment'
import { type TokenAnswer, tokenRequest } from './api/token'
import { bindMethods } from './bound'
import { type Clock, systemClock } from './core/clock'
import {
  type BootpayCallOptions,
  type BootpayMode,
  type BootpayOptions,
  readCallOptions,
  readConfig,
  sameConfig,
  unconfigured,
} from './core/config'
import { BootpayError, inspectHook, refusal } from './core/error'
import { argument } from './core/fields'
import { type HttpClient, Transport } from './core/http/transport'
import type { ApiRequest } from './core/request'
import { isNotFound } from './core/retry'
import { id } from './core/rules'
import { Sender, type Session } from './core/send'
import { isUsableToken } from './core/token'
import {
  compareFeedback,
  type ExpectedPayment,
  type Feedback,
  type FeedbackConfirmation,
  readExpected,
} from './feedback'

/**
 * 부트페이 클라이언트. One merchant's access to the gateway; make one for each merchant that a process serves.
 *
 * Each method answers with the gateway's envelope `{ status, code, message, data }` and rejects with a
 * {@link BootpayError}. The token is fetched, kept and renewed by itself.
 */
export class BootpayClient {
  #session: Session | undefined
  readonly #transport: Transport
  readonly #sender: Sender

  /** @internal Clock and transport are for tests. */
  constructor(clock: Clock, transport?: Transport)
  constructor()
  constructor(clock: Clock = systemClock, transport = new Transport(clock)) {
    this.#transport = transport
    this.#sender = new Sender(this.#transport, clock, tokenRequest)
    bindMethods(this)
  }

  /**
   * 설정. Whose calls these are, and how they are made. The same values again change nothing and keep the token;
   * any other value starts afresh, and calls under way end as they began.
   *
   * @param applicationId REST API용 Application ID
   * @param privateKey Private Key
   * @param mode `production` (default), `stage` or `development`
   * @param options other address, time limit in ms, retries
   * @throws {BootpayError} of type `config`, naming what is wrong
   */
  setConfig(
    applicationId: string,
    privateKey: string,
    mode?: BootpayMode | (string & {}),
    options?: BootpayOptions,
  ): void {
    const config = readConfig(applicationId, privateKey, mode, options)
    if (this.#session && sameConfig(this.#session.config, config)) return
    this.#session = this.#sender.session(config)
    this.#transport.warm()
  }

  /**
   * 1. 토큰 발급. The access token that every other call uses by itself. Served from memory for as long as the
   * gateway would give the same one (25 of its 30 minutes), with `data.server_time` moved to now.
   *
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data.token`, `data.server_time` and `data.expired_at` (seconds since 1970)
   * @throws {BootpayError} `api` 401: wrong keys or a server address that is not allowed;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "server/token"
   */
  async getAccessToken(options?: BootpayCallOptions): Promise<TokenAnswer> {
    const session = this.#configured('getAccessToken')
    const known = readCallOptions('getAccessToken', options)
    const trace = traceTo(this.getAccessToken)
    return this.#sender.sendForToken(session, known, trace) as Promise<TokenAnswer>
  }

  /**
   * 토큰 버리기. Forgets the access token, for example between two unit tests. The next call fetches a new one.
   */
  clearAccessToken(): void {
    this.#session?.tokens.clear()
  }

  /**
   * 2. 결제 검증. A payment as the gateway knows it. Compare `data.status`, `data.price` and `data.order_id` with
   * your order before you fulfil it.
   *
   * @param receiptId 결제 고유번호, 1 to 200 characters
   * @param options `signal`, and `timeout` in ms above 0
   * @returns in `data` the payment: the type `Receipt`
   * @throws {BootpayError} `api` code -2100 (or 404): no such payment;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "server/verify"
   */
  async verify(receiptId: string, options?: BootpayCallOptions): Promise<BootpayAnswer<payment.Receipt>> {
    return this.#send(payment.verify(receiptId), options)
  }

  /**
   * 3. 결제 취소. Refunds everything that is left, or with `price` a part of it (card payments at inicis, kcp,
   * danal, payletter, nicepay, kakao, payco). Name a `cancelId`, and the gateway refuses the same cancel twice.
   *
   * @param data `receiptId`; `price` (above 0; absent: all that is left) and `taxFree` (0 or more) in 원; `name`, `reason`, `cancelId`, `refund`
   * @param options `signal`, and `timeout` in ms above 0
   * @returns what was cancelled now and in all, and what is left
   * @throws {BootpayError} `api`: refused (already cancelled, too much, not supported);
   *   with `outcomeUnknown`: look with `verify` before you cancel again;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "server/cancel"
   */
  async cancel(
    data: payment.BootpayCancelData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<payment.Cancellation>> {
    return this.#send(payment.cancel(data), options)
  }

  /**
   * 4. 빌링키 발급. Issues a billing key for a card (REST, 비인증 방식: nicepay, payapp, welcome).
   *
   * @param data card data as text; never log it
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data.billing_key`: store it
   * @throws {BootpayError} `api`: the PG refused the card; with `outcomeUnknown`: look in the console;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription"
   */
  async requestSubscribeBillingKey(
    data: billing.BootpaySubscribeBillingData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<billing.BillingKey>> {
    return this.#send(billing.requestSubscribeBillingKey(data), options)
  }

  /**
   * 4-1. 빌링키 결제. Charges a billing key now. Give a `feedbackUrl`: should the answer be lost, the webhook is
   * the only thing that tells whether the card was charged.
   *
   * @param data `billingKey`, `itemName`, `price` in 원, `orderId`, …
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the completed payment; keep `data.receipt_id`
   * @throws {BootpayError} `api`: declined; with `outcomeUnknown`: the card may have been charged, never charge again before you know;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription"
   */
  async requestSubscribeBillingPayment(
    data: billing.BootpayRequestSubscribeBillingPaymentData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<CompletedPayment>> {
    return this.#send(billing.requestSubscribeBillingPayment(data), options)
  }

  /**
   * 4-2. 빌링키 결제 예약. Charges a billing key at a time to come; at most five wait for one key.
   *
   * @param data as for 4-1, with `schedulerType: 'oneshot'` and `executeAt` (seconds since 1970, or a Date)
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data.reserve_id`: keep it, there is no list
   * @throws {BootpayError} `api`: refused; with `outcomeUnknown`: look before you reserve again;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription"
   */
  async reserveSubscribeBilling(
    data: billing.BootpayReserveSubscribeBillingData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<billing.Reservation>> {
    return this.#send(billing.reserveSubscribeBilling(data), options)
  }

  /**
   * 4-2-1. 예약 취소. Cancels a reservation that has not been charged yet.
   *
   * @param reserveId 예약 고유번호
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the envelope, without `data`
   * @throws {BootpayError} `api`: unknown, already charged or cancelled;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription"
   */
  async destroyReserveSubscribeBilling(
    reserveId: string,
    options?: BootpayCallOptions,
  ): Promise<BootpayCommonResponse> {
    return this.#send(billing.destroyReserveSubscribeBilling(reserveId), options)
  }

  /**
   * 4-3. 빌링키 삭제. The key charges no more; payments made with it stay.
   *
   * @param billingKey 빌링키
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the envelope, without `data`
   * @throws {BootpayError} `api`: unknown or already deleted;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription"
   */
  async destroySubscribeBillingKey(
    billingKey: string,
    options?: BootpayCallOptions,
  ): Promise<BootpayCommonResponse> {
    return this.#send(billing.destroySubscribeBillingKey(billingKey), options)
  }

  /**
   * 빌링키 조회. A billing key as it was issued. The shape of the answer is assumed to be that of 4.
   *
   * @param billingKey 빌링키
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the billing key, as 4 gave it
   * @throws {BootpayError} `api`: unknown or deleted;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's own package `@bootpay/server-rest-client-instance` 1.0.10
   */
  async lookupBillingKey(
    billingKey: string,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<billing.BillingKey>> {
    return this.#send(billing.lookupBillingKey(billingKey), options)
  }

  /**
   * 5. 사용자 토큰 발급. For the gateway's own easy-pay window; it lives one hour.
   *
   * @param data `userId` and what is known of the member
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data.user_token` for the client SDK
   * @throws {BootpayError} `api`: refused;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/subscription_password"
   */
  async requestUserToken(
    data: identity.BootpayRequestUserTokenData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<identity.UserToken>> {
    return this.#send(identity.requestUserToken(data), options)
  }

  /**
   * 6. 결제 링크 생성. A page on which a customer pays.
   *
   * @param data `orderId`, `price` in 원, `itemName`, …
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data` is the address of the page
   * @throws {BootpayError} `api`: refused; with `outcomeUnknown`: a link may exist, never send it;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "server/link"
   */
  async requestPayment(
    data: payment.BootpayRequestPaymentData,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<string>> {
    return this.#send(payment.requestPayment(data), options)
  }

  /**
   * 7. 서버 승인. Captures a payment that the customer confirmed (`verify` shows status 2).
   *
   * @param receiptId 결제 고유번호
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the completed payment
   * @throws {BootpayError} `api`: not approved, and why; with `outcomeUnknown`: look with `verify`;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "advance/submit"
   */
  async submit(receiptId: string, options?: BootpayCallOptions): Promise<BootpayAnswer<CompletedPayment>> {
    return this.#send(payment.submit(receiptId), options)
  }

  /**
   * 8. 본인인증 결과 조회. Who the customer is, after an identity check at Danal.
   *
   * @param receiptId 인증 고유번호
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `data.certificate`: name, birth date, CI and DI
   * @throws {BootpayError} `api`: not an identity check, or not completed;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "client/auth"
   */
  async certificate(
    receiptId: string,
    options?: BootpayCallOptions,
  ): Promise<BootpayAnswer<identity.Certificate>> {
    return this.#send(identity.certificate(receiptId), options)
  }

  /**
   * 배송 시작. Tells the PG of an escrow payment that the goods are on their way. The answer is
   * assumed to be the bare envelope.
   *
   * @param data `receiptId`, `deliveryNo`, `deliveryCorp`
   * @param options `signal`, and `timeout` in ms above 0
   * @returns the envelope
   * @throws {BootpayError} `api`: refused; with `outcomeUnknown`: look in the console;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's PHP package
   */
  async startDelivery(
    data: payment.BootpayStartDeliveryData,
    options?: BootpayCallOptions,
  ): Promise<BootpayCommonResponse> {
    return this.#send(payment.startDelivery(data), options)
  }

  /**
   * 웹훅 확인. Looks the payment of a webhook up, as the gateway's manual advises, and says whether the gateway
   * agrees with the webhook and with your order.
   *
   * @param feedback what `parseFeedback` made of the body
   * @param expected your order: `price` in 원, `orderId`, `status`
   * @param options `signal`, and `timeout` in ms above 0
   * @returns `confirmed`, and apart from it whether `status`, `price` and `orderId` agree
   * @throws {BootpayError} as `verify` does, except for a payment that does not exist, which is not confirmed. When it
   *   throws, do not answer `OK`, and the gateway sends the webhook again;
   *   as every call: `input` (named), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`
   * @see the gateway's manual, page "webhook/server"
   */
  async confirmFeedback(
    feedback: Feedback,
    expected?: ExpectedPayment,
    options?: BootpayCallOptions,
  ): Promise<FeedbackConfirmation> {
    const receiptId = argument('confirmFeedback', 'feedback.receipt_id', feedback?.receipt_id, id)
    const known = readExpected(expected)
    try {
      const { data } = await this.verify(receiptId, options)
      return compareFeedback(feedback, known, data)
    } catch (error) {
      if (error instanceof BootpayError && error.type === 'api' && isNotFound(error)) {
        return compareFeedback(feedback, known, undefined)
      }
      throw error
    }
  }

  /**
   * HTTP 클라이언트. The axios instance that carries every request. Its interceptors, defaults and adapter are yours
   * to set, at any time.
   */
  get $http(): HttpClient {
    return this.#transport.http
  }

  /** 현재 토큰. Assign one that you kept to use it, or `undefined` to drop it. */
  get $token(): string | undefined {
    return this.#session?.tokens.peek()
  }

  set $token(token: string | undefined) {
    if (token === undefined || token === null || token === '') {
      this.clearAccessToken()
    } else if (isUsableToken(token)) {
      this.#configured('$token').tokens.restore(token)
    } else {
      throw refusal('input', '$token', '토큰 형식이 아닙니다', 'must be 1 to 4096 visible ASCII characters')
    }
  }

  /** 현재 Application ID. Of the configuration in force. */
  get applicationId(): string | undefined {
    return this.#session?.config.applicationId
  }

  /** 현재 Private Key. Of the configuration in force; never print it. */
  get privateKey(): string | undefined {
    return this.#session?.config.privateKey
  }

  /** 현재 접속 환경. `production` until `setConfig` says otherwise. */
  get mode(): BootpayMode {
    return (this.#session?.config ?? unconfigured).mode
  }

  /** @internal What `console.log(client)` shows: printed with its getters it would show the key and the token. */
  [inspectHook](_depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    const { mode, origin: baseUrl } = this.#session?.config ?? unconfigured
    const configured = this.#session !== undefined
    const onOneLine = { ...options, breakLength: Number.POSITIVE_INFINITY }
    return `BootpayClient ${inspect({ mode, baseUrl, configured }, onOneLine)}`
  }

  #send<Answer>(wanted: ApiRequest<Answer>, options: unknown): Promise<Answer> {
    const session = this.#configured(wanted.name)
    return this.#sender.send(session, wanted, readCallOptions(wanted.name, options), traceTo(this.#send))
  }

  /** Read once, before anything is waited for: a call belongs to the configuration it began under. */
  #configured(method: string): Session {
    if (this.#session) return this.#session
    throw refusal(
      'config',
      method,
      `먼저 Bootpay.setConfig(applicationId, privateKey)를 호출하세요`,
      'call Bootpay.setConfig first',
    )
  }
}

/** The code that called `callee`; the text of it is only made if an error asks for it. */
function traceTo(callee: (...args: any[]) => unknown): { stack?: string } {
  const trace: { stack?: string } = {}
  Error.captureStackTrace?.(trace, callee)
  return trace
}

/** 부트페이. The process-wide client that the README's samples use. */
export const Bootpay = new BootpayClient()

/** 같은 클라이언트, under the name that `@bootpay/server-rest-client` gave it. */
export const RestClient = Bootpay
