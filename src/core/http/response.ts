import type { Attempt } from './attempt'
import type { HttpAnswer } from './message'

interface ResponseLike {
  status?: unknown
  data?: unknown
  headers?: unknown
}

/** What axios, an interceptor, an adapter or a mock handed back, as an HTTP answer. */
export function answerOf(response: unknown, attempt: Attempt): HttpAnswer {
  const like = (typeof response === 'object' && response !== null ? response : {}) as ResponseLike
  const stated = typeof like.status === 'number' ? like.status : undefined
  // An interceptor such as `response => response.data` hands on the body alone; only the body has a `code`.
  if (!('data' in like) || (!('headers' in like) && 'code' in like)) {
    return { status: attempt.status ?? stated ?? 200, body: response, retryAfter: undefined }
  }
  return {
    status: stated ?? attempt.status ?? 200,
    body: like.data,
    retryAfter: retryAfter(like.headers, attempt),
  }
}

/** The answer inside an error: a `validateStatus` of the user's, or an interceptor, rejected with it. */
export function answerIn(error: unknown, attempt: Attempt): HttpAnswer | undefined {
  const response = (error as { response?: ResponseLike } | null | undefined)?.response
  return response?.data !== undefined && attempt.isWhole
    ? answerOf({ headers: {}, ...response }, attempt)
    : undefined
}

interface Outcome {
  response?: ResponseLike
  /** The mark of axios-mock-adapter. */
  isCouldNotFindMockError?: unknown
}

/** Whether a mock adapter had no route for the request: it returned or threw a 404 without headers and body. */
export function isRouteMissing(outcome: unknown, attempt: Attempt): boolean {
  const { response, isCouldNotFindMockError } = (outcome ?? {}) as Outcome
  if (attempt.wasOpened) return false
  const { status, data, headers } = response ?? {}
  const isBare = data === undefined && Object.keys(headers ?? {}).length === 0
  return isCouldNotFindMockError === true || (status === 404 && isBare)
}

function retryAfter(headers: unknown, attempt: Attempt): string | undefined {
  const all = (headers ?? {}) as Record<string, unknown>
  // Node's names are in small letters; those of a mock may be in any.
  const name = attempt.wasOpened ? 'retry-after' : Object.keys(all).find((key) => /^retry-after$/i.test(key))
  const value = name && all[name]
  return value === undefined ? undefined : String(value)
}
