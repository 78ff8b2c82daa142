import type { Clock } from '../../src/core/clock'

/** Real time, ten times as fast: a wait of a second takes a tenth of it, and a time limit too. */
export const haste = 10

export const hastyClock: Clock = {
  now: () => performance.now() * haste,
  after(ms, task) {
    const timer = setTimeout(task, ms / haste)
    return () => clearTimeout(timer)
  },
  random: () => 0,
}
