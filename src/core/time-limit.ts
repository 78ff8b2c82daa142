import type { Clock } from './clock'
import { abortFailure, CallFailed, timeoutFailure } from './failure'

/** The time left for the caller, and its abort signal. */
export interface TimeLimit {
  ms: number
  signal: AbortSignal | undefined
}

/**
 * Waits for `work`, but no longer than the time limit. `work` itself goes on: other calls may wait for it.
 * Its failures say that nothing was sent, because the caller's own request has not been sent while it waits here.
 */
export function within<T>(work: Promise<T>, limit: TimeLimit, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopTimer = clock.after(limit.ms, () => reject(new CallFailed(timeoutFailure(false))))
    const stopSignal = onAbort(limit.signal, () => reject(new CallFailed(abortFailure(false))))
    work.then(resolve, reject).finally(() => {
      stopTimer()
      stopSignal()
    })
  })
}

/** Waits `ms`, or until the signal aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = clock.after(ms, () => {
      stopSignal()
      resolve()
    })
    const stopSignal = onAbort(signal, () => {
      stopTimer()
      resolve()
    })
  })
}

const nothing = () => {}
const listeners = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `run` when the signal aborts; returns a function that stops that. Calls that share a signal add one listener to
 * it in all, so that Node does not warn of a leak.
 */
export function onAbort(signal: AbortSignal | undefined, run: () => void): () => void {
  if (!signal) return nothing
  if (signal.aborted) {
    run()
    return nothing
  }
  let waiting = listeners.get(signal)
  if (!waiting) {
    const created = new Set<() => void>()
    signal.addEventListener(
      'abort',
      () => {
        listeners.delete(signal)
        for (const each of created) each()
      },
      { once: true },
    )
    listeners.set(signal, created)
    waiting = created
  }
  const current = waiting
  current.add(run)
  return () => current.delete(run)
}
