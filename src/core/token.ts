import type { Clock } from './clock'
import { CallFailed, type Failure, failure } from './failure'
import { type Patience, within } from './time-limit'

/** The fields of a token answer that are read here; the whole model is in `api/token.ts`. */
export interface TokenEnvelope {
  data: { token: string; server_time: number; expired_at: number }
}

/** What has left: when the last try did, on the client's clock in ms, and how many did. */
export interface Sent {
  at: number
  count: number
}

/** One wish for a token, whoever waits for it. */
export interface TokenWish {
  /** The old token still serves, so a renewal must be brief. */
  early: boolean
  /** How long the first who waits is ready to. */
  ms: number
  signal: AbortSignal
  sent: Sent
}

export type FetchToken = (wish: TokenWish) => Promise<TokenEnvelope>

interface Entry {
  token: string
  answer: TokenEnvelope | undefined
  /** On the client's clock, in ms. */
  sentAt: number
  renewAt: number
  diesAt: number
}

interface Flight {
  wish: TokenWish
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
/** After a failed early renewal the old token serves this long before the next try. */
const restAfterFailure = 10_000

/** The access token of one configuration: asked for once however many wait, renewed before it dies. */
export class TokenCache {
  #current: Entry | undefined
  #flight: Flight | undefined
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
    this.#flight = undefined
  }

  /** Drops `token` after the gateway refused it, unless a newer one has already taken its place. */
  refuse(token: string) {
    if (this.#current?.token === token) this.#current = undefined
  }

  /** A token for a call. `cached`: it was not asked for just now, so a 401 may mean that it went stale. */
  async get(patience: Patience): Promise<{ token: string; cached: boolean }> {
    const { entry, cached } = await this.#entry(patience, false)
    return { token: entry.token, cached }
  }

  /** The gateway's answer: from the cache for as long as the gateway would give the same token. */
  async answer(patience: Patience): Promise<TokenEnvelope> {
    const { entry } = await this.#entry(patience, true)
    // It is there: #entry passes over one that was restored without an answer.
    const answer = entry.answer as TokenEnvelope
    const data = { ...answer.data }
    const elapsed = Math.floor((this.#clock.now() - entry.sentAt) / 1000)
    if (typeof data.server_time === 'number') data.server_time += elapsed
    return { ...answer, data }
  }

  async #entry(patience: Patience, withAnswer: boolean): Promise<{ entry: Entry; cached: boolean }> {
    const current = this.#living(withAnswer)
    if (current && this.#clock.now() < current.renewAt) return { entry: current, cached: true }
    this.#flight ??= this.#launch(current !== undefined, patience.ms)
    const flight = this.#flight
    const startedAt = this.#clock.now()
    try {
      // While the old token lives, nobody spends more than a part of their time on a new one.
      const ms = current ? patience.ms / 3 : patience.ms
      return { entry: await this.#join(flight, { ms, signal: patience.signal }), cached: false }
    } catch (problem) {
      const now = this.#clock.now()
      const ms = patience.ms - (now - startedAt)
      const isEarly = current !== undefined || flight.wish.early
      if (!isEarly || ms <= 0 || isAbort(problem)) throw problem
      // The old token serves; should it have died meanwhile, the time that is left goes into a proper try.
      if (current) current.renewAt = Math.min(current.diesAt, now + restAfterFailure)
      return this.#entry({ ms, signal: patience.signal }, withAnswer)
    }
  }

  #living(withAnswer = false): Entry | undefined {
    const entry = this.#current
    if (!entry || this.#clock.now() >= entry.diesAt) return undefined
    return withAnswer && !entry.answer ? undefined : entry
  }

  /** One request for all who wait; it is given up when nobody waits any more. */
  async #join(flight: Flight, patience: Patience): Promise<Entry> {
    flight.waiting++
    try {
      return await within(flight.result, patience, this.#clock)
    } catch (problem) {
      throw problem instanceof CallFailed ? new CallFailed(problem.failure, flight.wish.sent.count) : problem
    } finally {
      flight.waiting--
      if (flight.waiting === 0) {
        this.#land(flight)
        flight.cancel.abort()
      }
    }
  }

  #land(flight: Flight) {
    if (this.#flight === flight) this.#flight = undefined
  }

  #launch(early: boolean, ms: number): Flight {
    const cancel = new AbortController()
    const wish = { early, ms, signal: cancel.signal, sent: { at: 0, count: 0 } }
    const result = this.#fetch(wish).then((answer) => {
      const entry = entryOf(answer, wish.sent.at)
      // A flight that was dropped meanwhile serves those who waited for it and nobody else.
      if (this.#flight === flight) this.#current = entry
      return entry
    })
    const flight: Flight = { wish, result, waiting: 0, cancel }
    // Whoever waits is told; without this line Node would call a failure unhandled when nobody does.
    result.catch(() => {}).then(() => this.#land(flight))
    return flight
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
