import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { AxiosResponse } from 'axios'
import { loadHttp, loadHttps } from '../load'
import { inflated } from './inflate'
import { type SocketState, watchSocket } from './socket-state'
import { withTunnel } from './tunnel'

/**
 * One try of one request, watched: whether it reached the wire, and whether a connection was there when it failed. It
 * travels in the request's config as axios' `transport`, so that our adapter and axios' own open the request through it.
 */
export class Attempt {
  #request: ClientRequest | undefined
  #response: IncomingMessage | undefined
  #tunnel: ClientRequest | undefined
  /** The error that Node gave for the request. */
  cause: NodeJS.ErrnoException | undefined
  #abort: AbortController | undefined
  /** Whether an adapter was reached. */
  wasReached = false
  /** What an adapter gave, whatever an interceptor makes of it; `null` if that was nothing. */
  answer: AxiosResponse | null | undefined
  /** Whether the adapter of a mock said that it has no route for the request. */
  hasNoRoute = false
  /** Whether another adapter or a mock may have sent the request: nothing is known of its socket. */
  isUnwatched = false
  #socket: SocketState = 'none'
  #isOver = false
  /** Called once, when a new connection is begun. Until then the request may wait for one that is in use. */
  onConnecting: (() => void) | undefined
  /** The agent given to axios' own adapter. If that adapter uses another agent, it has chosen a proxy. */
  agent: Agent | undefined

  /** `isRepeatable`: an interceptor may send the request again. A request that moves money is sent once per try. */
  constructor(readonly isRepeatable: boolean) {}

  /** In place of `http.request` and `https.request`. */
  request(options: RequestOptions, respond: (response: IncomingMessage) => void): ClientRequest {
    if (this.#request && !this.isRepeatable) throw new Error('not repeatable')
    if (this.#isOver) throw new Error('given up')
    const isEncrypted = options.protocol === 'https:'
    const { request: open } = isEncrypted ? loadHttps() : loadHttp()
    const request = open(
      this.agent ? withTunnel(options, this.agent, (tunnel) => this.connecting(tunnel)) : options,
      (response) => {
        this.#response = response
        try {
          respond(inflated(response))
        } catch (error) {
          // An error thrown in this callback would end the process.
          request.emit('error', error)
          response.destroy()
        }
      },
    )
    this.#request = request
    // Left from an earlier request, if an interceptor sends a lookup again.
    this.#response = this.cause = undefined
    // An agent with a limit gives a socket to the next request in its queue, even if the agent keeps none alive.
    if (!this.isRepeatable) request.shouldKeepAlive = false
    request.on('error', (error) => {
      this.cause = error
    })
    request.once('socket', (socket) => watchSocket(socket, isEncrypted, (state) => this.#setSocket(state)))
    // Without this listener Node closes the connection of a 101 without an error.
    request.once('upgrade', (response, socket) => {
      this.#response = response
      socket.destroy()
      // Not by `request.destroy(error)`: Node emits no error once the socket was handed over.
      request.emit('error', Object.assign(new Error(), { code: 'ERR_UPGRADE' }))
    })
    return request
  }

  #setSocket(state: SocketState) {
    this.#socket = state
    if (state === 'connecting' || state === 'opaque') this.connecting()
  }

  /** A connection is begun; with a proxy, `tunnel` is the CONNECT request for it. */
  connecting(tunnel?: ClientRequest) {
    this.#tunnel ??= tunnel
    if (!this.#isOver) this.onConnecting?.()
    this.onConnecting = undefined
  }

  /** An adapter begins to send. Throws once the call is over. */
  reachAdapter() {
    if (this.#isOver) throw new Error('given up')
    this.wasReached = true
  }

  /** From here on another adapter or a mock may send the request, unwatched. Throws once the call is over. */
  handOver() {
    if (this.#isOver) throw new Error('given up')
    this.isUnwatched = true
  }

  /** For adapters of the user's. Our own adapter is ended by `destroy`. */
  signal(): AbortSignal {
    this.#abort ??= new AbortController()
    return this.#abort.signal
  }

  destroy() {
    this.#isOver = true
    this.#request?.destroy()
    this.#tunnel?.destroy()
    this.#abort?.abort()
  }

  /** Its socket, one of Node's own, has not connected yet; with https that includes the TLS handshake. */
  get neverConnected(): boolean {
    return this.#socket === 'connecting'
  }

  get isConnected(): boolean {
    return this.#socket === 'connected'
  }

  /** A request was opened and has no connection yet: nothing of it can have been sent. */
  get isConnecting(): boolean {
    return this.wasOpened && !this.#response && !['connected', 'opaque'].includes(this.#socket)
  }

  get mayBeSent(): boolean {
    return this.isUnwatched || (this.wasOpened && !this.isConnecting)
  }

  get wasOpened(): boolean {
    return this.#request !== undefined
  }

  /** The status line, also where an interceptor hid it. */
  get status(): number | undefined {
    return this.#response?.statusCode
  }

  /** Whether nothing of it is under way, and nothing can begin any more. */
  get isDone(): boolean {
    return this.wasReached && (!this.#request || this.#response?.complete === true)
  }

  get isWhole(): boolean {
    return !this.cause && (this.#response === undefined || this.#response.complete)
  }
}
