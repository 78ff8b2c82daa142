import type { Clock } from './clock'
import { CallFailed, type Failure, failure } from './failure'
import { type TimeLimit, within } from './time-limit'

/** The fields of a token answer that are read here; the whole model is in `api/token.ts`. */
export interface TokenEnvelope {
  data: { token: string; server_time: number; expired_at: number }
}

/** What has left: when the last try did, on the client's clock in ms, and how many did. */
export interface Sent {
  at: number
  count: number
}

/** The parameters of one token request, shared by all calls that wait for it. */
export interface TokenFetch {
  /** The old token still serves, so a renewal must be brief. */
  early: boolean
  /** How long the first call that waits for it may last. */
  ms: number
  signal: AbortSignal
  sent: Sent
}

export type FetchToken = (fetch: TokenFetch) => Promise<TokenEnvelope>

interface Entry {
  token: string
  answer: TokenEnvelope | undefined
  /** On the client's clock, in ms. */
  sentAt: number
  renewAt: number
  diesAt: number
}

interface PendingRequest {
  fetch: TokenFetch
  result: Promise<Entry>
  waiting: number
  cancel: AbortController
}

/** A token lives 30 minutes from its first issue (facts: the gateway's manual, token page). */
const longestLife = 30 * 60
/** For an answer whose times make no sense. */
const lifeWhenUnknown = 60
/** The gateway hands out the same token until five minutes before its end. */
const renewBefore = 5 * 60
/** After a failed early renewal the old token serves this long, in ms, before the next try. */
const restAfterFailure = 10_000

/** The access token of one configuration: asked for once however many wait, renewed before it dies. */
export class TokenCache {
  #current: Entry | undefined
  #pending: PendingRequest | undefined
  readonly #fetch: FetchToken
  readonly #clock: Clock

  constructor(fetch: FetchToken, clock: Clock) {
    this.#fetch = fetch
    this.#clock = clock
  }

  /** The token at hand, if it still lives. */
  peek(): string | undefined {
    return this.#living()?.token
  }

  /** Takes over a token that the caller kept; how long it has lived is not known, a 401 will tell. */
  restore(token: string) {
    this.clear()
    const now = this.#clock.now()
    const end = now + longestLife * 1000
    this.#current = { token, answer: undefined, sentAt: now, renewAt: end, diesAt: end }
  }

  /** Drops the token, and the result of a request that is under way. */
  clear() {
    this.#current = undefined
    this.#pending = undefined
  }

