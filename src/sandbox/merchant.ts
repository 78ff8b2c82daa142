import { contentTypeOf } from './books/feedback'
import { contentTypes, encodeFeedback, feedbackFields, signedFields } from './books/feedback-body'
import type { Gateway } from './books/gateway'
import { certify } from './books/identity'
import { linkView } from './books/link-create'
import type { Merchants } from './books/merchants'
import { depositTo, issueInWindow, payInWindow, reserveAhead } from './books/payment-window'
import { findPayment } from './books/payments'
import { applySeed } from './books/seed'
import { billingKeyView, receiptView, reservationView } from './books/views'
import { copyOf } from './rules/copy'
import type { FeedbackOptions, SandboxFeedback } from './rules/feedback-inputs'
import { checkArgument, checkInput, type InputRules } from './rules/input-check'
import * as rules from './rules/input-rules'
import type * as inputs from './rules/inputs'
import type { SandboxSeed } from './rules/seed'
import { readSeed } from './rules/seed-check'
import type * as shapes from './rules/shapes'

/**
 * 상점. 고객이 하는 일과 장부입니다. 함수에 넘긴 것이 잘못되었으면 `TypeError`를, 게이트웨이가 거절할 일이면 그 까닭을 담은 오류를 던집니다.
 * One merchant of a sandbox.
 */
export interface SandboxMerchant {
  /** REST 애플리케이션 ID. 토큰을 요청할 때 씁니다 */
  readonly applicationId: string
  /** 프라이빗 키. 아무 키나 받는 샌드박스에서는 첫 토큰 요청 전까지 `undefined` */
  readonly privateKey: string | undefined

  /**
   * 고객이 결제창에서 결제합니다. A customer pays in the payment window.
   *
   * @param input `price`(원, 100 이상), 그리고 필요하면 주문번호, 결제수단, 상태
   * @returns 결제 내역, `verify`가 보일 대로
   */
  pay(input: inputs.PayInput): shapes.SandboxReceipt
  /**
   * 가상계좌에 입금합니다. The deposit of a virtual account arrives.
   *
   * @param receiptId 입금을 기다리는 결제의 고유번호
   * @returns 결제된 내역
   */
  deposit(receiptId: string): shapes.SandboxReceipt
  /**
   * 본인인증을 마칩니다. A person completes an identity check.
   *
   * @param input 이름, 생년월일 등. 모두 생략할 수 있습니다
   * @returns 인증 내역. `receipt_id`로 `certificate`를 부릅니다
   */
  certify(input?: inputs.CertifyInput): shapes.SandboxReceipt
  /**
   * 결제창에서 빌링키를 발급합니다. A card is registered in the payment window.
   *
   * @param input 카드, PG사 등. 모두 생략할 수 있습니다
   * @returns 빌링키와 결제창의 영수증 ID
   */
  issueBillingKey(input?: inputs.IssueBillingKeyInput): shapes.SandboxBillingKey
  /**
   * 예약을 장부에 넣습니다. Puts a reservation into the books without a call.
   *
   * @param input `billingKey`, `price`(원), `executeAt`(1970년부터의 초)
   * @returns 예약
   */
  reserve(input: inputs.ReserveInput): shapes.SandboxReservation
  /**
   * 결제 내역, 빌링키, 예약, 본인인증을 원하는 고유번호로 장부에 넣습니다. 객체 또는 JSON 파일의 경로이고, 하나라도 틀리면 아무것도 넣지 않습니다.
   * Puts entries into the books under ids of your choice.
   *
   * @param seed 장부에 넣을 것, 또는 그것이 담긴 JSON 파일의 경로
   */
  seed(seed: SandboxSeed | string): void
  /**
   * 결제의 웹훅을 만듭니다. 보내지는 않습니다. Makes the webhook of a payment as the sandbox would send it now.
   *
   * @param receiptId 결제 고유번호
   * @param options 인코딩, 몇 번째 재전송인지
   * @returns `headers`와 `body`
   */
  feedback(receiptId: string, options?: FeedbackOptions): SandboxFeedback
  /**
   * 장애를 냅니다. 이 상점의 다음에 오는 맞는 요청이 실패합니다. Makes the next matching request fail.
   *
   * @param fault 장애의 종류, 그리고 필요하면 경로, 횟수, 상태
   */
  failNext(fault: inputs.Fault): void

