import type { Clock } from '../../src/core/clock'

/** Runs whatever waits for a promise, or for a socket that is ready. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  /** What the next `random()` says. */
  chance = 0
  #now = 1_000_000
  #timers = new Set<{ at: number; task: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  random(): number {
    return this.chance
  }

  /** How many timers are set. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Moves on by `ms`, and runs the timers that fall due in their order. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next)
      this.#now = next.at
      next.task()
      await settle()
    }
    this.#now = end
    await settle()
  }

  #next(end: number) {
    return [...this.#timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
  }
}
