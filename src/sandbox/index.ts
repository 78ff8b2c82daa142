import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { Gateway } from './books/gateway'
import { certify } from './books/identity'
import { linkView } from './books/link-create'
import { depositTo, issueInWindow, payInWindow, reserveAhead } from './books/payment-window'
import { billingKeyView, receiptView, reservationView } from './books/views'
import { createGatewayServer } from './http/server'
import { handlePage } from './pages'
import { checkArgument, checkInput, type InputRules } from './rules/input-check'
import * as rules from './rules/input-rules'
import type * as inputs from './rules/inputs'
import { settingsFrom } from './rules/settings'
import type * as shapes from './rules/shapes'

export type * from './rules/inputs'
export type * from './rules/shapes'

/** 샌드박스. The v1 gateway on this machine, with its books and what happens outside its API. */
export interface Sandbox {
  /** 주소. Base URL, for the `baseUrl` option of `setConfig`; in a browser it shows the books. */
  readonly url: string
  /** REST 애플리케이션 ID. The one that the token call accepts. */
  readonly applicationId: string
  /** 프라이빗 키. The one that the token call accepts. */
  readonly privateKey: string

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
   * 시간 이동(ms). Moves the clock; resolves when what fell due has happened and its webhooks are answered. A webhook
   * receiver must not wait for it, as it waits for the receiver.
   */
  advance(milliseconds: number): Promise<void>
  /** 현재 시각(ms). The sandbox clock. */
  now(): number
  /** 장애 주입. Makes the next matching request fail. */
  failNext(fault: inputs.Fault): void
  /** 종료. Ends connections, timers and webhooks; may be called again. */
  close(): Promise<void>

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
}

/** 샌드박스를 시작합니다. Starts the v1 gateway on a loopback port; every list it shows is a copy as of now. */
export async function startSandbox(options: inputs.SandboxOptions = {}): Promise<Sandbox> {
  const gateway = new Gateway(settingsFrom(options))
  const server = createGatewayServer(gateway, handlePage)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(gateway.settings.port, gateway.settings.host)
  await once(server, 'listening')
  const { address, family, port } = server.address() as AddressInfo
  gateway.url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      gateway.close()
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
    return closed
  }
  return sandboxOf(gateway, close)
}

function sandboxOf(gateway: Gateway, close: () => Promise<void>): Sandbox {
  const { applicationId, privateKey } = gateway.settings
  const announce = <Result>(result: Result): Result => {
    gateway.changed()
    // A copy, as the lists are.
    return structuredClone(result)
  }
  /** A helper that checks its input before anything happens. */
  const helper =
    <Input extends object, Result>(name: string, rule: InputRules<Input>, run: (input: Input) => Result) =>
    (input = {} as Input): Result => {
      checkInput(name, input, rule)
      return announce(run(input))
    }
  return {
    url: gateway.url,
    applicationId,
    privateKey,
    pay: helper('pay', rules.payRules, (input) => receiptView(gateway, payInWindow(gateway, input))),
    deposit: (receiptId) => {
      checkArgument('deposit', 'receiptId', receiptId, rules.receiptIdRule)
      return announce(receiptView(gateway, depositTo(gateway, receiptId)))
    },
    certify: helper('certify', rules.certifyRules, (input) => receiptView(gateway, certify(gateway, input))),
    issueBillingKey: helper('issueBillingKey', rules.issueBillingKeyRules, (input) =>
      billingKeyView(issueInWindow(gateway, input)),
    ),
    reserve: helper('reserve', rules.reserveRules, (input) => reservationView(reserveAhead(gateway, input))),
    advance: (milliseconds) => {
      checkArgument('advance', 'milliseconds', milliseconds, rules.millisecondsRule)
      return gateway.clock.advance(milliseconds)
    },
    now: () => gateway.clock.now(),
    failNext: (fault) => {
      checkInput('failNext', fault, rules.faultRules)
      gateway.faults.add(fault)
    },
    close,
    get requests() {
      return gateway.requests.copy()
    },
    get receipts() {
      return Array.from(gateway.payments.values(), (payment) =>
        structuredClone(receiptView(gateway, payment)),
      )
    },
    get reservations() {
      return Array.from(gateway.reservations.values(), reservationView)
    },
    get billingKeys() {
      return Array.from(gateway.billingKeys.values(), billingKeyView)
    },
    get links() {
      return Array.from(gateway.links.values(), (link) => linkView(gateway, link))
    },
    get feedbacks() {
      return gateway.feedbacks.copy()
    },
  }
}
