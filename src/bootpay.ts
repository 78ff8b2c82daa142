import * as billing from './api/billing'
import { type BootpayCancelData, cancel } from './api/cancel'
import { type BootpayRequestData, customRequest } from './api/custom'
import * as identity from './api/identity'
import * as link from './api/link'
import * as payment from './api/payment'
import * as reservation from './api/reservation'
import type { TokenAnswer } from './api/token'
import * as webhook from './api/webhook'
import { ConfiguredClient, sessionOf } from './configured-client'
import type { BootpayCallOptions } from './core/config'
import { isNotFound } from './core/envelope'
import { isBootpayError } from './core/error'
import { compareFeedback, readExpected, readFeedback, receiptIn } from './feedback/confirm'
import type { ExpectedPayment, Feedback, FeedbackConfirmation } from './feedback/model'

/**
 * 부트페이 클라이언트. 가맹점 하나의 설정과 토큰을 가지며, 가맹점이 여럿이면 하나씩 만듭니다. 토큰은 알아서 발급하고 갱신합니다.
 *
 * 부트페이에 요청하는 메서드는 응답 `{ status, code, message, data }`를(`confirmFeedback`은 비교 결과를) 돌려주고
 * {@link BootpayError}로 거절합니다.
 * 메서드마다 적은 것 말고도 `input`(이름을 알려 줌), `config`, `conn`, `tls`, `timeout`, `abort`, `invalid`가 있습니다.
 * 마지막 인자는 호출 옵션({@link BootpayCallOptions})입니다.
 *
 * One merchant's access to the gateway.
 */
export class BootpayClient extends ConfiguredClient {
  /**
   * 1. 토큰을 발급받습니다. 다른 메서드가 알아서 하므로 직접 부를 일은 드뭅니다. 부트페이가 같은 토큰을 줄 25분 동안은 기억한 것을 돌려줍니다.
   * Gives the access token that every other call uses by itself.
   *
   * @returns `data.token`, `data.server_time`, `data.expired_at`(1970년부터의 초)
   * @throws {BootpayError} `api` 401: 키가 다르거나 허용되지 않은 서버 주소입니다
   * @see https://bootpay.gitbook.io/docs/server/token
   */
  async getAccessToken(options?: BootpayCallOptions): Promise<TokenAnswer> {
    return sessionOf(this).sendForToken(options) as Promise<TokenAnswer>
  }

  /**
   * 2. 결제를 검증합니다. 상품을 내주기 전에 `data.status`, `data.price`, `data.order_id`를 주문과 비교하세요.
   * Looks a payment up as the gateway knows it.
   *
   * @param receiptId 결제 고유번호, 1~200자
   * @returns `data`에 결제 정보(`Receipt`)
   * @throws {BootpayError} `api` 코드 -2100 또는 404: 없는 결제입니다
   * @see https://bootpay.gitbook.io/docs/server/verify
   */
  async verify(receiptId: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(payment.verify(receiptId), options)
  }

  /**
   * 3. 결제를 취소합니다. `price`가 없으면 남은 금액을 모두, 있으면 그만큼 환불합니다. `cancelId`를 주면 부트페이가 같은 취소를 두 번 받지 않습니다.
   * Refunds all that is left of a payment, or a part of it.
   *
   * @param data `receiptId`, `price`(원, 0 초과), `taxFree`(원), `name`, `reason`, `cancelId`, `refund`
   * @returns 이번에 취소한 금액, 모두 취소한 금액, 남은 금액(원)
   * @throws {BootpayError} `api`: 이미 취소되었거나, 금액이 크거나, 부분 취소를 지원하지 않습니다.
   *   `outcomeUnknown`이면 다시 취소하기 전에 `verify`로 확인하세요
   * @see https://bootpay.gitbook.io/docs/server/cancel
   */
  async cancel(data: BootpayCancelData, options?: BootpayCallOptions) {
    return sessionOf(this).send(cancel(data), options)
  }

