import { userAgent } from '../user-agent'

/** A request as it is sent: the body is text already. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  /** Whether it may use a kept-alive socket. What moves money gets a new one, which the server is not about to close. */
  pooled: boolean
}

export interface HttpAnswer {
  status: number
  /** Text; an adapter of the user's own may have parsed it already. */
  body: unknown
  retryAfter: string | undefined
}

/** Headers of every request. Our adapter adds them last, because axios merges and checks each header several times. */
export const wireHeaders: readonly [string, string][] = [
  ['accept-encoding', 'gzip, deflate, br'],
  ['user-agent', userAgent],
]

/** How axios' error for a too large answer begins; our adapter's is the same. */
export const tooLargeMessage = 'maxContentLength'

/** The largest answer read, after inflation; the gateway's are a few kilobytes. */
export const largestAnswer = 2 * 1024 * 1024
