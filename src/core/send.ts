import { beginCall, type Call, errorOf, type Trace, timeLeft } from './call'
import type { Clock } from './clock'
import type { BootpayCallOptions, Config } from './config'
import { isRefusedToken, readAnswer } from './envelope'
import { Events, withEvents } from './events'
import { abortFailure, CallFailed, type Failure } from './failure'
import type { HttpAnswer } from './http/message'
import type { Transport } from './http/transport'
import type { ApiRequest } from './request'
import { backoff, earnBack, fullBudget, isUnclear, mayRepeat, spendRetry } from './retry'
import { sleep, type TimeLimit } from './time-limit'
import { TokenCache, type TokenEnvelope, type TokenFetch, tokenProblem } from './token'

/** One merchant's settings and the token that belongs to them. */
export interface Session {
  readonly config: Config
  readonly tokens: TokenCache
}

/** How a token is requested: what is sent is described in `api`, which this folder does not import. */
type TokenRequest = (config: Config) => ApiRequest<TokenEnvelope>

/** While the old token is valid, an attempt to renew it takes no longer than this, in ms. */
const longestEarlyRenewal = 5_000

/** Sends the requests of one client: gets the token, retries, replays after a 401, returns the envelope or throws. */
export class Sender {
  readonly events = new Events()
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
      tokens: new TokenCache((fetch) => this.#fetchToken(config, fetch), this.#clock),
    }
  }

  /** An API call, with the session's token. */
  async send<Answer>(
    session: Session,
    request: ApiRequest<Answer>,
    options: BootpayCallOptions,
    trace: Trace,
  ): Promise<Answer> {
    const call = beginCall(this.#clock.now(), session.config, request, options)
    try {
      return (await this.#deliver(call, session.tokens)) as Answer
    } catch (problem) {
      throw errorOf(problem, call, trace)
    }
  }

  /** The answer to a token request: from the cache while the gateway would give the same token. */
  async sendForToken(session: Session, options: BootpayCallOptions, trace: Trace): Promise<TokenEnvelope> {
    const call = beginCall(this.#clock.now(), session.config, this.#tokenRequest(session.config), options)
    try {
      return await session.tokens.answer(this.#timeLeft(call))
    } catch (problem) {
      if (problem instanceof CallFailed) call.sent.count = problem.attempts
      throw errorOf(problem, call, trace)
    }
  }

  async #fetchToken(config: Config, { early, ms, signal, sent }: TokenFetch): Promise<TokenEnvelope> {
    // A third of the time of a call, so that two thirds are left for the call itself.
    const timeout = early ? Math.min(config.timeout / 3, longestEarlyRenewal) : Math.max(config.timeout, ms)
    const settings = early ? { ...config, maxRetries: 0 } : config
    const call = beginCall(this.#clock.now(), settings, this.#tokenRequest(config), { signal, timeout }, sent)
    return (await this.#deliver(call, undefined)) as TokenEnvelope
  }

  #timeLeft(call: Call): TimeLimit {
    return timeLeft(call, this.#clock.now())
  }

  /**
   * Tries until there is an answer, or a failure that may not be repeated. Each try takes the token that is valid then;
   * if a cached one is refused, the request goes out once more with a new one.
   */
  async #deliver(call: Call, tokens: TokenCache | undefined): Promise<object> {
    let refused: { token: string; problem: CallFailed } | undefined
    for (;;) {
      const fresh = tokens?.fresh
      const { token, cached } =
        tokens && fresh === undefined ? await this.#token(tokens, call) : { token: fresh, cached: true }
      // The gateway gave the same token again that it had refused.
      if (refused && token === refused.token) throw refused.problem
      try {
        return await this.#try(call, token)
      } catch (problem) {
        if (!(problem instanceof CallFailed)) throw problem
        if (tokens && token !== undefined && cached && !refused && isRefusedToken(problem.failure)) {
          tokens.refuse(token)
          refused = { token, problem }
          continue
        }
        call.wasUnclear ||= isUnclear(problem.failure)
        if (!(await this.#waitForRetry(call, problem.failure))) throw problem
      }
    }
  }

  async #token(tokens: TokenCache, call: Call) {
    try {
      return await tokens.get(this.#timeLeft(call))
    } catch (problem) {
      // Only the token request was sent, not the caller's.
      throw problem instanceof CallFailed ? new CallFailed({ ...problem.failure, sent: false }) : problem
    }
  }

  async #try(call: Call, token: string | undefined): Promise<object> {
    const { request, body } = call
    const headers: Record<string, string> = { accept: 'application/json' }
    if (token !== undefined) headers.authorization = token
    if (body !== undefined) headers['content-type'] = 'application/json'
    const limit = this.#timeLeft(call)
    if (call.retries < call.maxRetries) limit.ms = Math.min(limit.ms, call.longestTry)
    call.sent.count++
    call.sent.lastAt = this.#clock.now()
    if (token !== undefined) call.sentTokens.add(token)
    const message = {
      method: request.method,
      url: call.config.origin + request.path,
      headers,
      body,
      pooled: request.safety !== 'once',
    }
    const exchange = () => this.#transport.exchange(message, limit)
    // Only the token request is sent without a token.
    const read =
      token === undefined ? readTokenAnswer : (answer: HttpAnswer) => readAnswer(answer, call.request.safety)
    const envelope = this.events.isEmpty
      ? read(await exchange())
      : await withEvents(this.events, call, this.#clock, exchange, read)
    this.#budget = earnBack(this.#budget)
    return envelope
  }

  /** Whether there is a next try. If so, waits until its time; throws if the caller aborts meanwhile. */
  async #waitForRetry(call: Call, failed: Failure): Promise<boolean> {
    if (call.retries >= call.maxRetries || !mayRepeat(call.request.safety, failed)) return false
    const wait = backoff(call.retries + 1, failed.retryAfter, this.#clock.random())
    if (this.#clock.now() + wait >= call.endsAt) return false
    const budget = spendRetry(this.#budget)
    if (budget === undefined) return false
    this.#budget = budget
    // After a timeout the next try is the last and gets all the time that is left: the gateway may be slow again.
    call.retries = failed.type === 'timeout' && failed.sent ? call.maxRetries : call.retries + 1
    await sleep(wait, call.signal, this.#clock)
    if (call.signal?.aborted) throw new CallFailed(abortFailure(false))
    return true
  }
}

function readTokenAnswer(answer: HttpAnswer): object {
  const envelope = readAnswer(answer)
  const problem = tokenProblem(envelope)
  if (problem) throw new CallFailed(problem)
  return envelope
}