  /**
   * 4. 카드로 빌링키를 발급받습니다(비인증 방식: nicepay, payapp, welcome). 카드 정보는 로그에 남기거나 저장하지 마세요.
   * Issues a billing key for a card.
   *
   * @param data 카드 정보와 `orderId`, `pg`, `itemName`
   * @returns `data.billing_key`: 저장해 두세요
   * @throws {BootpayError} `api`: PG가 카드를 거절했습니다. `outcomeUnknown`이면 부트페이 관리자에서 확인하세요
   * @see https://bootpay.gitbook.io/docs/client/subscription
   */
  async requestSubscribeBillingKey(data: billing.BootpaySubscribeBillingData, options?: BootpayCallOptions) {
    return sessionOf(this).send(billing.requestSubscribeBillingKey(data), options)
  }

  /**
   * 4-1. 빌링키로 지금 결제합니다. `feedbackUrl`을 꼭 주세요. 응답을 잃으면 웹훅만이 결제되었는지 알려 줍니다.
   * Charges a billing key now.
   *
   * @param data `billingKey`, `itemName`, `price`(원, 0 초과), `orderId` …
   * @returns 완료된 결제. `data.receipt_id`를 저장해 두세요
   * @throws {BootpayError} `api`: 승인되지 않았습니다. `outcomeUnknown`이면 결제되었을 수 있으니 확인하기 전에 다시 결제하지 마세요
   * @see https://bootpay.gitbook.io/docs/client/subscription
   */
  async requestSubscribeBillingPayment(
    data: billing.BootpayRequestSubscribeBillingPaymentData,
    options?: BootpayCallOptions,
  ) {
    return sessionOf(this).send(billing.requestSubscribeBillingPayment(data), options)
  }

  /**
   * 4-2. 빌링키 결제를 예약합니다. 빌링키 하나에 다섯 건까지 기다릴 수 있습니다.
   * Schedules a charge of a billing key.
   *
   * @param data `requestSubscribeBillingPayment`와 같고, `schedulerType: 'oneshot'`과 `executeAt`(1970년부터의 초, 또는 Date)
   * @returns `data.reserve_id`: 목록이 없으니 저장해 두세요
   * @throws {BootpayError} `api`: 거절되었습니다. `outcomeUnknown`이면 다시 예약하기 전에 확인하세요
   * @see https://bootpay.gitbook.io/docs/client/subscription
   */
  async reserveSubscribeBilling(
    data: reservation.BootpayReserveSubscribeBillingData,
    options?: BootpayCallOptions,
  ) {
    return sessionOf(this).send(reservation.reserveSubscribeBilling(data), options)
  }

  /**
   * 4-2-1. 예약을 취소합니다. 아직 결제되지 않은 예약만 취소됩니다.
   * Cancels a scheduled charge.
   *
   * @param reserveId 예약 고유번호, 1~200자
   * @returns `data` 없는 응답
   * @throws {BootpayError} `api`: 없는 예약이거나, 이미 결제되었거나 취소되었습니다
   * @see https://bootpay.gitbook.io/docs/client/subscription
   */
  async destroyReserveSubscribeBilling(reserveId: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(reservation.destroyReserveSubscribeBilling(reserveId), options)
  }

  /**
   * 4-3. 빌링키를 삭제합니다. 더는 결제할 수 없고, 이미 한 결제는 그대로입니다.
   * Deletes a billing key.
   *
   * @param billingKey 빌링키, 1~200자
   * @returns `data` 없는 응답
   * @throws {BootpayError} `api`: 없거나 이미 삭제된 빌링키입니다
   * @see https://bootpay.gitbook.io/docs/client/subscription
   */
  async destroySubscribeBillingKey(billingKey: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(billing.destroySubscribeBillingKey(billingKey), options)
  }

