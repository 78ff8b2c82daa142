/** Time as the client sees it. Tests pass a clock of their own instead of waiting or faking globals. */
export interface Clock {
  /** Milliseconds on a clock that never steps back. */
  now(): number
  /** Runs `task` once after `ms`; returns a function that cancels it. */
  after(ms: number, task: () => void): () => void
  /** A random number from 0 up to 1, for the jitter. */
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
