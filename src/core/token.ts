import type { Clock } from './clock'
import { CallFailed, type Failure, failure } from './failure'
import { type TimeLimit, within } from './time-limit'

/** The fields of a token answer that are read here; the whole model is in `api/token.ts`. */
export interface TokenEnvelope {
  data: { token: string; server_time: number; expired_at: number }
}

/** The requests that were sent for a call: how many, and when the last one was, on the client's clock in ms. */
export interface SentRequests {
  count: number
  lastAt: number
}

/** The parameters of one token request, shared by all calls that wait for it. */
export interface TokenFetch {
  /** The old token is still valid, so a renewal must be brief. */
  early: boolean
  /** Time left for the first call that waits for it, in ms. */
  ms: number
  signal: AbortSignal
  sent: SentRequests
}

type FetchToken = (fetch: TokenFetch) => Promise<TokenEnvelope>

interface Entry {
  token: string
  answer: TokenEnvelope | undefined
  /** On the client's clock, in ms. */
  sentAt: number
  renewAt: number
  expiresAt: number
}

interface PendingRequest {
  fetch: TokenFetch
  result: Promise<Entry>
  waiting: number
  cancel: AbortController
}

/** Lifetime of a token from its first issue, in seconds (the gateway's manual, token page). */
const longestLifetime = 30 * 60
/** Assumed lifetime, in seconds, where the answer's times make no sense. */
const lifetimeWhenUnknown = 60
/** Until this many seconds before a token expires, the gateway gives out the same one. */
const renewBefore = 5 * 60
/** After a failed early renewal the next one waits this long, in ms. The old token is used meanwhile. */
const pauseAfterFailure = 10_000

/** The access token of one configuration: one request for it however many calls wait, renewed before it expires. */
export class TokenCache {
  #current: Entry | undefined
  #pending: PendingRequest | undefined
  readonly #fetch: FetchToken
  readonly #clock: Clock

  constructor(fetch: FetchToken, clock: Clock) {
    this.#fetch = fetch
    this.#clock = clock
  }

  /** The current token, if it is valid. */
  peek(): string | undefined {
    return this.#valid()?.token
  }

  /** Takes a token that the caller has kept. Its age is unknown: if it has expired, the gateway answers 401. */
  restore(token: string) {
    this.clear()
    const now = this.#clock.now()
    const end = now + longestLifetime * 1000
    this.#current = { token, answer: undefined, sentAt: now, renewAt: end, expiresAt: end }
  }

  /** Drops the token, and the token of a request that is under way. */
  clear() {
    this.#current = undefined
    this.#pending = undefined
  }

  /** Drops `token` after the gateway refused it, unless a newer one has already taken its place. */
  refuse(token: string) {
    if (this.#current?.token === token) this.#current = undefined
  }

  /** The current token, if it is valid and need not be renewed yet. */
  get fresh(): string | undefined {
    const current = this.#valid()
    return current && this.#clock.now() < current.renewAt ? current.token : undefined
  }

  /** A token for a call. `cached`: it was not requested just now, so a 401 may mean that it has expired. */
  async get(limit: TimeLimit): Promise<{ token: string; cached: boolean }> {
    const { entry, cached } = await this.#entry(limit, false)
    return { token: entry.token, cached }
  }

  /** The gateway's answer: from the cache for as long as the gateway would give the same token. */
  async answer(limit: TimeLimit): Promise<TokenEnvelope> {
    const { entry } = await this.#entry(limit, true)
    // It is set: `#entry` takes no restored token, which has no answer.
    const answer = entry.answer as TokenEnvelope
    const data = { ...answer.data }
    const elapsed = Math.floor((this.#clock.now() - entry.sentAt) / 1000)
    if (typeof data.server_time === 'number') data.server_time += elapsed
    return { ...answer, data }
  }

  async #entry(limit: TimeLimit, withAnswer: boolean): Promise<{ entry: Entry; cached: boolean }> {
    const current = this.#valid(withAnswer)
    if (!current) return { entry: await this.#fetchNow(limit), cached: false }
    if (this.#clock.now() < current.renewAt) return { entry: current, cached: true }
    const startedAt = this.#clock.now()
    const renewed = await this.#renewEarly(current, limit)
    if (renewed) return { entry: renewed, cached: false }
    // Uses the old token. If it has expired meanwhile, this requests one in the time that is left.
    return this.#entry(this.#timeLeft(limit, startedAt), withAnswer)
  }

  /** Requests a new token while the old one is valid, in a third of the caller's time at most; undefined on failure. */
  async #renewEarly(current: Entry, { ms, signal }: TimeLimit): Promise<Entry | undefined> {
    try {
      return await this.#waitFor(this.#pending ?? this.#startRequest(true, ms), { ms: ms / 3, signal })
    } catch (problem) {
      if (isAbort(problem)) throw problem
      current.renewAt = Math.min(current.expiresAt, this.#clock.now() + pauseAfterFailure)
      return undefined
    }
  }

  /** Requests a token where there is no valid one. */
  async #fetchNow(limit: TimeLimit): Promise<Entry> {
    const startedAt = this.#clock.now()
    const pending = this.#pending ?? this.#startRequest(false, limit.ms)
    try {
      return await this.#waitFor(pending, limit)
    } catch (problem) {
      // What failed was a brief early renewal, begun while the old token was valid: a full request follows.
      if (!pending.fetch.early || isAbort(problem)) throw problem
      const left = this.#timeLeft(limit, startedAt)
      if (left.ms <= 0) throw problem
      return this.#fetchNow(left)
    }
  }

  #timeLeft({ ms, signal }: TimeLimit, startedAt: number): TimeLimit {
    return { ms: ms - (this.#clock.now() - startedAt), signal }
  }

  #valid(withAnswer = false): Entry | undefined {
    const entry = this.#current
    if (!entry || this.#clock.now() >= entry.expiresAt) return undefined
    return withAnswer && !entry.answer ? undefined : entry
  }

  /** Waits for a request that calls share. It is aborted when no call waits for it any more. */
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
    const fetch = { early, ms, signal: cancel.signal, sent: { count: 0, lastAt: 0 } }
    const result = this.#fetch(fetch).then((answer) => {
      const entry = entryOf(answer, fetch.sent.lastAt)
      // After `clear` its token is for the calls that already waited for it, and for no others.
      if (this.#pending === pending) this.#current = entry
      return entry
    })
    const pending: PendingRequest = { fetch, result, waiting: 0, cancel }
    this.#pending = pending
    // Each waiting call gets the failure. When none waits, Node would report an unhandled rejection without this `catch`.
    result.catch(() => {}).then(() => this.#endRequest(pending))
    return pending
  }
}

/** The token is sent as a header, so it must be visible ASCII. */
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
  // A lifetime of 0, above twice the documented one, or that is not a number, is not believed.
  const lifetime = stated > 0 && stated <= 2 * longestLifetime ? stated : lifetimeWhenUnknown
  const expiresAt = sentAt + lifetime * 1000
  return { token, answer, sentAt, renewAt: expiresAt - Math.min(renewBefore, lifetime / 6) * 1000, expiresAt }
}
