import { unreadable } from './attempt'
import type { Clock } from './clock'
import type { BootpayCallOptions, Config } from './config'
import { bootpayError, refusal } from './error'
import { abortFailure, CallFailed, type Failure, failure, timeoutFailure } from './failure'
import { masker } from './mask'
import { backoff, earnBack, fullBudget, isUnclear, mayRepeat, outcomeUnknown, spendRetry } from './retry'
import { type TokenAnswer, TokenCache, tokenProblem } from './token'
import type { HttpAnswer, Transport } from './transport'
import { type Patience, sleep } from './wait'
import { type ApiRequest, request } from './wire'

/** One merchant's settings and the token that belongs to them. */
export interface Session {
  readonly config: Config
  readonly tokens: TokenCache
}

/** A call under way: when it has to be over, and what its tries have shown. */
interface Call {
  endsAt: number
  /** One try of a call that may be repeated leaves time for the others. */
  longestTry: number
  maxRetries: number
  signal: AbortSignal | undefined
  attempts: number
  /** Those of the attempts that repeated a failed one; a refused token's replay is none. */
  retries: number
  wasUnclear: boolean
}

/** Where the caller stood: makes the error's stack lead there. */
type Trace = { stack?: string }

/** Puts requests on the wire: token, tries, replay, envelope or error. One per client. */
export class Sender {
  #budget = fullBudget
  readonly #transport: Transport
  readonly #clock: Clock

  constructor(transport: Transport, clock: Clock) {
    this.#transport = transport
    this.#clock = clock
  }

