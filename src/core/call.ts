import type { BootpayCallOptions, Config } from './config'
import { type BootpayError, bootpayError, refusal } from './error'
import { abortFailure, CallFailed, failure, timeoutFailure } from './failure'
import { masker } from './mask'
import type { ApiRequest } from './request'
import { outcomeUnknown } from './retry'
import type { TimeLimit } from './time-limit'
import type { Sent } from './token'

/** Stack captured in the public method, so that the error points to the application's code. */
export type Trace = { stack?: string }

/** A call under way: what is sent, when it has to be over, and what its tries have shown. */
export interface Call {
  readonly config: Config
  readonly request: ApiRequest<unknown>
  /** Serialised before anything is waited for: what the caller does with its object afterwards changes nothing. */
  readonly body: string | undefined
  readonly signal: AbortSignal | undefined
  readonly endsAt: number
  readonly maxRetries: number
  /** For each try but the last, in ms: it leaves time for the others. */
  readonly longestTry: number
  readonly sent: Sent
  /** Number of retries. A replay after a 401 does not count. */
  retries: number
  /** Whether any try left it open what the gateway did. */
  wasUnclear: boolean
  /** The tokens it was sent with; no error may show them. */
  readonly sentTokens: Set<string>
}

/** `now`, on the client's clock. `sent` is shared where others look at it. */
export function beginCall(
  now: number,
  config: Config,
  request: ApiRequest<unknown>,
  options: BootpayCallOptions,
  sent: Sent = { at: 0, count: 0 },
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

/** Throws when the call is over. */
export function timeLeft({ endsAt, signal }: Call, now: number): TimeLimit {
  if (signal?.aborted) throw new CallFailed(abortFailure(false))
  const ms = endsAt - now
  if (ms <= 0) throw new CallFailed(timeoutFailure(false))
  return { ms, signal }
}

/** The error the caller sees, made here so that each caller of a shared failure gets one of its own. */
export function errorOf(problem: unknown, call: Call, trace: Trace): BootpayError {
  const { request, config, sentTokens, sent } = call
  // Anything else would be a mistake of ours; its text may hold anything.
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
