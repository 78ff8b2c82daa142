import {
  abortFailure,
  CallFailed,
  type Failure,
  failure,
  timeoutFailure,
  unreadable,
} from '../../src/core/failure'
import type { HttpAnswer, HttpRequest } from '../../src/core/http/message'
import { onAbort, type TimeLimit } from '../../src/core/time-limit'
import type { FakeClock } from '../support/clock'

/** What becomes of one request on its way. `executed`: the gateway did what it was asked. */
interface Fate {
  executed: boolean
  /** An answer, or the failure that the transport would report; `undefined`: nothing ever comes. */
  end: HttpAnswer | Failure | undefined
  /** The gateway said that it did nothing. */
  clear?: boolean
  /** Milliseconds until the end. */
  after?: number
}

export const faults = [
  'none',
  'slow',
  'refused',
  'reset before',
  'reset after',
  'silence before',
  'silence after',
  'no connection',
  'cut',
  'empty',
  'page',
  'bad gateway before',
  'bad gateway after',
  'declined',
  'error before',
  'error after',
  'busy',
  'down',
  'later',
  'unauthorized',
  'firewall before',
  'firewall after',
  'blocked after',
  'login page before',
  'login page after',
  'no tunnel',
  'tunnel refused',
  'interceptor',
  'redirect',
  'no content',
  'certificate',
  'unknown',
] as const
export type FaultName = (typeof faults)[number]

/** What happened to one call of the client, as the gateway's side saw it. */
export interface Effects {
  requests: number
  executed: number
  merchants: Set<string>
  /** A try whose result the client could not know. */
  unclear: boolean
}

const life = 1800_000
const pages = '<html>502 Bad Gateway</html>'

/** The gateway as far as it matters for money: which merchant called, what was carried out how often, and what was lost on the way. */
export class Model {
  readonly effects = new Map<string, Effects>()
  /** Faults to come; then everything works. */
  readonly plan: FaultName[] = []
  /** Everything that no output may show. */
  readonly secrets = new Set<string>()
  #tokens = new Map<string, { merchant: string; until: number }>()
  #issued = 0

  constructor(
    readonly clock: FakeClock,
    readonly keys: Map<string, string>,
  ) {
    for (const key of keys.values()) this.secrets.add(key)
  }

  revoke() {
    this.#tokens.clear()
  }

  effectsOf(operation: string): Effects {
    let effects = this.effects.get(operation)
    if (!effects) {
      effects = { requests: 0, executed: 0, merchants: new Set(), unclear: false }
      this.effects.set(operation, effects)
    }
    return effects
  }

  /** There is no axios to load. */
  warm() {}

  /** In place of the transport: the same promises, kept by a clock. */
  exchange(request: HttpRequest, limit: TimeLimit): Promise<HttpAnswer> {
    const fault = this.plan.shift() ?? 'none'
    const isToken = request.url.endsWith('/request/token')
    const operation = /op-\d+/.exec(`${request.url} ${request.body ?? ''}`)?.[0] ?? ''
    const fate = isToken ? this.#fateOfToken(fault, request) : this.#fateOf(fault, request, operation)
    return new Promise<HttpAnswer>((resolve, reject) => {
      const sent = fault !== 'no connection'
      const fail = (failed: Failure) => {
        stopAll()
        if (!isToken && failed.sent) this.effectsOf(operation).unclear = true
        reject(new CallFailed(failed))
      }
      const stops = [
        this.clock.after(limit.ms, () => fail(timeoutFailure(sent))),
        onAbort(limit.signal, () => fail(abortFailure(sent))),
      ]
      const stopAll = () => {
        for (const stop of stops) stop()
      }
      const { end } = fate
      if (!end) return
      stops.push(
        this.clock.after(fate.after ?? 0, () => {
          if ('type' in end) return fail(end)
          stopAll()
          if (!isToken && end.status >= 500 && !fate.clear) this.effectsOf(operation).unclear = true
          if (!isToken && (end.status < 200 || (end.status >= 204 && end.status < 400) || !isEnvelope(end))) {
            this.effectsOf(operation).unclear = true
          }
          resolve(end)
        }),
      )
    })
  }

