import { CallFailed, type Failure, failure, unreadable } from './failure'
import type { HttpAnswer } from './http/message'
import { isRedirect } from './http/redirect'
import { isRecord, ownFields } from './objects'
import type { Safety } from './request'

/** Returns the gateway's envelope, or throws the failure that the answer is. */
export function readAnswer({ status, body, retryAfter }: HttpAnswer, safety: Safety = 'lookup'): object {
  const isSuccess = status >= 200 && status < 300
  const envelope = isRedirect(status) ? undefined : typeof body === 'string' ? parse(body) : body
  if (isRecord(envelope)) {
    if (!isSuccess) throw new CallFailed(apiFailure(status, envelope, readRetryAfter(retryAfter)))
    if (isBelieved(envelope, safety)) return envelope
    throw new CallFailed(unreadable(status))
  }
  // A 204 has no body; sending again would get none either.
  const isCut = isSuccess && status !== 204 && typeof body === 'string' && /^\s*(\{|$)/.test(body)
  throw new CallFailed({ ...unreadable(status, isCut), retryAfter: readRetryAfter(retryAfter) })
}

/**
 * A firewall or a login page may answer 200 too. So a request that changes something counts as done only if the answer
 * has a `code` that is 0 or, for an error, negative; other servers usually repeat the HTTP status there. The answer to a
 * lookup is returned as it came, as in 1.1.2.
 */
function isBelieved(envelope: Record<string, unknown>, safety: Safety): boolean {
  return safety === 'lookup' || hasGatewayCode(envelope)
}

export function hasGatewayCode(envelope: object): boolean {
  const { code } = ownFields<{ code?: unknown }>(envelope)
  return Number.isInteger(code) && (code as number) <= 0
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    // The parser's error is dropped: its message quotes the text.
    return undefined
  }
}

/** The failure for an error in JSON. Fields of the wrong type are replaced: applications compare them as numbers. */
function apiFailure(
  status: number,
  envelope: Record<string, unknown>,
  retryAfter: number | undefined,
): Failure {
  const { status: stated, code, message, data } = ownFields(envelope)
  const hasCode = Number.isInteger(code)
  const text =
    typeof message === 'string' && message.trim() !== ''
      ? message
      : `부트페이가 요청을 처리하지 못했습니다: HTTP ${status} (the gateway answered HTTP ${status} without a message)`
  return failure('api', text, {
    status: Number.isInteger(stated) && (stated as number) >= 400 ? (stated as number) : status,
    code: hasCode ? (code as number) : -100,
    data,
    httpStatus: status,
    // The gateway's errors have a negative code. 0 is its success, and what other servers write beside an error.
    gatewayCode: hasCode && (code as number) < 0 ? (code as number) : Number.NaN,
    retryAfter,
  })
}

/** Seconds to wait. HTTP allows a number of seconds or a date. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}

/**
 * For a payment that does not exist the gateway answers 500 with this code, where its manual promises a 404. A 404
 * without a negative code of the gateway (-100 in an error) is another server's.
 */
export function isNotFound({ status, code }: { status: number; code: number }): boolean {
  return code === -2100 || (status === 404 && code < 0 && code !== -100)
}

/** A 401 of the gateway itself: it refused the token before it did anything. A firewall's 401 proves nothing. */
export function isRefusedToken({ type, httpStatus, gatewayCode }: Failure): boolean {
  return type === 'api' && httpStatus === 401 && !Number.isNaN(gatewayCode)
}
