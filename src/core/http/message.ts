import { userAgent } from '../user-agent'

/** A request as it leaves: the body is text already. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  /** Lookups share kept-alive sockets. What moves money gets a fresh one, which the server is not about to close. */
  pooled: boolean
}

export interface HttpAnswer {
  status: number
  /** Text; an adapter of the user's own may have parsed it already. */
  body: unknown
  retryAfter: string | undefined
}

/** What the wire needs; axios merges and checks each header of a request several times, so they are not among those. */
export const wireHeaders: readonly [string, string][] = [
  ['accept-encoding', 'gzip, deflate, br'],
  ['user-agent', userAgent],
]

/** The largest answer read, after inflation; the gateway's are a few kilobytes. */
export const largestAnswer = 2 * 1024 * 1024