  #fateOfToken(fault: FaultName, request: HttpRequest): Fate {
    const { application_id: merchant, private_key: key } = JSON.parse(request.body ?? '{}')
    if (this.keys.get(merchant) !== key)
      throw new Error(`the key of another merchant was sent for ${merchant}`)
    const lost = this.#lost(fault)
    if (lost) return lost
    const token = `token-${merchant}-${++this.#issued}-${'f'.repeat(40)}`
    this.secrets.add(token)
    this.#tokens.set(token, { merchant, until: this.clock.now() + life })
    const serverTime = 1_700_000_000
    return ok({ token, server_time: serverTime, expired_at: serverTime + life / 1000 })
  }

  #fateOf(fault: FaultName, request: HttpRequest, operation: string): Fate {
    const effects = this.effectsOf(operation)
    effects.requests++
    const token = this.#tokens.get(request.headers.authorization ?? '')
    if (token) effects.merchants.add(token.merchant)
    // A gateway that echoes what it was sent, in every refusal.
    const echo = `${request.headers.authorization} ${request.body} ${this.keys.get(token?.merchant ?? '')}`
    const lost = this.#lost(fault, echo)
    if (lost && !lost.executed) return lost
    if (!token || this.clock.now() >= token.until) return refused(401, -99001, echo)
    effects.executed++
    return lost ?? { ...ok({ operation }), executed: true, after: fault === 'slow' ? 700 : 1 }
  }

  #lost(fault: FaultName, echo = ''): Fate | undefined {
    const conn = (sent: boolean) => failure('conn', 'the connection failed', { sent })
    switch (fault) {
      case 'none':
      case 'slow':
        return undefined
      case 'refused':
        return { executed: false, clear: true, end: conn(false) }
      case 'reset before':
        return { executed: false, end: conn(true) }
      case 'reset after':
        return { executed: true, end: conn(true) }
      case 'silence before':
        return { executed: false, end: undefined }
      case 'silence after':
        return { executed: true, end: undefined }
      case 'no connection':
        return { executed: false, end: undefined }
      case 'cut':
        return { executed: true, end: unreadable(200, true) }
      case 'empty':
        return { executed: true, end: answer(200, '') }
      case 'page':
        return { executed: true, end: answer(200, `<html>${echo}</html>`) }
      case 'bad gateway before':
        return { executed: false, end: answer(502, pages) }
      case 'bad gateway after':
        return { executed: true, end: answer(504, `<html>${echo}</html>`) }
      case 'declined':
        return refused(500, -15006, echo)
      case 'error before':
        return { executed: false, end: answer(500, { status: 500, message: echo }) }
      case 'error after':
        return { executed: true, end: answer(500, { status: 500, code: 0, message: echo, data: { echo } }) }
      case 'busy':
        return { ...refused(429, -1, echo), end: answer(429, { status: 429, code: -1, message: echo }, '1') }
      case 'down':
        return { ...refused(503, -1, echo), end: answer(503, { status: 503, code: -1, message: echo }, '30') }
      case 'later':
        return { executed: false, end: answer(503, pages, '1') }
      case 'unauthorized':
        return refused(401, -99001, echo)
      case 'firewall before':
        return { executed: false, end: answer(401, { error: 'unauthorized', code: 401, echo }) }
      case 'firewall after':
        return { executed: true, end: answer(401, { code: 0, message: echo }) }
      case 'blocked after':
        return { executed: true, end: answer(403, { error: 'blocked', echo }) }
      case 'login page before':
        return { executed: false, end: answer(200, { ok: true, echo }) }
      case 'login page after':
        return { executed: true, end: answer(201, { code: 201, ok: true, echo }) }
      case 'redirect':
        return { executed: true, end: answer(307, '') }
      case 'no content':
        return { executed: true, end: answer(204, '') }
      case 'certificate':
        return { executed: false, clear: true, end: failure('tls', 'the certificate', { sent: false }) }
      case 'no tunnel':
        return { executed: false, clear: true, end: conn(false) }
      case 'tunnel refused':
        return { executed: false, end: unreadable(407) }
      case 'interceptor':
        return { executed: false, clear: true, end: failure('config', 'stopped', { sent: false }) }
      case 'unknown':
        return refused(500, -2100, echo)
    }
  }
}

const answer = (status: number, body: unknown, retryAfter?: string): HttpAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter,
})
const ok = (data: unknown): Fate => ({
  executed: false,
  clear: true,
  end: answer(200, { status: 200, code: 0, message: '', data }),
})
const refused = (status: number, code: number, echo: string): Fate => ({
  executed: false,
  clear: true,
  end: answer(status, { status, code, message: `거절: ${echo}`, data: { echo, list: [echo] } }),
})

function isEnvelope({ status, body }: HttpAnswer): boolean {
  try {
    const parsed = JSON.parse(String(body))
    return (
      typeof parsed === 'object' && parsed !== null && (status < 400 ? parsed.code <= 0 : parsed.code < 0)
    )
  } catch {
    return false
  }
}