  /**
   * 빌링키를 조회합니다. 응답의 모양은 `requestSubscribeBillingKey`와 같다고 보았습니다(추정).
   * Looks a billing key up.
   *
   * @param billingKey 빌링키, 1~200자
   * @returns `requestSubscribeBillingKey`가 준 것과 같은 빌링키 정보
   * @throws {BootpayError} `api`: 없거나 삭제된 빌링키입니다
   * @see https://github.com/bootpay/server_nodejs
   */
  async lookupBillingKey(billingKey: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(billing.lookupBillingKey(billingKey), options)
  }

  /**
   * 결제창에서 발급된 빌링키를 영수증 ID로 조회합니다. 응답의 모양은 `requestSubscribeBillingKey`와 같다고 보았습니다(추정).
   * Looks up the billing key that a payment window issued.
   *
   * @param receiptId 발급한 결제창의 영수증 ID, 1~200자
   * @returns `requestSubscribeBillingKey`가 준 것과 같은 빌링키 정보
   * @throws {BootpayError} `api`: 없는 영수증이거나, 빌링키를 발급한 영수증이 아닙니다
   * @see https://github.com/bootpay/server_ruby
   */
  async lookupBillingKeyByReceipt(receiptId: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(billing.lookupBillingKeyByReceipt(receiptId), options)
  }

  /**
   * 5. 사용자 토큰을 발급받습니다. 부트페이 간편결제 창에 쓰며 한 시간 동안 유효합니다.
   * Gives a user token for the gateway's easy-pay window.
   *
   * @param data `userId`와 알고 있는 회원 정보
   * @returns `data.user_token`: 클라이언트 SDK에 넘깁니다
   * @throws {BootpayError} `api`: 거절되었습니다
   * @see https://bootpay.gitbook.io/docs/client/subscription_password
   */
  async requestUserToken(data: identity.BootpayRequestUserTokenData, options?: BootpayCallOptions) {
    return sessionOf(this).send(identity.requestUserToken(data), options)
  }

  /**
   * 6. 결제 링크를 만듭니다. 고객이 이 주소에서 결제합니다.
   * Creates a payment link: the address of a page on which a customer pays.
   *
   * @param data `orderId`, `price`(원, 100 이상. `card_rebill`과 `auth`는 0), `itemName` …
   * @returns `data`가 결제 페이지의 주소입니다
   * @throws {BootpayError} `api`: 거절되었습니다. `outcomeUnknown`이면 링크가 생겼을 수 있으니 그 링크는 보내지 마세요
   * @see https://bootpay.gitbook.io/docs/server/link
   */
  async requestPayment(data: link.BootpayRequestPaymentData, options?: BootpayCallOptions) {
    return sessionOf(this).send(link.requestPayment(data), options)
  }

  /**
   * 7. 결제를 서버에서 승인합니다. 고객이 확인을 마친 결제(`verify`의 상태 2)만 승인됩니다.
   * Captures a payment that the customer has confirmed.
   *
   * @param receiptId 결제 고유번호, 1~200자
   * @returns 완료된 결제
   * @throws {BootpayError} `api`: 승인되지 않은 까닭을 담습니다. `outcomeUnknown`이면 `verify`로 확인하세요
   * @see https://bootpay.gitbook.io/docs/advance/submit
   */
  async submit(receiptId: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(payment.submit(receiptId), options)
  }

  /**
   * 8. 본인인증 결과를 조회합니다(다날).
   * Returns who the customer is, after an identity check.
   *
   * @param receiptId 인증 고유번호, 1~200자
   * @returns `data.certificate`: 이름, 생년월일, CI, DI
   * @throws {BootpayError} `api`: 본인인증이 아니거나 끝나지 않았습니다
   * @see https://bootpay.gitbook.io/docs/client/auth
   */
  async certificate(receiptId: string, options?: BootpayCallOptions) {
    return sessionOf(this).send(identity.certificate(receiptId), options)
  }

