import { CallFailed, type Failure, failure, unreadable } from './failure'
import type { HttpAnswer } from './http/message'
import { ownFields } from './objects'

/** Returns the gateway's envelope; throws an answer that is no success as a failure. */
export function readAnswer({ status, body, retryAfter }: HttpAnswer): object {
  const isSuccess = status >= 200 && status < 300
  const isRedirect = status >= 300 && status < 400
  // The body of a redirect is not read: it may come from any server.
  const envelope = isRedirect ? undefined : typeof body === 'string' ? parse(body) : body
  if (typeof envelope === 'object' && envelope !== null && !Array.isArray(envelope)) {
    if (isSuccess) return envelope
    throw new CallFailed(refused(status, envelope as Record<string, unknown>, readRetryAfter(retryAfter)))
  }
  // A 204 has no body; a repetition would get none either.
  const isCut = isSuccess && status !== 204 && typeof body === 'string' && /^\s*(\{|$)/.test(body)
  throw new CallFailed({ ...unreadable(status, isCut), retryAfter: readRetryAfter(retryAfter) })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    // The parser's message quotes the text, so it stays here.
    return undefined
  }
}

/** The gateway's own error. Fields of the wrong type are replaced, because applications compare them as numbers. */
function refused(status: number, envelope: Record<string, unknown>, retryAfter: number | undefined): Failure {
  const { status: stated, code, message, data } = ownFields(envelope)
  const text =
    typeof message === 'string' && message.trim() !== ''
      ? message
      : `부트페이가 요청을 처리하지 못했습니다: HTTP ${status} (the gateway answered HTTP ${status} without a message)`
  return failure('api', text, {
    status: Number.isInteger(stated) && (stated as number) >= 400 ? (stated as number) : status,
    code: Number.isInteger(code) ? (code as number) : -100,
    data,
    httpStatus: status,
    gatewayCode: typeof code === 'number' ? code : Number.NaN,
    retryAfter,
  })
}

/** Reads seconds or a date, as HTTP allows both. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
