import type { SandboxSeed } from './seed'
import type { RequestEntry } from './shapes'

// What a caller may give to startSandbox and merchant. What the sandbox runs by, with all defaults, is in settings.ts.

/** 샌드박스 설정. 모두 생략할 수 있습니다. Options of `startSandbox`. */
export interface SandboxOptions {
  /** 포트. 0(기본)이면 비어 있는 포트 */
  port?: number
  /** 호스트. loopback 주소, 기본 `127.0.0.1` */
  host?: string
  /** REST 애플리케이션 ID */
  applicationId?: string
  /** 프라이빗 키 */
  privateKey?: string
  /** 상점 이름. 결제창에 보입니다 */
  merchantName?: string
  /** 일반 결제 웹훅 주소. 관리자에 등록하는 Feedback URL입니다 */
  feedbackUrl?: string
  /** 일반 결제 웹훅 형식, 기본 `urlencoded` */
  feedbackContentType?: 'json' | 'urlencoded'
  /** 웹훅 재전송 간격(ms), 기본 60000. 샌드박스 시계를 따르니 `advance`로 앞당길 수 있습니다 */
  feedbackRetryInterval?: number
  /** 웹훅을 이 컴퓨터 밖으로도 보낼지. 없으면 loopback으로만 보냅니다 */
  allowRemoteFeedback?: boolean
  /** 부분취소 중복 방지. 10초 안의 두 번째 부분 취소를 거절합니다. 관리자에서 켜는 설정입니다 */
  guardPartialCancel?: boolean
  /** 부분취소 최소 금액(원). 매뉴얼에는 1000이 있고, 없으면 확인하지 않습니다 */
  minimumPartialCancel?: number
  /** 없는 내역의 HTTP 상태: 500(기본, 실제로 본 값) 또는 404(매뉴얼의 값) */
  notFoundStatus?: 500 | 404
  /** CMS 특약. 가상계좌 입금을 환불할 수 있는지, 기본 `true` */
  cmsContract?: boolean
  /** API를 부를 수 있는 IP. 없으면 모두 */
  allowedAddresses?: readonly string[]
  /** 샌드박스 시계의 시작 시각. 없으면 지금 */
  now?: number | Date
  /** README 예제 모드. README 예제의 고유번호가 있고, 언제나 같은 응답을 줍니다 */
  readmeSamples?: boolean
  /**
   * 상점. `'any'`면 어떤 application ID든 자기 장부를 가진 상점이 되고, 처음 온 Private Key가 그 상점의 키가 됩니다.
   * 없으면 `applicationId`와 `privateKey`를 쓰는 상점 하나입니다.
   */
  merchants?: 'any'
  /** 샌드박스가 열려 있어도 프로세스가 끝날 수 있게 합니다 */
  unref?: boolean
  /**
   * 시드. 상점마다 처음부터 장부에 있을 것: 객체 또는 JSON 파일의 경로. 형식은 `SandboxSeed`입니다.
   */
  seed?: SandboxSeed | string
  /**
   * 장부에 없는 영수증 ID를 결제된 것으로 봅니다. 브라우저가 준 ID로 시작하는 프로그램에 씁니다. `submit`은 승인하고,
   * `certificate`는 본인인증 결과를 줍니다. 기본은 끔입니다.
   */
  acceptUnknown?: boolean | AcceptUnknown
  /** API 요청마다 한 번, 응답했거나 잃었을 때 부르는 함수 */
  onRequest?: (entry: RequestEntry) => void
}

/** 모르는 영수증을 `acceptUnknown`이 무엇으로 볼지. What `acceptUnknown` makes of an unknown receipt. */
export interface AcceptUnknown {
  /** 금액(원), 기본 1000 */
  price?: number
  /** 주문번호. 없으면 샌드박스가 만듭니다 */
  orderId?: string | number
}

/** 상점별 설정. 없는 것은 샌드박스의 설정을 따릅니다. Settings of one merchant. */
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