  /**
   * 에스크로 배송을 시작했다고 PG에 알립니다. 응답에 `data`가 없다고 보았습니다(추정).
   * Tells the PG of an escrow payment that the goods are on their way.
   *
   * @param data `receiptId`, `deliveryNo`(운송장 번호), `deliveryCorp`(택배사 코드)
   * @returns `data` 없는 응답
   * @throws {BootpayError} `api`: 거절되었습니다. `outcomeUnknown`이면 부트페이 관리자에서 확인하세요
   * @see https://github.com/bootpay/backend-php
   */
  async startDelivery(data: payment.BootpayStartDeliveryData, options?: BootpayCallOptions) {
    return sessionOf(this).send(payment.startDelivery(data), options)
  }

  /**
   * 결제의 웹훅을 지정한 주소로 다시 보내게 합니다. 놓친 웹훅을 받을 때 쓰며, 응답에 `data`가 없다고 보았습니다(추정).
   * Makes the gateway send the webhook of a payment to an address.
   *
   * @param data `receiptId`, `webhookUrl`(웹훅을 받을 주소)
   * @returns `data` 없는 응답
   * @throws {BootpayError} `api`: 없는 결제입니다. `outcomeUnknown`이면 웹훅이 도착했는지 확인하세요
   * @see https://github.com/bootpay/backend-ruby
   */
  async resendFeedback(data: webhook.BootpayResendFeedbackData, options?: BootpayCallOptions) {
    return sessionOf(this).send(webhook.resendFeedback(data), options)
  }

  /**
   * 웹훅을 확인합니다. 부트페이에 결제를 조회해 웹훅, 주문과 맞는지 비교합니다. 없는 결제는 오류가 아니라 확인되지 않은 것입니다.
   * Compares a webhook with the payment that the gateway knows, and with the order.
   *
   * @param feedback `parseFeedback`의 결과
   * @param expected 주문의 `price`(원), `orderId`, `status`
   * @returns `confirmed`, 그리고 상태·금액·주문번호가 각각 맞는지
   * @throws {BootpayError} `verify`와 같습니다. 이때 `OK`로 답하지 않으면 부트페이가 웹훅을 다시 보냅니다
   * @see https://bootpay.gitbook.io/docs/webhook/server
   */
  async confirmFeedback(
    feedback: Feedback,
    expected?: ExpectedPayment,
    options?: BootpayCallOptions,
  ): Promise<FeedbackConfirmation> {
    const claims = readFeedback(feedback)
    const order = readExpected(expected)
    try {
      return compareFeedback(claims, order, receiptIn(await this.verify(claims.receiptId, options)))
    } catch (error) {
      if (isBootpayError(error) && error.type === 'api' && isNotFound(error)) {
        return compareFeedback(claims, order, undefined)
      }
      throw error
    }
  }

  /**
   * 이 패키지에 함수가 없는 v1 API를 부릅니다. 토큰, 제한 시간, 재시도, 오류는 다른 함수와 같습니다.
   * Calls a v1 endpoint that the package has no method for.
   *
   * @param data `method`, `path`, `body`, 다시 보내도 되는지(`safety`: `GET`이 아니면 `once`)
   * @returns 부트페이의 응답 그대로
   * @throws {BootpayError} `api`: 거절되었습니다. `outcomeUnknown`이면 다시 부르기 전에 확인하세요
   * @see https://github.com/bootpay/server_nodejs
   */
  async request<Data = any>(data: BootpayRequestData, options?: BootpayCallOptions) {
    return sessionOf(this).send(customRequest<Data>(data), options)
  }
}

/** 부트페이. 프로세스에 하나 있는 기본 클라이언트입니다. The client that the samples use. */
export const Bootpay = new BootpayClient()

/** 부트페이와 같은 클라이언트. `@bootpay/server-rest-client`에서 쓰던 이름입니다. The same client under its older name. */
export const RestClient = Bootpay

/** 같은 클라이언트를 가리키는 다른 이름입니다. Another name of the same client. */
export const BootpayRestClient = Bootpay
