import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

/*
 * What the fault server does with a request. An action carries out nothing unless it is wrapped in `executing`.
 */

/** A request as it came off the wire. */
export interface SeenRequest {
  /** Method and path: `POST /subscribe/billing`. */
  route: string
  /** Spelled as on the wire. */
  target: string
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
  /** The body, parsed. */
  json: any
  /** Which connection it came on, counted from 1. */
  connection: number
  at: number
}

/** A request and the socket on which an action answers it, or breaks it. */
export interface Exchange {
  request: SeenRequest
  socket: Socket
  /** How many requests of this route came before. */
  nth: number
  /** Counts the request as carried out: the money moved. */
  execute(): void
}

export type FaultAction = (exchange: Exchange) => unknown
type Headers = Record<string, string | number>

/** The request was carried out, and then this happened. */
export const executing =
  (action: FaultAction): FaultAction =>
  (exchange) => {
    exchange.execute()
    return action(exchange)
  }

export const head = (status: number, headers: Headers = {}) =>
  `HTTP/1.1 ${status} X\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`

/** A whole answer; what is not text becomes JSON. */
export function answer(status: number, body: unknown, headers: Headers = {}): FaultAction {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return ({ socket }) => {
    const lines = head(status, {
      'content-type': 'application/json',
      'content-length': bytes.length,
      ...headers,
    })
    socket.write(Buffer.concat([Buffer.from(lines, 'latin1'), bytes]))
  }
}

export const envelope = (data: unknown = {}) => ({ status: 200, code: 0, message: '', data })
export const succeed = (data: unknown = {}): FaultAction => executing(answer(200, envelope(data)))

/** An error in the gateway's own words. */
export const refuse = (
  status: number,
  code: number,
  message = '요청이 거절되었습니다',
  headers: Headers = {},
) => answer(status, { status, code, message }, headers)

export const html = (
  status: number,
  text = '<html><body><h1>Bad Gateway</h1></body></html>',
  headers: Headers = {},
) => answer(status, text, { 'content-type': 'text/html', ...headers })

/** The n-th token is `token-n`; it lives `life` seconds, on a server clock of its own. */
export const issueToken =
  (life = 1800, serverTime = 1_700_000_000): FaultAction =>
  (exchange) => {
    const data = {
      token: `token-${exchange.nth + 1}`,
      server_time: serverTime,
      expired_at: serverTime + life,
    }
    return answer(200, envelope(data))(exchange)
  }

/** Refuses every token but these, as a gateway that revoked the others. */
export const knowing =
  (tokens: string[], action: FaultAction): FaultAction =>
  (exchange) =>
    (tokens.includes(exchange.request.headers.authorization ?? '') ? action : refuse(401, -1100))(exchange)

export const reset: FaultAction = ({ socket }) => socket.resetAndDestroy()
export const finish: FaultAction = ({ socket }) => socket.end()
export const silence: FaultAction = () => {}
export const after =
  (ms: number, action: FaultAction): FaultAction =>
  async (exchange) => {
    await sleep(ms)
    return action(exchange)
  }

/** Writes exactly this. */
export const say =
  (text: string | Uint8Array): FaultAction =>
  ({ socket }) =>
    socket.write(text)
/** One after the other. */
export const both =
  (...actions: FaultAction[]): FaultAction =>
  async (exchange) => {
    for (const action of actions) await action(exchange)
  }

export const headersOnly = say(head(200, { 'content-type': 'application/json', 'content-length': 50 }))
/** One character every few ms, without end. */
export const drip =
  (start: string, letter: string, ms = 10): FaultAction =>
  async ({ socket }) => {
    socket.write(start)
    while (!socket.destroyed) {
      await sleep(ms)
      if (!socket.destroyed) socket.write(letter)
    }
  }
export const dripHeaders = drip('HTTP/1.1 200 OK\r\nx-long: ', 'x')
export const dripBody = drip(
  head(200, { 'content-type': 'application/json', 'content-length': 100_000 }),
  ' ',
)

const half = '{"status":200,"code":0,"message":"","data":{"receipt_id":"r'
/** Promises more than it sends, then ends. */
export const cutByLength = both(say(head(200, { 'content-length': 500 }) + half), finish)
export const cutChunked = both(
  say(`${head(200, { 'transfer-encoding': 'chunked' })}${half.length.toString(16)}\r\n${half}\r\n`),
  finish,
)
/** As long as announced, but cut inside the JSON. */
export const cutText = answer(200, half)
/** The client has read the head by the time of the reset. */
export const resetInBody = both(say(head(200, { 'content-length': 500 }) + half), after(30, reset))

export const gzipped = (text: string) => gzipSync(text)
export const zipped = (bytes: Uint8Array): FaultAction => answer(200, bytes, { 'content-encoding': 'gzip' })
export const gzipCut: FaultAction = (exchange) => {
  const whole = gzipped(JSON.stringify(envelope({ receipt_id: 'r1', note: 'n'.repeat(100) })))
  return zipped(whole.subarray(0, whole.length - 12))(exchange)
}
/** Fifty kilobytes that become fifty megabytes. */
export const makeBomb = () => zipped(gzipSync(Buffer.alloc(50 * 1024 * 1024, ' ')))
/** Sends as long as the client reads. Counts into `sent`. */
export const flood =
  (megabytes: number, sent: { bytes: number }): FaultAction =>
  async ({ socket }) => {
    socket.write(head(200, { 'content-length': megabytes * 2 ** 20 }))
    const chunk = Buffer.alloc(2 ** 16, ' ')
    for (let left = megabytes * 16; left > 0 && !socket.destroyed; left--) {
      sent.bytes += chunk.length
      if (!socket.write(chunk)) await drained(socket)
    }
  }
const drained = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })

export const redirect = (status: number, location: string) => answer(status, '', { location })
/** The answer comes in pieces, split wherever `at` says. */
export const inPieces =
  (body: string, at: number[]): FaultAction =>
  async ({ socket }: Exchange) => {
    const bytes = Buffer.from(body)
    socket.setNoDelay(true)
    socket.write(head(200, { 'content-type': 'application/json', 'content-length': bytes.length }))
    let from = 0
    for (const to of [...at, bytes.length]) {
      await sleep(15)
      socket.write(bytes.subarray(from, to))
      from = to
    }
  }
