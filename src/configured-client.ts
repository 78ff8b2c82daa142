import { tokenRequest } from './api/token'
import { bindMethods } from './bind-methods'
import { type Clock, systemClock } from './core/clock'
import { type BootpayMode, type BootpayOptions, readConfig, unconfigured } from './core/config'
import { CurrentSession } from './core/current-session'
import { inspectHook } from './core/error'
import type { BootpayEvents, BootpayListener, Events } from './core/events'
import { type HttpClient, Transport } from './core/http/transport'
import { Sender } from './core/send'

/** The private session of a client, for the methods of `BootpayClient`. */
export let sessionOf: (client: ConfiguredClient) => CurrentSession

/**
 * The base of `BootpayClient`: its configuration, token, `$http` and listeners. The methods that call the gateway are in
 * `bootpay.ts`.
 */
export class ConfiguredClient {
  readonly #transport: Transport
  readonly #session: CurrentSession
  readonly #events: Events

  static {
    sessionOf = (client) => client.#session
  }

  /** @internal Clock and transport are for tests. */
  constructor(clock: Clock, transport?: Transport)
  constructor()
  constructor(clock: Clock = systemClock, transport = new Transport(clock)) {
    this.#transport = transport
    const sender = new Sender(transport, clock, tokenRequest)
    this.#session = new CurrentSession(sender)
    this.#events = sender.events
    bindMethods(this)
  }

  /**
   * 설정합니다. 같은 값으로 다시 부르면 토큰을 그대로 쓰고, 다른 값이면 새로 시작합니다. 진행 중인 호출은 처음 설정대로 끝납니다.
   * Sets the merchant's keys and the options of all calls.
   *
   * @param applicationId REST API용 Application ID
   * @param privateKey Private Key. 서버 밖으로 내보내거나 로그에 남기지 마세요
   * @param mode `production`(기본), `stage`, `development`
   * @param options 다른 주소, 제한 시간(ms, 기본 60000), 재시도 횟수(0~5, 기본 2)
   * @throws {BootpayError} `config`: 무엇이 잘못되었는지 알려 줍니다. 거절(reject)하지 않고 던집니다
   */
  setConfig(
    applicationId: string,
    privateKey: string,
    mode?: BootpayMode | (string & {}),
    options?: BootpayOptions,
  ): void {
    this.#session.config = readConfig(applicationId, privateKey, mode, options)
    this.#transport.warm()
  }

  /**
   * 토큰을 버립니다. 다음 호출이 새로 발급받습니다.
   * Drops the access token, for example between two unit tests.
   */
  clearAccessToken(): void {
    this.#session.token = undefined
  }

  /**
   * 요청이 나갈 때(`request`)와 끝났을 때(`response`)마다 알려 줍니다. 본문, 헤더, 고유번호, 키는 담지 않습니다.
   * Calls a listener for each request and each response; a listener that fails disturbs no call.
   *
   * @param name `request` 또는 `response`
   * @param listener 이벤트를 받을 함수
   * @returns 이 클라이언트
   * @throws {BootpayError} `input`: 그런 이벤트가 없거나, `listener`가 함수가 아닙니다
   */
  on<Name extends keyof BootpayEvents>(name: Name, listener: BootpayListener<Name>): this {
    this.#events.on(name, listener)
    return this
  }

  /**
   * 리스너를 뗍니다. 그 뒤로는 불리지 않습니다.
   * Removes a listener that was added by `on`.
   *
   * @param name `request` 또는 `response`
   * @param listener `on`에 넘겼던 함수
   * @returns 이 클라이언트
   * @throws {BootpayError} `input`: 그런 이벤트가 없거나, `listener`가 함수가 아닙니다
   */
  off<Name extends keyof BootpayEvents>(name: Name, listener: BootpayListener<Name>): this {
    this.#events.off(name, listener)
    return this
  }

  /**
   * HTTP 클라이언트. 모든 요청이 지나는 axios 인스턴스입니다. 인터셉터, 기본값, 어댑터를 바꿀 수 있습니다. 본문은 문자열로
   * 오가니, 직접 요청하려면 `request`를 쓰세요.
   * The axios instance that carries every request.
   */
  get $http(): HttpClient {
    return this.#transport.http
  }

  /**
   * 현재 토큰. 보관한 토큰을 넣으면 그것을 쓰고, `undefined`를 넣으면 버립니다. 토큰 형식이 아니면 `input` 오류를 던집니다.
   * The current access token.
   */
  get $token(): string | undefined {
    return this.#session.token
  }

  set $token(token: string | undefined) {
    this.#session.token = token
  }

  /** 현재 Application ID. The current application id. */
  get applicationId(): string | undefined {
    return this.#session.config?.applicationId
  }

  /** 현재 Private Key. 출력하지 마세요. The current private key. */
  get privateKey(): string | undefined {
    return this.#session.config?.privateKey
  }

  /** 현재 접속 환경. `setConfig` 전에는 `production`입니다. The current environment. */
  get mode(): BootpayMode {
    return (this.#session.config ?? unconfigured).mode
  }

  /** @internal What `console.log(client)` shows: printed with its getters it would show the key and the token. */
  [inspectHook](_depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    const { config } = this.#session
    const { mode, origin: baseUrl } = config ?? unconfigured
    const configured = config !== undefined
    const onOneLine = { ...options, breakLength: Number.POSITIVE_INFINITY }
    return `BootpayClient ${inspect({ mode, baseUrl, configured }, onOneLine)}`
  }
}
