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

export type { SandboxMerchant } from './merchant'
export type * from './rules/inputs'
export type * from './rules/options'
export type * from './rules/seed'
export type * from './rules/shapes'

/**
 * 샌드박스. The v1 gateway on this machine, with its books and what happens outside its API. Its own helpers and lists
 * are those of the merchant with `applicationId` and `privateKey`; `merchant` gives those of another.
 */
export interface Sandbox extends SandboxMerchant {
  /** 주소. Base URL, for the `baseUrl` option of `setConfig`; in a browser it shows the books. */
  readonly url: string
  /** 프라이빗 키. The one that the token call accepts. */
  readonly privateKey: string
  /**
   * 다른 상점. The helpers and lists of the merchant with this application id. Under `merchants: 'any'` the merchant
   * begins with this call if there was none; options change the settings for this merchant alone.
   */
  merchant(applicationId: string, options?: MerchantOptions): SandboxMerchant
  /** 모든 상점. The merchants so far, in the order in which they came. */
  readonly merchants: SandboxMerchant[]
  /**
   * 시간 이동(ms). Moves the clock; resolves when what fell due has happened and its webhooks are answered. A webhook
   * receiver must not wait for it, as it waits for the receiver.
   */
  advance(milliseconds: number): Promise<void>
  /** 현재 시각(ms). The sandbox clock. */
  now(): number
  /** 장애 주입. Makes the next matching request fail, whichever merchant sends it. */
  failNext(fault: Fault): void
  /** 종료. Ends connections, timers and webhooks; may be called again. */
  close(): Promise<void>
  /** 받은 요청. API requests of all merchants in order, secrets masked. */
  readonly requests: shapes.RequestEntry[]
}

/** 샌드박스를 시작합니다. Starts the v1 gateway on a loopback port; every list it shows is a copy as of now. */
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
  server.listen(settings.port, settings.host)
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
