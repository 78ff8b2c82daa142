import type { Call } from './call'
import type { Clock } from './clock'
import { type BootpayErrorType, refusal } from './error'
import { CallFailed, type Failure } from './failure'

/** 요청 이벤트. 요청 하나가 나가기 직전입니다. 본문, 헤더, 고유번호, 키는 담지 않습니다. One request is about to leave. */
export interface BootpayRequestEvent {
  /** 호출한 함수, 예: `cancel`. 토큰 요청은 `getAccessToken` */
  readonly method: string
  readonly httpMethod: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** 경로의 틀, 예: `/receipt/:id` */
  readonly path: string
  /** 이 호출의 몇 번째 요청인지: 1부터 */
  readonly attempt: number
  /** 보낸 시각, 1970년부터의 ms */
  readonly requestedAt: number
}

/** 응답 이벤트. 요청 하나가 끝났습니다. One request is over. */
export interface BootpayResponseEvent extends BootpayRequestEvent {
  /** 응답의 HTTP 상태. 응답이 없으면 없습니다 */
  readonly status?: number
  /** 부트페이의 `code`. 부트페이의 응답이 아니면 없습니다 */
  readonly code?: number
  /** `success`, 또는 오류의 `type` */
  readonly outcome: 'success' | BootpayErrorType
  /** 걸린 시간(ms) */
  readonly elapsed: number
}

/** 이벤트 이름과 그 내용. Names of events, and what a listener gets. */
export interface BootpayEvents {
  request: BootpayRequestEvent
  response: BootpayResponseEvent
}

export type BootpayListener<Name extends keyof BootpayEvents> = (event: BootpayEvents[Name]) => unknown

/** The listeners of one client. None of them can disturb a call. */
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

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | undefined)?.then === 'function'

/** `work`, with an event before it and one after it. */
export async function announced(
  events: Events,
  call: Call,
  clock: Clock,
  work: () => Promise<object>,
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
  const over = (outcome: Outcome) => {
    events.emit('response', { ...event, ...outcome, elapsed: clock.now() - sent.at })
  }
  try {
    const envelope = await work()
    over(successOf(envelope))
    return envelope
  } catch (problem) {
    over(problem instanceof CallFailed ? failureOf(problem.failure) : { outcome: 'conn' })
    throw problem
  }
}

type Outcome = Pick<BootpayResponseEvent, 'outcome' | 'status' | 'code'>

function successOf(envelope: object): Outcome {
  const { status, code } = envelope as { status: number; code: number }
  return { outcome: 'success', status, code }
}

function failureOf({ type, httpStatus, gatewayCode }: Failure): Outcome {
  return {
    outcome: type,
    ...(httpStatus > 0 && { status: httpStatus }),
    ...(!Number.isNaN(gatewayCode) && { code: gatewayCode }),
  }
}
