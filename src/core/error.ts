/**
 * 오류 종류.
 *
 * - `api`: 부트페이가 거절했습니다
 * - `conn`: 연결하지 못했거나 끊겼습니다 · `tls`: 서버 인증서를 확인할 수 없습니다
 * - `timeout`: 제한 시간이 지났습니다 · `abort`: 호출한 쪽의 `signal`이 끝냈습니다
 * - `invalid`: 부트페이의 JSON 응답이 아니거나, 리다이렉트이거나, 너무 큽니다
 * - `input`, `config`: 요청하기 전에 거절했습니다
 *
 * What kind of failure it was.
 */
export type BootpayErrorType = 'api' | 'conn' | 'tls' | 'timeout' | 'abort' | 'invalid' | 'input' | 'config'

/** 오류의 내용. 오류는 이 값들로만 만들어집니다. The fields that an error is built from. */
export interface BootpayErrorFields {
  type: BootpayErrorType
  status: number
  code: number
  message: string
  data?: unknown
  method?: string | undefined
  attempts?: number
  outcomeUnknown?: boolean
  retryAfter?: number | undefined
}

/** By this registered symbol, several copies of this package in one process recognise each other's errors. */
const brand = Symbol.for('bootpay-backend-nodejs.error')
/** @internal What `util.inspect` calls. */
export const inspectHook = Symbol.for('nodejs.util.inspect.custom')

/**
 * 부트페이 오류. 이 패키지가 던지거나 거절하는 오류는 모두 이것입니다. 요청, 키, 토큰, 카드 정보는 담지 않습니다.
 *
 * 1.1.2가 거절하던 객체처럼 읽힙니다: `status`, `code`, `message`, 그리고 부트페이가 보냈다면 `data`가 `JSON.stringify(error)`와
 * `{...error}`에 나옵니다. 결과를 모를 때는 `outcomeUnknown: true`도 나옵니다. 로그와 큐가 알아야 하기 때문입니다.
 *
 * The class of every error that this package throws or rejects with.
 */
export class BootpayError extends Error {
  /** HTTP 상태 코드. 응답이 없으면 500, 요청하기 전에 거절하면 400입니다. */
  declare readonly status: number
  /** 부트페이 오류 코드(음수). 부트페이의 오류가 아니면 -100입니다. */
  declare readonly code: number
  /** PG사 원본 응답 등 부트페이가 보낸 것. 이 호출의 비밀은 가립니다. */
  declare readonly data?: any
  /** 오류 종류: {@link BootpayErrorType} */
  declare readonly type: BootpayErrorType
  /** 호출한 함수 이름, 예: `cancel` */
  declare readonly method: string | undefined
  /**
   * 결과를 알 수 없음. `true`: 처리되었을 수 있으니 메시지가 알려 주는 곳에서 먼저 확인하세요.
   * `false`: 처리되지 않았거나, 다시 호출해도 안전합니다.
   */
  declare readonly outcomeUnknown: boolean
  /** 시도 횟수: 이 호출로 보낸 요청의 수. 토큰 요청은 `getAccessToken`에서만 셉니다. */
  declare readonly attempts: number
  /** 다시 시도할 수 있을 때까지 남은 시간(초). 부트페이의 `Retry-After`입니다. */
  declare readonly retryAfter: number | undefined

  /** @internal `trace` is the stack captured in the public method, which the error shows as its own. */
  constructor(fields: BootpayErrorFields, trace?: { stack?: string })
  /**
   * 오류를 만듭니다. 실패를 흉내 내는 테스트에서 씁니다. Makes an error, for your own tests.
   *
   * @param fields `type`, `status`, `code`, `message`, 그리고 필요한 것만
   */
  constructor(fields: BootpayErrorFields)
  constructor(fields: BootpayErrorFields, trace?: { stack?: string }) {
    super()
    define(this, 'status', fields.status, true)
    define(this, 'code', fields.code, true)
    define(this, 'message', fields.message, true)
    if (fields.data !== undefined) define(this, 'data', fields.data, true)
    const outcomeUnknown = fields.outcomeUnknown ?? false
    define(this, 'outcomeUnknown', outcomeUnknown, outcomeUnknown)
    define(this, 'type', fields.type)
    define(this, 'method', fields.method)
    define(this, 'attempts', fields.attempts ?? 0)
    define(this, 'retryAfter', fields.retryAfter)
    // The error's own stack was captured after an `await`, so it does not show the caller.
    define(this, 'stack', `${this.name}: ${fields.message}${framesOf(trace ?? this)}`)
  }