  session(config: Config): Session {
    return {
      config,
      tokens: new TokenCache((early, signal) => this.#fetchToken(config, early, signal), this.#clock),
    }
  }

  /** An API call: with the session's token, and once more with a new one if a cached one was refused. */
  async send<Answer>(
    session: Session,
    wanted: ApiRequest<Answer>,
    options: BootpayCallOptions,
    trace: Trace,
  ): Promise<Answer> {
    // Before anything is waited for: what the caller does with its object afterwards changes nothing.
    const body = serialise(wanted)
    const call = this.#begin(session.config, wanted, options)
    let token: string | undefined
    let refusedToken: string | undefined
    try {
      const first = await this.#token(session, call)
      token = first.token
      try {
        return (await this.#deliver(session.config, wanted, body, token, call)) as Answer
      } catch (problem) {
        if (!first.cached || !(problem instanceof CallFailed) || !isRefusedToken(problem.failure))
          throw problem
        session.tokens.refuse(token)
        const second = await this.#token(session, call)
        if (second.token === token) throw problem
        refusedToken = token
        token = second.token
      }
      return (await this.#deliver(session.config, wanted, body, token, call)) as Answer
    } catch (problem) {
      throw this.#explain(problem, session.config, wanted, [token, refusedToken], call, trace)
    }
  }

  /** The token itself: from the cache while the gateway would give the same one. */
  async sendForToken(session: Session, options: BootpayCallOptions, trace: Trace): Promise<TokenAnswer> {
    const wanted = tokenRequest(session.config)
    const call = this.#begin(session.config, wanted, options)
    try {
      return await session.tokens.answer(this.#patience(call))
    } catch (problem) {
      if (problem instanceof CallFailed) call.attempts = problem.attempts
      throw this.#explain(problem, session.config, wanted, [], call, trace)
    }
  }

  async #token(session: Session, call: Call) {
    try {
      return await session.tokens.get(this.#patience(call))
    } catch (problem) {
      // What was sent was the request for a token, not the caller's.
      throw problem instanceof CallFailed ? new CallFailed({ ...problem.failure, sent: false }) : problem
    }
  }

  async #fetchToken(config: Config, early: boolean, signal: AbortSignal) {
    const wanted = tokenRequest(config)
    const timeout = early ? Math.min(config.timeout / 3, 5000) : config.timeout
    const call = this.#begin(early ? { ...config, maxRetries: 0 } : config, wanted, { signal, timeout })
    const sent = { at: 0 }
    try {
      const answer = await this.#deliver(config, wanted, serialise(wanted), undefined, call, sent)
      const problem = tokenProblem(answer)
      if (problem) throw new CallFailed(problem)
      return { answer: answer as TokenAnswer, sentAt: sent.at }
    } catch (problem) {
      throw problem instanceof CallFailed ? new CallFailed(problem.failure, call.attempts) : problem
    }
  }

  #begin(config: Config, wanted: ApiRequest<unknown>, options: BootpayCallOptions): Call {
    const timeout = options.timeout ?? config.timeout
    return {
      endsAt: this.#clock.now() + timeout,
      longestTry: wanted.safety === 'once' ? timeout : timeout / (config.maxRetries + 1),
      maxRetries: config.maxRetries,
      signal: options.signal,
      attempts: 0,
      retries: 0,
      wasUnclear: false,
    }
  }

  #patience(call: Call): Patience {
    if (call.signal?.aborted) throw new CallFailed(abortFailure(false))
    const ms = call.endsAt - this.#clock.now()
    if (ms <= 0) throw new CallFailed(timeoutFailure(false))
    return { ms, signal: call.signal }
  }

  /** Tries until there is an answer, or a failure that may not be repeated. */
  async #deliver(
    config: Config,
    wanted: ApiRequest<unknown>,
    body: string | undefined,
    token: string | undefined,
    call: Call,
    sent = { at: 0 },
  ): Promise<object> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
    }
    if (token !== undefined) headers.authorization = token
    if (body !== undefined) headers['content-type'] = 'application/json'
    const http = {
      method: wanted.method,
      url: config.origin + wanted.path,
      headers,
      body,
      pooled: wanted.safety !== 'once',
    }
    for (;;) {
      const patience = this.#patience(call)
      call.attempts++
      sent.at = this.#clock.now()
      try {
        const ms = Math.min(patience.ms, call.longestTry)
        const answer = await this.#transport.exchange(http, { ms, signal: patience.signal })
        const envelope = readAnswer(answer)
        this.#budget = earnBack(this.#budget)
        return envelope
      } catch (problem) {
        if (!(problem instanceof CallFailed)) throw problem
        call.wasUnclear ||= isUnclear(problem.failure)
        if (!(await this.#waitForRetry(wanted, problem.failure, call))) throw problem
        if (call.signal?.aborted) throw new CallFailed(abortFailure(false))
      }
    }
  }

  /** Whether there is a next try; if so, waits for its turn, or for the caller's abort. */
  async #waitForRetry(wanted: ApiRequest<unknown>, failed: Failure, call: Call): Promise<boolean> {
    if (call.retries >= call.maxRetries || !mayRepeat(wanted.safety, failed)) return false
    const wait = backoff(call.retries + 1, failed.retryAfter, this.#clock.random())
    if (this.#clock.now() + wait >= call.endsAt) return false
    const budget = spendRetry(this.#budget)
    if (budget === undefined) return false
    this.#budget = budget
    call.retries++
    await sleep(wait, call.signal, this.#clock)
    return true
  }

  /** The error the caller sees, made here so that each caller of a shared failure gets one of its own. */
  #explain(
    problem: unknown,
    config: Config,
    wanted: ApiRequest<unknown>,
    tokens: unknown[],
    call: Call,
    trace: Trace,
  ) {
    // Anything else would be a mistake of ours; its text may hold anything.
    const failed =
      problem instanceof CallFailed
        ? problem.failure
        : failure('conn', '통신오류: 알 수 없는 오류입니다 (an unexpected failure)')
    const unknown = call.attempts > 0 && outcomeUnknown(wanted.safety, failed, call.wasUnclear)
    const secrets = [config.privateKey, ...tokens, ...wanted.secrets]
    const mask = masker(secrets, wanted.name === 'requestSubscribeBillingKey')
    const advice = unknown && wanted.settle ? ` ${wanted.settle.korean} (${wanted.settle.english})` : ''
    return bootpayError(
      {
        type: failed.type,
        status: failed.status,
        code: failed.code,
        message: `${mask(failed.message)}${advice}`,
        data: mask(failed.data),
        method: wanted.name,
        attempts: call.attempts,
        outcomeUnknown: unknown,
        retryAfter: failed.retryAfter,
      },
      trace,
    )
  }
}

function tokenRequest(config: Config): ApiRequest<TokenAnswer> {
  return request<TokenAnswer>('getAccessToken', 'POST', '/request/token', {
    body: { application_id: config.applicationId, private_key: config.privateKey },
    safety: 'lookup',
  })
}

function serialise(wanted: ApiRequest<unknown>): string | undefined {
  try {
    return wanted.body && JSON.stringify(wanted.body)
  } catch {
    throw refusal(
      'input',
      wanted.name,
      `${wanted.name}: 본문을 만들 수 없습니다`,
      'the body cannot be serialised',
    )
  }
}

/** A 401 in the gateway's own JSON: it refused before it did anything. */
const isRefusedToken = (failed: Failure) => failed.type === 'api' && failed.httpStatus === 401

/** The gateway's envelope, or the failure that its answer is. */
function readAnswer({ status, body, retryAfter }: HttpAnswer): object {
  const isSuccess = status >= 200 && status < 300
  const isRedirect = status >= 300 && status < 400
  // A redirect is never followed, and never believed.
  const envelope = isRedirect ? undefined : typeof body === 'string' ? parse(body) : body
  if (typeof envelope === 'object' && envelope !== null && !Array.isArray(envelope)) {
    if (isSuccess) return envelope
    throw new CallFailed(refused(status, envelope as Record<string, unknown>, readRetryAfter(retryAfter)))
  }
  // A 204 has no more to say, however often it is asked.
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

/** The gateway's own error. Fields of the wrong kind are replaced: old code compares numbers. */
function refused(status: number, envelope: Record<string, unknown>, retryAfter: number | undefined): Failure {
  const { status: stated, code, message, data } = { __proto__: null, ...envelope } as Record<string, unknown>
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

/** Seconds, or the time of day, as HTTP allows. */
function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined
}
