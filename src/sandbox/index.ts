import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { Merchants } from './books/merchants'
import { createGatewayServer } from './http/server'
import { merchantHelpers, type SandboxMerchant } from './merchant'
import { handlePage } from './pages'
import { checkArgument, checkInput } from './rules/input-check'
import * as rules from './rules/input-rules'
import type { Fault } from './rules/inputs'
import type { MerchantOptions, SandboxOptions } from './rules/options'
import { settingsFrom } from './rules/settings'
import type * as shapes from './rules/shapes'

export { feedbackOf } from './feedback-of'
export type { SandboxMerchant } from './merchant'
export type * from './rules/feedback-inputs'
export type * from './rules/inputs'
export type * from './rules/options'
export type * from './rules/seed'
export type * from './rules/shapes'

/**
 * 샌드박스. 함수와 목록은 `applicationId`와 `privateKey`를 쓰는 상점의 것이고, 다른 상점의 것은 `merchant`가 줍니다.
 * The v1 gateway on this machine, with its books, and helpers for what customers and banks do.
 */
export interface Sandbox extends SandboxMerchant {
  /** 주소. `setConfig`의 `baseUrl`에 넣고, 브라우저로 열면 장부가 보입니다 */
  readonly url: string
  /** 프라이빗 키. 토큰을 요청할 때 씁니다 */
  readonly privateKey: string
  /**
   * 다른 상점의 함수와 목록. `merchants: 'any'`면 없던 상점이 생기고, 설정은 이 상점에만 적용됩니다.
   * The helpers and lists of another merchant.
   *
   * @param applicationId 그 상점의 REST 애플리케이션 ID
   * @param options 그 상점의 설정. 없는 것은 샌드박스의 설정을 따릅니다
   * @returns 그 상점의 함수와 목록
   * @throws {TypeError} 이 샌드박스의 상점이 아니거나, 값의 종류가 다릅니다
   */
  merchant(applicationId: string, options?: MerchantOptions): SandboxMerchant
  /** 지금까지의 모든 상점, 온 순서대로 */
  readonly merchants: SandboxMerchant[]
  /**
   * 시계를 앞으로 옮깁니다. 그 사이의 예약과 웹훅이 끝나면 끝납니다. 웹훅을 받는 쪽에서 기다리면 서로 기다리게 되니 부르지 마세요.
   * Moves the clock, and waits for the reservations and webhooks that fall due.
   *
   * @param milliseconds 옮길 시간(ms), 0 이상
   * @throws {TypeError} 숫자가 아닙니다
   */
  advance(milliseconds: number): Promise<void>
  /**
   * 샌드박스 시계의 현재 시각. The time of the sandbox's clock.
   *
   * @returns 1970년부터의 ms
   */
  now(): number
  /**
   * 장애를 냅니다. 어느 상점이든 다음에 오는 맞는 요청이 실패합니다. Makes the next matching request fail.
   *
   * @param fault 장애의 종류, 그리고 필요하면 경로, 횟수, 상태
   * @throws {TypeError} 모르는 장애이거나, 값의 종류가 다릅니다
   */
  failNext(fault: Fault): void
  /** 끝냅니다. 연결, 타이머, 웹훅을 정리하며 여러 번 불러도 됩니다. Ends connections, timers and webhooks. */
  close(): Promise<void>
  /** 모든 상점의 API 요청, 온 순서대로. 비밀은 가립니다 */
  readonly requests: shapes.RequestEntry[]
}

/**
 * 샌드박스를 시작합니다. 목록은 모두 그때의 사본입니다. 다 썼으면 `close`를 부르세요.
 * Starts the v1 gateway on a loopback port.
 *
 * @param options 포트, 키, 웹훅 주소 등. 모두 생략할 수 있습니다
 * @returns 시작된 샌드박스. `url`을 `setConfig`의 `baseUrl`에 넣습니다
 * @throws {TypeError} 모르는 옵션이거나, 값의 종류가 다릅니다. 포트가 사용 중이면 Node의 오류(`EADDRINUSE`)입니다
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const merchants = new Merchants(settingsFrom(options))
  const { settings, shared } = merchants
  const server = createGatewayServer(merchants, handlePage)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    if (settings.unref) socket.unref()
    socket.on('close', () => sockets.delete(socket))
  })
  // A worker of node:cluster would share the port, and its requests, with the others.
  server.listen({ port: settings.port, host: settings.host, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (error) {
    shared.close()
    throw error
  }
  if (settings.unref) server.unref()
  const { address, family, port } = server.address() as AddressInfo
  shared.url = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      shared.close()
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
    return closed
  }
  return sandboxOf(merchants, close)
}

function sandboxOf(merchants: Merchants, close: () => Promise<void>): Sandbox {
  const { settings, shared } = merchants
  const sandbox = {
    url: shared.url,
    get privateKey() {
      return merchants.find(settings.applicationId)?.settings.privateKey ?? settings.privateKey
    },
    merchant(applicationId: string, options: MerchantOptions = {}) {
      checkArgument('merchant', 'applicationId', applicationId, rules.applicationIdRule)
      merchants.change(applicationId, options)
      return merchantHelpers(merchants, applicationId)
    },
    get merchants() {
      return merchants.all().map((gateway) => merchantHelpers(merchants, gateway.settings.applicationId))
    },
    advance(milliseconds: number) {
      checkArgument('advance', 'milliseconds', milliseconds, rules.millisecondsRule)
      return shared.clock.advance(milliseconds)
    },
    now: () => shared.clock.now(),
    failNext(fault: Fault) {
      checkInput('failNext', fault, rules.faultRules)
      shared.faults.add(fault)
    },
    close,
    get requests() {
      return shared.requests.copy()
    },
  }
  // A spread would read the lists once and for all.
  const helpers = merchantHelpers(merchants, settings.applicationId)
  return Object.defineProperties(helpers, Object.getOwnPropertyDescriptors(sandbox)) as Sandbox
}
