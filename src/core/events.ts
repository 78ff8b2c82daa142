import type { Call } from './call'
import type { Clock } from './clock'
import { type BootpayErrorType, refusal } from './error'
import { CallFailed, type Failure } from './failure'
import type { HttpAnswer } from './http/message'
import { isPromise, own } from './objects'

/** 요청 이벤트. 요청 하나가 나가기 직전입니다. 본문, 헤더, 고유번호, 키는 담지 않습니다. A request is about to be sent. */
export interface BootpayRequestEvent {
  /** 호출한 함수, 예: `cancel`. 토큰 요청은 `getAccessToken` */
  readonly method: string
  readonly httpMethod: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** 경로의 틀, 예: `/receipt/:id` */
  readonly path: string
  /** 이 호출의 몇 번째 요청인지: 1부터 */
  readonly attempt: number
  /** 보낸 시각, 1970년부터의 ms(`Date.now()`) */
  readonly requestedAt: number
}

/** 응답 이벤트. 요청 하나가 끝났습니다. A request has ended. */
export interface BootpayResponseEvent extends BootpayRequestEvent {
  /** HTTP 상태. 응답이 없으면 없습니다 */
  readonly status?: number
  /** 부트페이의 `code`: 성공은 0, 거절은 음수. 부트페이의 응답이 아니면 없습니다 */
  readonly code?: number
  /** `success`, 또는 오류의 `type`. 다시 보낼 실패도 하나씩 알려 줍니다 */
  readonly outcome: 'success' | BootpayErrorType
  /** 이 요청에 걸린 시간(ms). 토큰과 대기는 빼고, 응답의 마지막 바이트까지 */
  readonly elapsed: number
}

/** 이벤트 이름과 그 내용. Names of events, and what a listener gets. */
export interface BootpayEvents {
  request: BootpayRequestEvent
  response: BootpayResponseEvent
}

/** 이벤트를 받는 함수. 돌려주는 값은 쓰지 않습니다. A function that gets events. */
export type BootpayListener<Name extends keyof BootpayEvents> = (event: BootpayEvents[Name]) => unknown

/** The listeners of one client. A listener that throws, rejects or changes an event disturbs no call. */
export class Events {
  readonly #listeners = {
    request: new Set<BootpayListener<'request'>>(),
    response: new Set<BootpayListener<'response'>>(),
  }

  on<Name extends keyof BootpayEvents>(name: Name, listener: BootpayListener<Name>) {
    this.#named('on', name, listener).add(listener)
  }

  off<Name extends keyof BootpayEvents>(name: Name, listener: BootpayListener<Name>) {
    this.#named('off', name, listener).delete(listener)
  }

  get isEmpty(): boolean {
    return this.#listeners.request.size + this.#listeners.response.size === 0
  }

  emit<Name extends keyof BootpayEvents>(name: Name, event: BootpayEvents[Name]) {
    Object.freeze(event)
    for (const listener of [...(this.#listeners[name] as Set<BootpayListener<Name>>)]) {
      try {
        const result = listener(event)
        if (isPromise(result)) result.then(undefined, () => {})
      } catch {}
    }
  }

  #named<Name extends keyof BootpayEvents>(method: string, name: Name, listener: unknown) {
    if (typeof name !== 'string' || !Object.hasOwn(this.#listeners, name)) {
      throw refusal(
        'input',
        method,
        "이벤트 이름은 'request' 또는 'response'여야 합니다",
        "the event must be 'request' or 'response'",
      )
    }
    if (typeof listener !== 'function') {
      throw refusal('input', method, 'listener는 함수여야 합니다', 'listener must be a function')
    }
    return this.#listeners[name] as Set<BootpayListener<Name>>
  }
}

/** Sends by `exchange` and reads the envelope by `read`; emits an event before the request and one after it. */
export async function withEvents(
  events: Events,
  call: Call,
  clock: Clock,
  exchange: () => Promise<HttpAnswer>,
  read: (answer: HttpAnswer) => object,
): Promise<object> {
  const { request, sent } = call
  const event: BootpayRequestEvent = {
    method: request.name,
    httpMethod: request.method,
    path: request.template,
    attempt: sent.count,
    requestedAt: Date.now(),
  }
  events.emit('request', { ...event })
  const startedAt = clock.now()
  let status: number | undefined
  const emitResponse = ({ outcome, code }: Outcome) => {
    const elapsed = clock.now() - startedAt
    const answered = { ...(status !== undefined && { status }), ...(code !== undefined && { code }) }
    events.emit('response', { ...event, ...answered, outcome, elapsed })
  }
  try {
    const answer = await exchange()
    status = answer.status
    const envelope = read(answer)
    emitResponse({ outcome: 'success', code: envelopeCode(envelope) })
    return envelope
  } catch (problem) {
    const failed = problem instanceof CallFailed ? problem.failure : undefined
    if (failed && failed.httpStatus > 0) status = failed.httpStatus
    emitResponse({ outcome: failed?.type ?? 'conn', code: failed && failureCode(failed) })
    throw problem
  }
}

interface Outcome {
  outcome: BootpayResponseEvent['outcome']
  code: number | undefined
}

/** A `code` that is not an integer is left out: it may be an object, or hold an id. */
function envelopeCode(envelope: object): number | undefined {
  const code = own(envelope, 'code')
  return Number.isInteger(code) ? (code as number) : undefined
}

const failureCode = ({ gatewayCode }: Failure) => (Number.isInteger(gatewayCode) ? gatewayCode : undefined)
