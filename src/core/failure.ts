import type { BootpayErrorType } from './error'

/**
 * One try that failed, as a value. The retry rules read it, and each waiting call makes an error of its own from it.
 * It holds nothing of axios or Node.
 */
export interface Failure {
  type: BootpayErrorType
  /** The error's `status`; the retry rules read `httpStatus`. */
  status: number
  code: number
  message: string
  data: unknown
  /** The status of the HTTP answer; 0 without one. */
  httpStatus: number
  /** Whether any byte of the request may have reached the server. */
  sent: boolean
  /** The `code` of the gateway's own error, which is negative; NaN without one. */
  gatewayCode: number
  /** The answer was cut short; sending again may get the whole of it. */
  incomplete: boolean
  /** Seconds to wait, from the gateway's `Retry-After`. */
  retryAfter: number | undefined
}

/** Thrown inside `core` only; `errorOf` in `call.ts` turns it into the error that the caller gets. */
export class CallFailed {
  constructor(
    readonly failure: Failure,
    /** Number of token requests that were sent, by this call or by another that waited for the same token. */
    readonly attempts = 0,
  ) {}
}

export function failure(
  type: BootpayErrorType,
  message: string,
  details: Partial<Omit<Failure, 'type' | 'message'>> = {},
): Failure {
  return {
    type,
    status: 500,
    code: -100,
    message,
    data: undefined,
    httpStatus: 0,
    sent: true,
    gatewayCode: Number.NaN,
    incomplete: false,
    retryAfter: undefined,
    ...details,
  }
}

export const timeoutFailure = (sent: boolean): Failure =>
  failure('timeout', '통신오류: 응답 시간이 초과되었습니다 (the call ran out of time)', { sent })

export const abortFailure = (sent: boolean): Failure =>
  failure('abort', '통신오류: 호출이 취소되었습니다 (the call was aborted by its signal)', { sent })

/** The error's status: an unreadable 2xx counts as 500. */
const statusForError = (status: number) => (status >= 300 ? status : 500)

export function unreadable(status: number, incomplete = false): Failure {
  const text =
    '통신오류: 부트페이의 JSON 응답이 아닙니다 (the answer is not a whole JSON object of the gateway)'
  return failure('invalid', text, { status: statusForError(status), httpStatus: status, incomplete })
}

export function tooLarge(status: number): Failure {
  const text = '통신오류: 응답이 너무 큽니다 (the answer is too large)'
  return failure('invalid', text, { status: statusForError(status), httpStatus: status })
}
