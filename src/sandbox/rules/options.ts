import type { SandboxSeed } from './seed'
import type { RequestEntry } from './shapes'

// What a caller may give to startSandbox and merchant. What the sandbox runs by, with all defaults, is in settings.ts.

/** 샌드박스 설정. Everything is optional. */
export interface SandboxOptions {
  /** 포트. 0 (default) takes a free one. */
  port?: number
  /** 호스트. A loopback address, `127.0.0.1` if not given. */
  host?: string
  /** REST 애플리케이션 ID. */
  applicationId?: string
  /** 프라이빗 키. */
  privateKey?: string
  /** 상점 이름. Shown on the payment page. */
  merchantName?: string
  /** 일반 결제 웹훅 주소. The Feedback URL that the admin console holds for ordinary payments. */
  feedbackUrl?: string
  /** 일반 결제 웹훅 형식. `urlencoded` if not given. */
  feedbackContentType?: 'json' | 'urlencoded'
  /** 웹훅 재전송 간격(ms). On the sandbox clock, so `advance` runs the resends. 60000 if not given. */
  feedbackRetryInterval?: number
  /** 외부 웹훅 허용. Lets webhooks leave this machine; only loopback if not given. */
  allowRemoteFeedback?: boolean
  /** 부분취소 중복 방지. The console's opt-in rule: no second partial cancel within ten seconds. */
  guardPartialCancel?: boolean
  /** 부분취소 최소 금액. The manual names 1000; not enforced if not given. */
  minimumPartialCancel?: number
  /** 없는 내역의 상태. 500 (as observed, default) or 404 (as the manual says). */
  notFoundStatus?: 500 | 404
  /** CMS 특약. Whether deposits to virtual accounts can be refunded, true if not given. */
  cmsContract?: boolean
  /** 허용 IP. Addresses that may call the API; all if not given. */
  allowedAddresses?: readonly string[]
  /** 시작 시각. What the sandbox clock shows at start; the real time if not given. */
  now?: number | Date
  /** README 예제 모드. The fixed ids of the README samples exist and answer the same every time. */
  readmeSamples?: boolean
  /**
   * 상점. `'any'`: each application id is a merchant of its own, with books of its own; the first private key that comes
   * with it is its key from then on. If not given: the one merchant with `applicationId` and `privateKey`.
   */
  merchants?: 'any'
  /** 프로세스를 붙잡지 않음. Lets the process end while the sandbox is open. */
  unref?: boolean
  /**
   * 시드. What is in the books of each merchant from the start: an object, or the path of a JSON file. The format is
   * that of `SandboxSeed`.
   */
  seed?: SandboxSeed | string
  /**
   * 모르는 영수증 받기. A receipt id that the books do not know is a paid receipt, so that a program can begin with an id
   * that a browser brought. `submit` approves it, and `certificate` is an identity check. Off if not given.
   */
  acceptUnknown?: boolean | AcceptUnknown
  /** 요청 알림. Called once for each API request, when it has been answered or lost. */
  onRequest?: (entry: RequestEntry) => void
}

/** 모르는 영수증. What `acceptUnknown` makes of it. */
export interface AcceptUnknown {
  /** 금액. 1000 if not given. */
  price?: number
  /** 주문번호. One of the sandbox's own if not given. */
  orderId?: string | number
}

/** 상점별 설정. Settings that one merchant can have for itself; each is as the sandbox has it if not given. */
export type MerchantOptions = Pick<
  SandboxOptions,
  | 'privateKey'
  | 'merchantName'
  | 'feedbackUrl'
  | 'feedbackContentType'
  | 'feedbackRetryInterval'
  | 'guardPartialCancel'
  | 'minimumPartialCancel'
  | 'cmsContract'
>
