import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { Socket } from 'node:net'
import { type Failure, failure, timeoutFailure, tooLarge, unreadable } from '../failure'
import { isLoadFailure, loadHttp, loadHttps, loadNet, loadTls, loadZlib } from '../load'

/** The largest answer read, after inflation; the gateway's are a few kilobytes. */
export const largestAnswer = 2 * 1024 * 1024

type AnyAdapter = (config: any) => Promise<any>

/** One try on the wire, watched: whether a connection was there before the failure. */
export class Attempt {
  #request: ClientRequest | undefined
  #response: IncomingMessage | undefined
  #connected = false
  #cause: NodeJS.ErrnoException | undefined
  #abort: AbortController | undefined
  #isOver = false
  #isOpaque = false
  /** No interceptor and no adapter of the user's: what did not come through `request` was not sent. */
  isAlone = false
  /** Called when a connection is being made; until then the request may wait for one of those in use. */
  onConnecting = () => {}

  constructor(
    readonly encrypted: boolean,
    readonly repeatable: boolean,
  ) {}

  /** In place of `http.request`; for axios, whose `transport` this is, too. */
  request(options: RequestOptions, respond: (response: IncomingMessage) => void): ClientRequest {
    // An interceptor that repeats requests, as axios-retry does, may not repeat a charge.
    if (this.#request && !this.repeatable) throw new Error('not repeatable')
    // Given up before axios came to this point.
    if (this.#isOver) throw new Error('given up')
    const { request: open } = this.encrypted ? loadHttps() : loadHttp()
    const request = open(options, (response) => {
      this.#response = response
      try {
        respond(inflated(response))
      } catch (error) {
        // Thrown in this callback it would end the process.
        request.emit('error', error)
        response.destroy()
      }
    })
    this.#request = request
    // An agent with a limit hands a socket to the next in the queue, even one that keeps none alive.
    if (!this.repeatable) request.shouldKeepAlive = false
    request.on('error', (error) => {
      this.#cause = error
    })
    request.once('socket', (socket) => this.#watch(socket))
    // Without a listener Node would drop the answer in silence.
    request.once('upgrade', (response, socket) => {
      this.#response = response
      socket.destroy()
      // Not by `destroy`, which says nothing any more once the socket was handed over.
      request.emit('error', Object.assign(new Error(), { code: 'ERR_UPGRADE' }))
    })
    return request
  }

  /** An adapter that answers one request and refuses the next. */
  once(adapter: AnyAdapter): AnyAdapter {
    let isUsed = false
    return async (config) => {
      if (isUsed || this.#isOver) throw new Error('not repeatable')
      isUsed = true
      return adapter(config)
    }
  }

  #watch(socket: Socket & { secureConnecting?: boolean }) {
    if (!socket.connecting && !socket.secureConnecting) {
      // A socket that failed at once was never connected.
      this.#connected = !socket.destroyed
      return
    }
    // Only Node's own sockets tell when they connect; that of a mock connects when its answer is due.
    this.#isOpaque = socket.constructor !== (this.encrypted ? loadTls().TLSSocket : loadNet().Socket)
    this.onConnecting()
    // A peer that vanished while it worked is noticed, and no firewall forgets the connection.
    socket.setKeepAlive?.(true, 60_000)
    socket.once(this.encrypted ? 'secureConnect' : 'connect', () => {
      this.#connected = true
    })
  }

  signal(): AbortSignal {
    this.#abort ??= new AbortController()
    return this.#abort.signal
  }

  destroy() {
    this.#isOver = true
    this.#request?.destroy()
    this.#abort?.abort()
  }

  /** A request was made and has no connection yet: nothing of it can have left. */
  get isConnecting(): boolean {
    return this.#request !== undefined && !this.#connected && !this.#isOpaque && !this.#response
  }

  get maySent(): boolean {
    return !this.isConnecting
  }

  /** The status line, also where an interceptor hid it. */
  get status(): number | undefined {
    return this.#response?.statusCode
  }

  get isWhole(): boolean {
    return !this.#cause && (this.#response === undefined || this.#response.complete)
  }

  /** What went wrong, in our own words: no text of axios, of Node or of the answer. */
  explain(error: unknown): Failure {
    const problem = this.#cause ?? error
    if (isLoadFailure(problem)) {
      const { type, status, message } = problem
      return failure(type, message, { status, sent: this.#request !== undefined })
    }
    const { code, message, syscall } = (problem ?? {}) as Record<string, unknown>
    const name = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : ''
    if (name === 'ERR_UPGRADE') return unreadable(this.status ?? 0)
    if (isTlsCode(name)) {
      const text = `통신오류: 서버 인증서를 확인할 수 없습니다: ${name} (the TLS connection failed: ${name})`
      return failure('tls', text, { sent: this.maySent })
    }
    if (!this.#cause && this.#response) {
      if (typeof message === 'string' && message.startsWith('maxContentLength'))
        return tooLarge(this.#response.statusCode ?? 0)
      return unreadable(this.#response.statusCode ?? 0, true)
    }
    // A time limit of the user's on axios; the system's own names the call that it ended.
    if ((name === 'ETIMEDOUT' || name === 'ECONNABORTED') && !syscall) return timeoutFailure(this.maySent)
    const suffix = name && `: ${name}`
    const text = `통신오류: 서버에 연결하지 못했거나 연결이 끊겼습니다${suffix} (the connection failed${suffix})`
    const neverBegan = this.isAlone && !this.#request
    return failure('conn', text, {
      sent: !neverBegan && (this.#connected || !provesNothingSent(this.#cause)),
    })
  }
}

/** Certificate and handshake failures: nothing was sent, and trying again will not help. */
function isTlsCode(code: string): boolean {
  return (
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|CRL_)/.test(code) ||
    ['EPROTO', 'HOSTNAME_MISMATCH', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'].includes(code)
  )
}

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Proof that no byte left: the name was not found or the connection not made. Anything else counts as sent. */
function provesNothingSent(cause: (NodeJS.ErrnoException & { errors?: unknown[] }) | undefined): boolean {
  if (!cause) return false
  // Both IP families were tried: every one of them has to prove it.
  if (Array.isArray(cause.errors) && cause.errors.length > 0) {
    return cause.errors.every((inner) => provesNothingSent(inner as NodeJS.ErrnoException))
  }
  return cause.syscall === 'getaddrinfo' || cause.syscall === 'connect' || unreachable.has(cause.code ?? '')
}

/** Strictly: a compressed answer that was cut short may not pass for a whole one, as it would with axios. */
function inflated(response: IncomingMessage): IncomingMessage {
  const encoding = response.headers['content-encoding']?.toLowerCase()
  if (!encoding || response.statusCode === 204) return response
  const zlib = loadZlib()
  const inflate =
    encoding === 'br'
      ? zlib.createBrotliDecompress()
      : /^(x-)?gzip$|^deflate$/.test(encoding) && zlib.createUnzip()
  if (!inflate) return response
  const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers
  response.once('aborted', () => inflate.destroy(new Error()))
  response.once('error', () => inflate.destroy(new Error()))
  inflate.once('close', () => response.destroyed || response.destroy())
  const { statusCode, statusMessage } = response
  return Object.assign(response.pipe(inflate), {
    headers,
    statusCode,
    statusMessage,
  }) as unknown as IncomingMessage
}
