import type { Clock } from '../clock'
import { bootpayError } from '../error'
import { abortFailure, CallFailed, type Failure, timeoutFailure } from '../failure'
import { onAbort, type TimeLimit } from '../time-limit'
import { Attempt } from './attempt'
import { Client, type HttpClient } from './client'
import { explain, mockWithoutRoute, withoutAnswer } from './explain'
import type { HttpAnswer, HttpRequest } from './message'
import { answerIn, answerOf, errorAnswerOf } from './response'
import { forget, remember } from './under-way'

export type { HttpClient }

/** How long a connection may take to be made, TLS included, in ms. */
const connectTimeout = 10_000

/** Sends one request: returns its answer or throws a failure. Only `http` hands out an object of axios. */
export class Transport {
  #client: Client | undefined
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The axios instance. The user may set its defaults and interceptors; they apply to every later request. */
  get http(): HttpClient {
    try {
      return this.#load().http
    } catch (problem) {
      throw problem instanceof CallFailed ? bootpayError({ ...problem.failure, method: '$http' }) : problem
    }
  }

  /** Loads axios when the program is idle, without keeping the process alive. */
  warm() {
    // jest fails a run in which a module is loaded after a test file has ended; its jsdom environment has no
    // `setImmediate`. If loading fails here, the first request reports it.
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

  /** One request, at most `limit` long, from waiting for a socket to the last byte. */
  exchange(request: HttpRequest, limit: TimeLimit): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const attempt = new Attempt(request.pooled)
      const stop = this.#watch(attempt, limit, reject)
      remember(attempt, request)
      const end = () => {
        stop()
        forget(attempt)
      }
      this.#send(request, attempt).then(
        (answer) => {
          end()
          // User code that answered in place of the gateway may have a request under way, or send one later.
          if (!attempt.isDone) attempt.destroy()
          resolve(answer)
        },
        (problem) => {
          end()
          attempt.destroy()
          reject(problem)
        },
      )
    })
  }

  /** Gives the attempt up when its time is over or the caller aborts; returns a function that stops watching. */
  #watch(attempt: Attempt, { ms, signal }: TimeLimit, reject: (problem: CallFailed) => void): () => void {
    const stops: (() => void)[] = []
    const stop = () => {
      attempt.onConnecting = undefined
      for (const each of stops) each()
    }
    const giveUp = (failed: Failure) => {
      stop()
      reject(new CallFailed(failed))
      attempt.destroy()
    }
    const timeOut = () => giveUp(timeoutFailure(attempt.mayBeSent))
    stops.push(this.#clock.after(ms, timeOut))
    // Counted from the start of the connection, not while the request waits in the agent's queue. In a constant first: V8
    // allocates a function literal that is assigned straight to a property in old space, where it keeps the attempt alive.
    const limitConnecting = () => {
      stops.push(this.#clock.after(connectTimeout, () => attempt.isConnecting && timeOut()))
    }
    attempt.onConnecting = limitConnecting
    stops.push(onAbort(signal, () => giveUp(abortFailure(attempt.mayBeSent))))
    return stop
  }

  /** Every problem of axios, or of user code on the way, becomes a failure here. */
  async #send(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
    let problem: unknown
    try {
      const client = this.#load()
      const answer = answerOf(await client.send(request, attempt), attempt)
      if (answer.body !== undefined && answer.body !== null) return answer
      problem = new CallFailed(withoutAnswer(attempt, client.isMocked(request.method)))
    } catch (error) {
      const answer = answerIn(error, attempt)
      if (answer) return answer
      problem = error
    }
    if (attempt.hasNoRoute) throw new CallFailed(mockWithoutRoute())
    const errorAnswer = errorAnswerOf(attempt)
    if (errorAnswer) return errorAnswer
    throw problem instanceof CallFailed ? problem : new CallFailed(explain(problem, attempt))
  }
}
