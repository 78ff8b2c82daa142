import type { Clock } from '../clock'
import { bootpayError } from '../error'
import { abortFailure, CallFailed, type Failure, timeoutFailure } from '../failure'
import { onAbort, type TimeLimit } from '../time-limit'
import { Attempt } from './attempt'
import { Client, type HttpClient } from './client'
import { explain, mockWithoutAnswer, mockWithoutRoute, stoppedBefore } from './explain'
import type { HttpAnswer, HttpRequest } from './message'
import { answerIn, answerOf, isRouteMissing } from './response'

export type { HttpClient }

/** A server that does not even take the connection has had enough time after this. */
const connectTimeout = 10_000

/** One plain request in, its answer or a failure out; nothing that axios throws or answers leaves this folder. */
export class Transport {
  #client: Client | undefined
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The axios instance. Its defaults and interceptors are the user's to set, and hold for every request from then on. */
  get http(): HttpClient {
    try {
      return this.#load().http
    } catch (problem) {
      throw problem instanceof CallFailed ? bootpayError({ ...problem.failure, method: '$http' }) : problem
    }
  }

  /** Loads axios once the program has nothing else to do; it keeps no process alive. */
  warm() {
    // jest fails a run in which something is loaded after a test file has ended; its browser-like environment has no
    // immediates. What could not be loaded is said by the first request.
    if (this.#client || process.env.JEST_WORKER_ID || typeof setImmediate !== 'function') return
    setImmediate(() => {
      try {
        this.#load()
      } catch {}
    }).unref?.()
  }

  #load(): Client {
    this.#client ??= new Client()
    return this.#client
  }

  /** One request, at most `limit` long, from the first socket to the last byte. */
  exchange(request: HttpRequest, limit: TimeLimit): Promise<HttpAnswer> {
    const attempt = new Attempt(request.pooled)
    return new Promise((resolve, reject) => {
      const stops: (() => void)[] = []
      const stop = () => {
        attempt.onConnecting = () => {}
        for (const each of stops) each()
      }
      const giveUp = (failed: Failure) => {
        stop()
        reject(new CallFailed(failed))
        attempt.destroy()
      }
      stops.push(this.#clock.after(limit.ms, () => giveUp(timeoutFailure(attempt.maySent))))
      // From when a connection is begun, not while the request waits its turn for one.
      attempt.onConnecting = () => {
        stops.push(
          this.#clock.after(connectTimeout, () => {
            if (attempt.isConnecting) giveUp(timeoutFailure(attempt.maySent))
          }),
        )
      }
      stops.push(onAbort(limit.signal, () => giveUp(abortFailure(attempt.maySent))))
      this.#send(request, attempt)
        .catch((error) => {
          throw error instanceof CallFailed ? error : new CallFailed(explain(error, attempt))
        })
        // Also where reading what an interceptor threw throws.
        .then(resolve, reject)
        .finally(stop)
    })
  }

  async #send(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
    const client = this.#load()
    let response: unknown
    try {
      response = await client.send(request, attempt)
    } catch (error) {
      const answer = answerIn(error, attempt)
      if (answer) return answer
      throw isRouteMissing(error, attempt) ? new CallFailed(mockWithoutRoute()) : error
    }
    const failed = missing(response, attempt, client.isMocked(request.method))
    if (failed) throw new CallFailed(failed)
    return answerOf(response, attempt)
  }
}

/** What is wrong where user code answered in place of the gateway, and nothing was sent. */
function missing(response: unknown, attempt: Attempt, isMocked: boolean): Failure | undefined {
  const isNothing = response === undefined || response === null
  if (isNothing && !attempt.wasReached) {
    if (isMocked) return mockWithoutAnswer()
    if (!attempt.maySent) return stoppedBefore()
  }
  return isRouteMissing({ response }, attempt) ? mockWithoutRoute() : undefined
}
