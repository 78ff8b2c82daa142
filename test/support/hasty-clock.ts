import type { Clock } from '../../src/core/clock'

/** How many times as fast as real time: a wait of a second takes a tenth of it, and a time limit too. */
export const haste = 10

const tick = 5
const timers = new Set<{ at: number; task: () => void }>()
let passed = 0
let lastLook = performance.now()

/** A busy machine may stop the process for a second. That second does not count, so that no time limit ends in it. */
function look(): number {
  const now = performance.now()
  passed += Math.min(now - lastLook, 2 * tick) * haste
  lastLook = now
  return passed
}

setInterval(() => {
  look()
  const due = [...timers].filter(({ at }) => at <= passed).sort((one, other) => one.at - other.at)
  for (const timer of due) if (timers.delete(timer)) timer.task()
}, tick).unref()

/** Real time in haste, as far as the process runs. */
export const hastyClock: Clock = {
  now: look,
  after(ms, task) {
    const timer = { at: look() + ms, task }
    timers.add(timer)
    return () => timers.delete(timer)
  },
  random: () => 0,
}
