/**
 * 오류 종류. What kind of failure it was.
 *
 * - `api`: the gateway refused, in its own JSON
 * - `conn`: no connection, or it broke · `tls`: the server's identity could not be checked
 * - `timeout`: the call's time was over · `abort`: the caller's `signal` ended it
 * - `invalid`: an answer that is not the gateway's JSON, a redirect, or one too large
 * - `input`, `config`: refused here, before any request
 */
export type BootpayErrorType = 'api' | 'conn' | 'tls' | 'timeout' | 'abort' | 'invalid' | 'input' | 'config'

/** 오류의 내용. Everything an error may show: it is built from these fields and from nothing else. */
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

/** Copies of this package in one process, in whatever realm, recognise each other's errors by this registered symbol. */
const brand = Symbol.for('bootpay-backend-nodejs.error')
/** @internal What `util.inspect` calls. */
export const inspectHook = Symbol.for('nodejs.util.inspect.custom')

/**
 * 부트페이 오류. Everything this package throws or rejects with.
 *
 * It reads like the plain object that 1.1.2 rejected with: `status`, `code`, `message` and, when the gateway
 * sent it, `data` are its own enumerable properties, so `JSON.stringify(error)` and `{...error}` are unchanged.
 * Only an unclear outcome is enumerable too (`outcomeUnknown: true`), so that logs and queues see it.
 * It never holds the request, a key, a token or card data.
 */
export class BootpayError extends Error {
  /** HTTP 상태 코드. The gateway's `status`; 500 when there was no answer, 400 when refused before any request. */
  declare readonly status: number
  /** 부트페이 오류 코드. The gateway's negative `code`; -100 when the error is not the gateway's own. */
  declare readonly code: number
  /** PG사 원본 응답 등. Only what the gateway sent, with the secrets of this call masked. */
  declare readonly data?: any
  /** 오류 종류. See {@link BootpayErrorType}. */
  declare readonly type: BootpayErrorType
  /** 호출한 함수 이름. For example `cancel`. */
  declare readonly method: string | undefined
  /**
   * 결과를 알 수 없음. `true`: the gateway may have done it. Look first (the message says where), then decide.
   * `false`: nothing was done, or calling again does no harm.
   */
  declare readonly outcomeUnknown: boolean
  /** 시도 횟수. Requests sent for this call; those for its token count for `getAccessToken` only. */
  declare readonly attempts: number
  /** 다시 시도할 수 있을 때까지 남은 시간(초). What the gateway's `Retry-After` asked for. */
  declare readonly retryAfter: number | undefined

  /** @internal `trace` was captured where the caller called: it makes the stack lead there. */
  constructor(fields: BootpayErrorFields, trace?: { stack?: string })
  /** 오류 만들기. For tests of your own, which play a failure. */
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
    // The stack of the error itself was taken after an `await`, where the caller is no longer on it.
    define(this, 'stack', `${this.name}: ${fields.message}${framesOf(trace ?? this)}`)
  }

  /** @internal What `console.log(error)` shows: the stack, and the facts a reader of logs needs. */
  [inspectHook](_depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    const { status, code, type, method, outcomeUnknown, attempts, retryAfter, data } = this
    const facts = { type, status, code, method, outcomeUnknown, attempts, retryAfter, data }
    const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
    return `${this.stack} ${inspect(known, options)}`
  }
}

/** 부트페이가 거절함. The gateway answered with an error of its own (`type` api). */
export class BootpayApiError extends BootpayError {
  declare readonly type: 'api'
}
/** 통신 실패. No connection, a broken one, a certificate refused, or the caller's abort (`type` conn, tls, abort). */
export class BootpayConnectionError extends BootpayError {
  declare readonly type: 'conn' | 'tls' | 'abort'
}
/** 시간 초과. The call's time was over (`type` timeout). */
export class BootpayTimeoutError extends BootpayError {
  declare readonly type: 'timeout'
}
/** 알 수 없는 응답. No usable JSON object, a redirect, or too large (`type` invalid). */
export class BootpayResponseError extends BootpayError {
  declare readonly type: 'invalid'
}
/** 잘못된 입력. Refused before any request (`type` input, config). */
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

/** @internal A refusal before any request. Both texts begin with the field, and never hold its value. */
export function refusal(
  type: 'input' | 'config',
  method: string,
  korean: string,
  english: string,
): BootpayError {
  return bootpayError({ type, status: 400, code: -100, message: `${method}: ${korean} (${english})`, method })
}

/**
 * 부트페이 오류인지 확인. Whether `value` is a {@link BootpayError}, also one of another copy of this package.
 *
 * @param value anything, usually what `catch` caught
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
