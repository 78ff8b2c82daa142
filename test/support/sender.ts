import type { BootpayError } from '../../src'
import { tokenRequest } from '../../src/api/token'
import { type BootpayCallOptions, readConfig } from '../../src/core/config'
import { abortFailure, CallFailed, type Failure, timeoutFailure } from '../../src/core/failure'
import type { HttpAnswer, HttpRequest } from '../../src/core/http/message'
import type { Transport } from '../../src/core/http/transport'
import type { ApiRequest } from '../../src/core/request'
import { Sender } from '../../src/core/send'
import { onAbort, type TimeLimit } from '../../src/core/time-limit'
import { FakeClock } from './clock'

/** What the gateway does with a request: answers, perhaps late, fails, or says nothing at all. */
export type Reply = Partial<HttpAnswer> & { after?: number; failure?: Failure; silent?: boolean }

export const reply = (status: number, body: unknown, more: Reply = {}): Reply => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
})
export const accepted = (data: unknown = {}, more: Reply = {}) =>
  reply(200, { status: 200, code: 0, message: '', data }, more)
export const refused = (status: number, code: number, message = '거절', more: Reply = {}) =>
  reply(status, { status, code, message }, more)
export const broken = (failure: Failure): Reply => ({ failure })
export const noReply: Reply = { silent: true }

export const serverTime = 1_700_000_000
export const tokenAnswer = (token: string) =>
  accepted({ token, server_time: serverTime, expired_at: serverTime + 1800 })

/** A sender whose transport does what the test says. The n-th token request is answered with `token-n`. */
export function openSender(options: { timeout?: number; maxRetries?: number } = {}) {
  const clock = new FakeClock()
  const sent: (HttpRequest & { at: number; ms: number })[] = []
  const script = {
    replies: [] as Reply[],
    /** When the script is at its end. */
    otherwise: accepted() as Reply,
    token: (nth: number): Reply => tokenAnswer(`token-${nth}`),
  }
  const isToken = ({ url }: HttpRequest) => url.endsWith('/request/token')
  const exchange = async (request: HttpRequest, limit: TimeLimit): Promise<HttpAnswer> => {
    sent.push({ ...request, at: clock.now(), ms: limit.ms })
    const next = isToken(request)
      ? script.token(sent.filter(isToken).length)
      : (script.replies.shift() ?? script.otherwise)
    await new Promise<void>((resolve, reject) => {
      const end = (failure: Failure) => reject(new CallFailed(failure))
      const stopTimer = clock.after(limit.ms, () => end(timeoutFailure(true)))
      const stopSignal = onAbort(limit.signal, () => end(abortFailure(true)))
      const answered = () => {
        stopTimer()
        stopSignal()
        resolve()
      }
      if (!next.silent) next.after ? clock.after(next.after, answered) : answered()
    })
    if (next.failure) throw new CallFailed(next.failure)
    return { status: next.status ?? 200, body: next.body, retryAfter: next.retryAfter }
  }
  const sender = new Sender({ exchange } as unknown as Transport, clock, tokenRequest)
  const config = (applicationId: string) => readConfig(applicationId, 'the sample key', undefined, options)
  const session = sender.session(config('app'))
  const send = <Answer>(wanted: ApiRequest<Answer>, callOptions: BootpayCallOptions = {}, own = session) =>
    sender.send(own, wanted, callOptions, {})
  return {
    clock,
    sender,
    session,
    script,
    sent,
    send,
    another: (applicationId: string) => sender.session(config(applicationId)),
    token: (callOptions: BootpayCallOptions = {}) => sender.sendForToken(session, callOptions, {}),
    /** The requests other than those for a token. */
    calls: () => sent.filter((request) => !isToken(request)),
    tokens: () => sent.filter(isToken),
    /** The error that a call ends with, with time passing as it wants. */
    async fail(wanted: ApiRequest<unknown>, callOptions: BootpayCallOptions = {}): Promise<BootpayError> {
      const ended = send(wanted, callOptions).then(
        (value) => Promise.reject(new Error(`it succeeded: ${JSON.stringify(value)}`)),
        (error) => error as BootpayError,
      )
      ended.catch(() => {})
      await clock.advance(10 * 60_000)
      return ended
    },
  }
}
