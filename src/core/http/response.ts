import type { AxiosResponse } from 'axios'
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

/** The adapter's answer if it is not 2xx; used when an interceptor threw on it or returned nothing. */
export function errorAnswerOf(attempt: Attempt): HttpAnswer | undefined {
  const status = attempt.answer?.status
  const isError = typeof status === 'number' && (status < 200 || status >= 300)
  return isError ? answerOf({ headers: {}, ...attempt.answer }, attempt) : undefined
}

/** Keeps what an adapter gave, as it is before axios and the interceptors change it. */
export async function keepAnswer(attempt: Attempt, sending: Promise<AxiosResponse>): Promise<AxiosResponse> {
  try {
    const answer = await sending
    attempt.answer = answer ?? null
    attempt.hasNoRoute = isRouteMissing(answer, attempt)
    return answer
  } catch (error) {
    const { response, isCouldNotFindMockError } = (error ?? {}) as AdapterError
    attempt.hasNoRoute = isCouldNotFindMockError === true || isRouteMissing(response, attempt)
    // When the second sending of a charge is refused, the answer to the first is kept.
    if (response || attempt.isRepeatable) attempt.answer = response
    throw error
  }
}

interface AdapterError {
  response?: AxiosResponse
  /** The mark of axios-mock-adapter. */
  isCouldNotFindMockError?: unknown
}

/** Whether a mock adapter had no route for the request: it gives a 404 without headers and body. */
function isRouteMissing(answer: ResponseLike | undefined, attempt: Attempt): boolean {
  const { status, data, headers } = answer ?? {}
  return status === 404 && data === undefined && headers === undefined && !attempt.wasOpened
}

function retryAfter(headers: unknown, attempt: Attempt): string | undefined {
  const all = (headers ?? {}) as Record<string, unknown>
  // Node's names are in small letters; those of a mock may be in any.
  const name = attempt.wasOpened ? 'retry-after' : Object.keys(all).find((key) => /^retry-after$/i.test(key))
  const value = name && all[name]
  return value === undefined ? undefined : String(value)
}