  /** API 요청, 온 순서대로. 비밀은 가립니다 */
  readonly requests: shapes.RequestEntry[]
  /** 모든 결제 내역, `verify`가 보이는 대로 */
  readonly receipts: shapes.SandboxReceipt[]
  /** 모든 예약 */
  readonly reservations: shapes.SandboxReservation[]
  /** 모든 빌링키 */
  readonly billingKeys: shapes.SandboxBillingKey[]
  /** 모든 결제 링크 */
  readonly links: shapes.SandboxLink[]
  /** 웹훅을 보낸 기록, 순서대로 */
  readonly feedbacks: shapes.FeedbackEntry[]
  /** 문자 메시지와 메시지 결제. 실제로 보내지는 않습니다 */
  readonly messages: shapes.SandboxMessage[]
}

/** The helpers of one merchant. The first helper that changes its books creates the merchant; reading a list does not. */
export function merchantHelpers(merchants: Merchants, applicationId: string): SandboxMerchant {
  const books = () => merchants.find(applicationId)
  // Returns a copy, as the lists do.
  const act = <Result>(action: (gateway: Gateway) => Result): Result => {
    const result = action(merchants.findOrCreate(applicationId))
    merchants.shared.changed()
    return copyOf(result)
  }
  /** A helper that checks its input before anything happens. */
  const helper =
    <Input extends object, Result>(
      name: string,
      rule: InputRules<Input>,
      run: (gateway: Gateway, input: Input) => Result,
    ) =>
    (input = {} as Input): Result => {
      checkInput(name, input, rule)
      return act((gateway) => run(gateway, input))
    }
  const list = <Entry, View>(entries: Iterable<Entry> | undefined, view: (entry: Entry) => View): View[] =>
    copyOf(Array.from(entries ?? [], (entry) => view(entry)))

  return {
    applicationId,
    get privateKey() {
      return books()?.settings.privateKey
    },
    pay: helper('pay', rules.payRules, (gateway, input) => receiptView(gateway, payInWindow(gateway, input))),
    deposit(receiptId) {
      checkArgument('deposit', 'receiptId', receiptId, rules.receiptIdRule)
      return act((gateway) => receiptView(gateway, depositTo(gateway, receiptId)))
    },
    certify: helper('certify', rules.certifyRules, (gateway, input) =>
      receiptView(gateway, certify(gateway, input)),
    ),
    issueBillingKey: helper('issueBillingKey', rules.issueBillingKeyRules, (gateway, input) =>
      billingKeyView(issueInWindow(gateway, input)),
    ),
    reserve: helper('reserve', rules.reserveRules, (gateway, input) =>
      reservationView(reserveAhead(gateway, input)),
    ),
    seed(source) {
      checkArgument('seed', 'seed', source, rules.seedRule)
      const seed = readSeed(source)
      act((gateway) => applySeed(gateway, seed))
    },
    feedback(receiptId, options = {}) {
      checkArgument('feedback', 'receiptId', receiptId, rules.receiptIdRule)
      checkInput('feedback', options, rules.feedbackRules)
      const gateway = merchants.findOrCreate(applicationId)
      const payment = findPayment(gateway, receiptId)
      const { encoding, retryCount = 0 } = options
      const contentType = encoding === undefined ? contentTypeOf(gateway, payment) : contentTypes[encoding]
      const fields = feedbackFields(receiptView(gateway, payment))
      return encodeFeedback(signedFields(fields, gateway.settings, retryCount), contentType)
    },
    failNext(fault) {
      checkInput('failNext', fault, rules.faultRules)
      merchants.shared.faults.add(fault, applicationId)
    },

    get requests() {
      return merchants.shared.requests.copy().filter(({ application_id: id }) => id === applicationId)
    },
    get receipts() {
      const gateway = books()
      return gateway === undefined
        ? []
        : list(gateway.payments.values(), (payment) => receiptView(gateway, payment))
    },
    get reservations() {
      return list(books()?.reservations.values(), reservationView)
    },
    get billingKeys() {
      return list(books()?.billingKeys.values(), billingKeyView)
    },
    get links() {
      const gateway = books()
      return gateway === undefined ? [] : list(gateway.links.values(), (link) => linkView(gateway, link))
    },
    get feedbacks() {
      return books()?.feedbacks.copy() ?? []
    },
    get messages() {
      return books()?.messages.copy() ?? []
    },
  }
}
