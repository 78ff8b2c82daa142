import { version } from '../../package.json'
import type { Clock } from './clock'
import type { BootpayCallOptions, Config } from './config'
import { readAnswer } from './envelope'
import { bootpayError, refusal } from './error'
import { abortFailure, CallFailed, type Failure, failure, timeoutFailure } from './failure'
import type { Transport } from './http/transport'
import { masker } from './mask'
import type { ApiRequest } from './request'
import { backoff, earnBack, fullBudget, isUnclear, mayRepeat, outcomeUnknown, spendRetry } from './retry'
import { type Patience, sleep } from './time-limit'
import { type Sent, TokenCache, type TokenEnvelope, type TokenWish, tokenProblem } from './token'

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
  sent: Sent
  /** Those of what was sent that repeated a failed one; a refused token's replay is none. */
  retries: number
  wasUnclear: boolean
}

/** Where the caller stood: makes the error's stack lead there. */
type Trace = { stack?: string }

/** How a token is requested: what is sent is described in `api`, which this folder does not import. */
type TokenRequest = (config: Config) => ApiRequest<TokenEnvelope>

/** Puts requests on the wire: token, tries, replay, envelope or error. One per client. */
export class Sender {
  #budget = fullBudget
  readonly #transport: Transport
  readonly #clock: Clock
  readonly #tokenRequest: TokenRequest

  constructor(transport: Transport, clock: Clock, tokenRequest: TokenRequest) {
    this.#transport = transport
    this.#clock = clock
    this.#tokenRequest = tokenRequest
  }

  session(config: Config): Session {
    return {
      config,
      tokens: new TokenCache((wish) => this.#fetchToken(config, wish), this.#clock),
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
  async sendForToken(session: Session, options: BootpayCallOptions, trace: Trace): Promise<TokenEnvelope> {
    const wanted = this.#tokenRequest(session.config)
    const call = this.#begin(session.config, wanted, options)
    try {
      return await session.tokens.answer(this.#patience(call))
    } catch (problem) {
      if (problem instanceof CallFailed) call.sent.count = problem.attempts
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

  async #fetchToken(config: Config, { early, ms, signal, sent }: TokenWish): Promise<TokenEnvelope> {
    const wanted = this.#tokenRequest(config)
    const timeout = early ? Math.min(config.timeout / 3, 5000) : Math.max(config.timeout, ms)
    const patient = early ? { ...config, maxRetries: 0 } : config
    const call = this.#begin(patient, wanted, { signal, timeout }, sent)
    const answer = await this.#deliver(config, wanted, serialise(wanted), undefined, call)
    const problem = tokenProblem(answer)
    if (problem) throw new CallFailed(problem)
    return answer as TokenEnvelope
  }

  #begin(
    config: Config,
    wanted: ApiRequest<unknown>,
    options: BootpayCallOptions,
    sent: Sent = { at: 0, count: 0 },
  ): Call {
    const timeout = options.timeout ?? config.timeout
    return {
      endsAt: this.#clock.now() + timeout,
      longestTry: wanted.safety === 'once' ? timeout : timeout / (config.maxRetries + 1),
      maxRetries: config.maxRetries,
      signal: options.signal,
      sent,
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
  ): Promise<object> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': userAgent,
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
      call.sent.count++
      call.sent.at = this.#clock.now()
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
    const unknown = call.sent.count > 0 && outcomeUnknown(wanted.safety, failed, call.wasUnclear)
    const secrets = [config.privateKey, ...tokens, ...wanted.secrets]
    const mask = masker(secrets, wanted.withCard === true)
    const advice = unknown && wanted.advice ? ` ${wanted.advice.korean} (${wanted.advice.english})` : ''
    return bootpayError(
      {
        type: failed.type,
        status: failed.status,
        code: failed.code,
        message: `${mask(failed.message)}${advice}`,
        data: mask(failed.data),
        method: wanted.name,
        attempts: call.sent.count,
        outcomeUnknown: unknown,
        retryAfter: failed.retryAfter,
      },
      trace,
    )
  }
}

function serialise(wanted: ApiRequest<unknown>): string | undefined {
  try {
    return wanted.body && JSON.stringify(wanted.body)
  } catch {
    throw refusal('input', wanted.name, `본문을 만들 수 없습니다`, 'the body cannot be serialised')
  }
}

/** 1.1.2 sent that of axios. Assumed: the gateway, which other languages call too, reads nothing out of it. */
const userAgent = `bootpay-backend-nodejs/${version}`

/** A 401 in the gateway's own JSON: it refused before it did anything. */
const isRefusedToken = (failed: Failure) => failed.type === 'api' && failed.httpStatus === 401
