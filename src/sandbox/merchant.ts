import { copyOf } from './books/copy'
import type { Gateway } from './books/gateway'
import { certify } from './books/identity'
import { linkView } from './books/link-create'
import type { Merchants } from './books/merchants'
import { depositTo, issueInWindow, payInWindow, reserveAhead } from './books/payment-window'
import { applySeed } from './books/seed'
import { billingKeyView, receiptView, reservationView } from './books/views'
import { checkArgument, checkInput, type InputRules } from './rules/input-check'
import * as rules from './rules/input-rules'
import type * as inputs from './rules/inputs'
import type { SandboxSeed } from './rules/seed'
import { readSeed } from './rules/seed-check'
import type * as shapes from './rules/shapes'

/** 상점. One merchant of a sandbox: what its customers do, and its books. */
export interface SandboxMerchant {
  /** REST 애플리케이션 ID. The one that the token call accepts. */
  readonly applicationId: string
  /** 프라이빗 키. Undefined until the first token request, when the sandbox takes any. */
  readonly privateKey: string | undefined

  /** 결제. A customer completes the payment window; gives back what `verify` shows. */
  pay(input: inputs.PayInput): shapes.SandboxReceipt
  /** 입금. The deposit of a virtual account arrives. */
  deposit(receiptId: string): shapes.SandboxReceipt
  /** 본인인증. A person completes an identity check. */
  certify(input?: inputs.CertifyInput): shapes.SandboxReceipt
  /** 빌링키 발급. A card is registered in the payment window. */
  issueBillingKey(input?: inputs.IssueBillingKeyInput): shapes.SandboxBillingKey
  /** 예약. Puts a reservation into the books without a call. */
  reserve(input: inputs.ReserveInput): shapes.SandboxReservation
  /**
   * 시드. Puts receipts, billing keys, reservations and identity checks into the books under ids of your choice; an
   * object, or the path of a JSON file. Nothing is put there when something in it is off.
   */
  seed(seed: SandboxSeed | string): void
  /** 장애 주입. Makes this merchant's next matching request fail. */
  failNext(fault: inputs.Fault): void

  /** 받은 요청. API requests in order, secrets masked. */
  readonly requests: shapes.RequestEntry[]
  /** 결제 내역. All receipts, as `verify` shows them. */
  readonly receipts: shapes.SandboxReceipt[]
  /** 예약. All reservations. */
  readonly reservations: shapes.SandboxReservation[]
  /** 빌링키. All billing keys. */
  readonly billingKeys: shapes.SandboxBillingKey[]
  /** 결제 링크. All payment links. */
  readonly links: shapes.SandboxLink[]
  /** 웹훅. Every attempt to deliver a webhook, in order. */
  readonly feedbacks: shapes.FeedbackEntry[]
  /** 메시지. Text messages and payment forms by message; none of them was sent. */
  readonly messages: shapes.SandboxMessage[]
}

/** The merchant begins with the first helper that needs its books; to look at a list begins nothing. */
export function merchantHelpers(merchants: Merchants, applicationId: string): SandboxMerchant {
  const books = () => merchants.find(applicationId)
  // A copy, as the lists are.
  const act = <Result>(action: (gateway: Gateway) => Result): Result => {
    const result = action(merchants.begin(applicationId))
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
