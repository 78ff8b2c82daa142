import type { BootpayCallOptions, Config } from './config'
import { type BootpayError, bootpayError, refusal } from './error'
import { abortFailure, CallFailed, failure, timeoutFailure } from './failure'
import { masker } from './mask'
import type { ApiRequest } from './request'
import { outcomeUnknown } from './retry'
import type { TimeLimit } from './time-limit'
import type { SentRequests } from './token'

/** Stack captured in the public method, so that the error points to the application's code. */
export type Trace = { stack?: string }

/** A call under way: what is sent, when it ends, and what its tries have shown so far. */
export interface Call {
  readonly config: Config
  readonly request: ApiRequest<unknown>
  /** Serialised when the call begins: what the caller does with its object afterwards changes nothing. */
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
  readonly endsAt: number
  readonly maxRetries: number
  /** How long each try but the last may take, in ms, so that time is left for the others. */
  readonly longestTry: number
  readonly sent: SentRequests
  /** Number of retries. A replay after a 401 does not count; after a timeout the next retry is the last. */
  retries: number
  /** Whether it is unknown, for any try so far, what the gateway did. */
  wasUnclear: boolean
  /** The tokens that were sent; no error may show them. */
  readonly sentTokens: Set<string>
}

/** `now` is on the client's clock. `sent` is given for a token request: the calls that wait for it read it too. */
export function beginCall(
  now: number,
  config: Config,
  request: ApiRequest<unknown>,
  options: BootpayCallOptions,
  sent: SentRequests = { count: 0, lastAt: 0 },
): Call {
  const timeout = options.timeout ?? config.timeout
  const maxRetries = options.maxRetries ?? config.maxRetries
  return {
    config,
    request,
    body: serialise(request),
    signal: options.signal,
    endsAt: now + timeout,
    maxRetries,
    longestTry: request.safety === 'once' ? timeout : timeout / (maxRetries + 1),
    sent,
    retries: 0,
    wasUnclear: false,
    sentTokens: new Set(),
  }
}

/** The time left for a call. Throws when the time limit has passed or the caller has aborted. */
export function timeLeft({ endsAt, signal }: Call, now: number): TimeLimit {
  if (signal?.aborted) throw new CallFailed(abortFailure(false))
  const ms = endsAt - now
  if (ms <= 0) throw new CallFailed(timeoutFailure(false))
  return { ms, signal }
}

/** The error that the caller gets. Calls that share a failed token request get an error each. */
export function errorOf(problem: unknown, call: Call, trace: Trace): BootpayError {
  const { request, config, sentTokens, sent } = call
  // Any other error is a bug in this package. Its text is not shown, because it may hold a secret.
  const failed =
    problem instanceof CallFailed
      ? problem.failure
      : failure('conn', '통신오류: 알 수 없는 오류입니다 (an unexpected failure)')
  const isUnknown = sent.count > 0 && outcomeUnknown(request.safety, failed, call.wasUnclear)
  const mask = masker(request.secrets, request.withCard === true, [config.privateKey, ...sentTokens])
  const { advice } = request
  const suffix = isUnknown && advice ? ` ${advice.korean} (${advice.english})` : ''
  return bootpayError(
    {
      type: failed.type,
      status: failed.status,
      code: failed.code,
      message: `${mask(failed.message)}${suffix}`,
      data: mask(failed.data),
      method: request.name,
      attempts: sent.count,
      outcomeUnknown: isUnknown,
      retryAfter: failed.retryAfter,
    },
    trace,
  )
}

function serialise({ body, name }: ApiRequest<unknown>): string | undefined {
  try {
    return body && JSON.stringify(body)
  } catch {
    throw refusal('input', name, '본문을 만들 수 없습니다', 'the body cannot be serialised')
  }
}
