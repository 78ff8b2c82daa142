import { createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Certificate } from './certificate'
import { type FaultAction, issueToken, type SeenRequest, succeed } from './fault-actions'

export type Welcome = (socket: Socket) => unknown

/**
 * A gateway that fails by script. It reads sockets itself, because an HTTP server cannot be made to answer as badly
 * as a network does. It counts the requests that it saw apart from those that it carried out.
 */
export class FaultServer {
  readonly requests: SeenRequest[] = []
  connections = 0
  open = 0
  mostOpen = 0
  readonly #executed = new Map<string, number>()
  readonly #scripts = new Map<string, FaultAction[]>()
  readonly #welcomes: Welcome[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #certificate: Certificate | undefined
  #failure: unknown

  constructor(certificate?: Certificate) {
    this.#certificate = certificate
    this.#server = createServer((socket) => this.#accept(socket))
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  get url(): string {
    return this.#certificate ? `https://localhost:${this.port}` : `http://127.0.0.1:${this.port}`
  }

  /** What to do with the next requests of a route, one action each; the last one is repeated. */
  on(route: string, ...actions: FaultAction[]): this {
    this.#scripts.set(route, actions)
    return this
  }

  /** What to do with the next connections before anything is read, one action each; later ones are read as usual. */
  welcome(...welcomes: Welcome[]): this {
    this.#welcomes.push(...welcomes)
    return this
  }

  /** Requests of a route, or of all but that for a token. */
  seen(route?: string): number {
    return this.requests.filter((request) => isCounted(request.route, route)).length
  }

  executed(route?: string): number {
    let count = 0
    for (const [each, times] of this.#executed) if (isCounted(each, route)) count += times
    return count
  }

  get tokens(): number {
    return this.seen(tokenRoute)
  }

  /** Ends every connection, those of an idle pool too. */
  disconnect(how: (socket: Socket) => void = (socket) => socket.destroy()) {
    for (const socket of this.#sockets) how(socket)
  }

  async close() {
    this.disconnect()
    await new Promise((resolve) => this.#server.close(resolve))
    if (this.#failure) throw this.#failure
  }

  #accept(socket: Socket) {
    this.connections++
    this.open++
    this.#sockets.add(socket)
    const connection = this.connections
    let isOpen = true
    const over = () => {
      if (isOpen) this.open--
      isOpen = false
    }
    socket.once('end', over)
    socket.once('close', () => {
      over()
      this.#sockets.delete(socket)
    })
    // The end of the connection before may be read right after this one, though it came first.
    setImmediate(() => {
      this.mostOpen = Math.max(this.mostOpen, this.open)
    })
    // The client may break the connection on its side.
    socket.on('error', () => {})
    const welcome = this.#welcomes.shift()
    if (welcome) return welcome(socket)
    if (!this.#certificate) return this.#read(socket, connection)
    const secure = new TLSSocket(socket, { isServer: true, ...this.#certificate })
    secure.on('error', () => {})
    secure.once('secure', () => this.#read(secure, connection))
  }

  #read(socket: Socket, connection: number) {
    let waiting = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk])
      for (let found = parse(waiting, connection); found; found = parse(waiting, connection)) {
        waiting = waiting.subarray(found.length)
        this.#answer(found.request, socket)
      }
    })
  }

  async #answer(request: SeenRequest, socket: Socket) {
    const nth = this.seen(request.route)
    this.requests.push(request)
    const execute = () => this.#executed.set(request.route, (this.#executed.get(request.route) ?? 0) + 1)
    const actions = this.#scripts.get(request.route)
    const action = actions?.[Math.min(nth, actions.length - 1)]
    try {
      await (action ?? (request.route === tokenRoute ? issueToken() : succeed()))({
        request,
        socket,
        nth,
        execute,
      })
    } catch (problem) {
      this.#failure ??= problem
    }
  }
}

const tokenRoute = 'POST /request/token'
const isCounted = (each: string, route: string | undefined) =>
  route === undefined ? each !== tokenRoute : each === route

/** The request at the start of `bytes`, once it is whole. */
function parse(bytes: Buffer, connection: number): { request: SeenRequest; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [line = '', ...fields] = bytes.toString('latin1', 0, end).split('\r\n')
  const [method, target = ''] = line.split(' ')
  const headers: Record<string, string> = {}
  for (const field of fields) {
    const colon = field.indexOf(':')
    headers[field.slice(0, colon).toLowerCase()] = field.slice(colon + 1).trim()
  }
  const length = end + 4 + Number(headers['content-length'] ?? 0)
  if (bytes.length < length) return undefined
  const body = bytes.toString('utf8', end + 4, length)
  const json = body === '' ? undefined : JSON.parse(body)
  return {
    request: { route: `${method} ${target}`, target, headers, body, json, connection, at: performance.now() },
    length,
  }
}