  /** Drops `token` after the gateway refused it, unless a newer one has already taken its place. */
  refuse(token: string) {
    if (this.#current?.token === token) this.#current = undefined
  }

  /** The token at hand, if it lives and need not be renewed yet. */
  get fresh(): string | undefined {
    const current = this.#living()
    return current && this.#clock.now() < current.renewAt ? current.token : undefined
  }

  /** A token for a call. `cached`: it was not asked for just now, so a 401 may mean that it went stale. */
  async get(limit: TimeLimit): Promise<{ token: string; cached: boolean }> {
    const { entry, cached } = await this.#entry(limit, false)
    return { token: entry.token, cached }
  }

  /** The gateway's answer: from the cache for as long as the gateway would give the same token. */
  async answer(limit: TimeLimit): Promise<TokenEnvelope> {
    const { entry } = await this.#entry(limit, true)
    // It is there: a token that was restored without an answer is not taken here.
    const answer = entry.answer as TokenEnvelope
    const data = { ...answer.data }
    const elapsed = Math.floor((this.#clock.now() - entry.sentAt) / 1000)
    if (typeof data.server_time === 'number') data.server_time += elapsed
    return { ...answer, data }
  }

  async #entry(limit: TimeLimit, withAnswer: boolean): Promise<{ entry: Entry; cached: boolean }> {
    const current = this.#living(withAnswer)
    if (!current) return { entry: await this.#fetchNow(limit), cached: false }
    if (this.#clock.now() < current.renewAt) return { entry: current, cached: true }
    const startedAt = this.#clock.now()
    const renewed = await this.#renewEarly(current, limit)
    if (renewed) return { entry: renewed, cached: false }
    // The old token serves; should it have died meanwhile, the time that is left goes into a proper request.
    return this.#entry(this.#timeLeft(limit, startedAt), withAnswer)
  }

  /** A new token while the old one lives, for a third of the caller's time at most; nothing if that fails. */
  async #renewEarly(current: Entry, { ms, signal }: TimeLimit): Promise<Entry | undefined> {
    try {
      return await this.#waitFor(this.#pending ?? this.#startRequest(true, ms), { ms: ms / 3, signal })
    } catch (problem) {
      if (isAbort(problem)) throw problem
      current.renewAt = Math.min(current.diesAt, this.#clock.now() + restAfterFailure)
      return undefined
    }
  }

  /** A new token where there is none. */
  async #fetchNow(limit: TimeLimit): Promise<Entry> {
    const startedAt = this.#clock.now()
    const pending = this.#pending ?? this.#startRequest(false, limit.ms)
    try {
      return await this.#waitFor(pending, limit)
    } catch (problem) {
      // A brief renewal that began while the old token lived is not the last word.
      if (!pending.fetch.early || isAbort(problem)) throw problem
      const left = this.#timeLeft(limit, startedAt)
      if (left.ms <= 0) throw problem
      return this.#fetchNow(left)
    }
  }

  #timeLeft({ ms, signal }: TimeLimit, startedAt: number): TimeLimit {
    return { ms: ms - (this.#clock.now() - startedAt), signal }
  }

  #living(withAnswer = false): Entry | undefined {
    const entry = this.#current
    if (!entry || this.#clock.now() >= entry.diesAt) return undefined
    return withAnswer && !entry.answer ? undefined : entry
  }

  /** One request for all that wait; it is given up when no call waits for it any more. */
  async #waitFor(pending: PendingRequest, limit: TimeLimit): Promise<Entry> {
    pending.waiting++
    try {
      return await within(pending.result, limit, this.#clock)
    } catch (problem) {
      throw problem instanceof CallFailed
        ? new CallFailed(problem.failure, pending.fetch.sent.count)
        : problem
    } finally {
      pending.waiting--
      if (pending.waiting === 0) {
        this.#endRequest(pending)
        pending.cancel.abort()
      }
    }
  }

  #endRequest(pending: PendingRequest) {
    if (this.#pending === pending) this.#pending = undefined
  }

  #startRequest(early: boolean, ms: number): PendingRequest {
    const cancel = new AbortController()
    const fetch = { early, ms, signal: cancel.signal, sent: { at: 0, count: 0 } }
    const result = this.#fetch(fetch).then((answer) => {
      const entry = entryOf(answer, fetch.sent.at)
      // A request that was dropped meanwhile serves the calls that waited for it and no others.
      if (this.#pending === pending) this.#current = entry
      return entry
    })
    const pending: PendingRequest = { fetch, result, waiting: 0, cancel }
    this.#pending = pending
    // The calls that wait are told; without this line Node would call a failure unhandled when none does.
    result.catch(() => {}).then(() => this.#endRequest(pending))
    return pending
  }
}

/** The token is a header: anything but visible ASCII would break or bend it. */
export function isUsableToken(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]{1,4096}$/.test(token)
}

/** What is wrong with a token answer, if anything. */
export function tokenProblem(answer: unknown): Failure | undefined {
  const data = (answer as Partial<TokenEnvelope>)?.data
  if (isUsableToken(data?.token)) return undefined
  return failure('invalid', '토큰 응답에 쓸 수 있는 토큰이 없습니다 (the token answer holds no usable token)')
}

const isAbort = (problem: unknown) => problem instanceof CallFailed && problem.failure.type === 'abort'

function entryOf(answer: TokenEnvelope, sentAt: number): Entry {
  const { token, server_time, expired_at } = answer.data
  const stated = Number(expired_at) - Number(server_time)
  // Twice the documented life is still believed; what is beyond it, zero or not a number is not.
  const life = stated > 0 && stated <= 2 * longestLife ? stated : lifeWhenUnknown
  const diesAt = sentAt + life * 1000
  return { token, answer, sentAt, renewAt: diesAt - Math.min(renewBefore, life / 6) * 1000, diesAt }
}
