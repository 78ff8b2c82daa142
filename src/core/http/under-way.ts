import type { InternalAxiosRequestConfig } from 'axios'
import { Attempt } from './attempt'
import type { HttpRequest } from './message'

/** The attempts of what moves money, until axios and the interceptors are done with them. */
const underWay = new Map<Attempt, HttpRequest>()

export function remember(attempt: Attempt, request: HttpRequest) {
  if (!attempt.isRepeatable) underWay.set(attempt, request)
}

export function forget(attempt: Attempt) {
  underWay.delete(attempt)
}

/** The attempt that a config belongs to, also where an interceptor has built the config anew from its parts. */
export function attemptOf(config: InternalAxiosRequestConfig): Attempt | undefined {
  const { transport, url, data } = config
  if (transport instanceof Attempt) return transport
  const method = config.method?.toUpperCase()
  for (const [attempt, request] of underWay) {
    if (url === request.url && data === request.body && method === request.method) return attempt
  }
  return undefined
}