  /** @internal What `console.log(error)` shows: the stack, and the facts a reader of logs needs. */
  [inspectHook](_depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    const { status, code, type, method, outcomeUnknown, attempts, retryAfter, data } = this
    const facts = { type, status, code, method, outcomeUnknown, attempts, retryAfter, data }
    const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    return `${this.stack} ${inspect(present, options)}`
  }
}

/** 부트페이가 거절했습니다(`type` api). The gateway answered with an error of its own. */
export class BootpayApiError extends BootpayError {
  declare readonly type: 'api'
}
/** 통신 실패. 연결, 인증서, 또는 호출한 쪽의 취소(`type` conn, tls, abort). The connection failed or was aborted. */
export class BootpayConnectionError extends BootpayError {
  declare readonly type: 'conn' | 'tls' | 'abort'
}
/** 시간 초과(`type` timeout). The call ran out of time. */
export class BootpayTimeoutError extends BootpayError {
  declare readonly type: 'timeout'
}
/** 알 수 없는 응답. JSON이 아니거나 리다이렉트이거나 너무 큽니다(`type` invalid). The answer cannot be used. */
export class BootpayResponseError extends BootpayError {
  declare readonly type: 'invalid'
}
/** 잘못된 입력. 요청하기 전에 거절했습니다(`type` input, config). Refused before any request. */
export class BootpayInputError extends BootpayError {
  declare readonly type: 'input' | 'config'
}

// Names are written out, because a minifier renames classes.
const classes: [typeof BootpayError, string][] = [
  [BootpayError, 'BootpayError'],
  [BootpayApiError, 'BootpayApiError'],
  [BootpayConnectionError, 'BootpayConnectionError'],
  [BootpayTimeoutError, 'BootpayTimeoutError'],
  [BootpayResponseError, 'BootpayResponseError'],
  [BootpayInputError, 'BootpayInputError'],
]
for (const [errorClass, name] of classes) {
  define(errorClass, 'name', name)
  define(errorClass.prototype, 'name', name)
}
define(BootpayError.prototype, brand, true)

const classOf: Record<BootpayErrorType, typeof BootpayError> = {
  api: BootpayApiError,
  conn: BootpayConnectionError,
  tls: BootpayConnectionError,
  abort: BootpayConnectionError,
  timeout: BootpayTimeoutError,
  invalid: BootpayResponseError,
  input: BootpayInputError,
  config: BootpayInputError,
}

/** @internal */
export function bootpayError(fields: BootpayErrorFields, trace?: { stack?: string }): BootpayError {
  return new classOf[fields.type](fields, trace)
}

/** @internal A refusal before any request. Neither text may hold a value that the caller gave. */
export function refusal(
  type: 'input' | 'config',
  method: string,
  korean: string,
  english: string,
): BootpayError {
  return bootpayError({ type, status: 400, code: -100, message: `${method}: ${korean} (${english})`, method })
}

/**
 * 부트페이 오류인지 확인합니다. `instanceof`와 달리 다른 사본의 패키지가 던진 오류도 압니다.
 * Whether `value` is a {@link BootpayError}, also one of another copy of this package.
 *
 * @param value `catch`로 잡은 값. 무엇이든 됩니다
 * @returns 부트페이 오류이면 `true`
 */
export function isBootpayError(value: unknown): value is BootpayError {
  return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true
}

function define(target: object, key: PropertyKey, value: unknown, enumerable = false) {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true })
}

function framesOf(trace: { stack?: string }): string {
  const stack = trace.stack ?? ''
  const start = stack.indexOf('\n    at ')
  return start < 0 ? '' : stack.slice(start)
}
