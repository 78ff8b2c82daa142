/** Time as the client sees it. Tests hand in their own, so that no test waits and none fakes a global. */
export interface Clock {
  /** Milliseconds on a clock that never steps back. */
  now(): number
  /** Runs `task` once after `ms`; the answer cancels it. */
  after(ms: number, task: () => void): () => void
  /** A number from 0 up to 1, for the jitter. */
  random(): number
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
  random: Math.random,
}
