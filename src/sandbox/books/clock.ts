import { isTime } from '../rules/time'
import { longestTimer, unref } from '../rules/timer'

interface ScheduledTask {
  readonly at: number
  readonly task: () => void
}

/**
 * The sandbox's own time, real time plus what `advance` added, and the tasks scheduled on it. The clock is held at each
 * scheduled task until its webhooks are answered.
 */
export class Clock {
  readonly #startedAt: number
  readonly #origin = performance.now()
  readonly #tasks: ScheduledTask[] = []
  readonly #underway = new Set<Promise<unknown>>()
  readonly #changed: () => void
  #offset = 0
  #held: number | undefined
  #turn: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(startedAt: number, changed: () => void) {
    this.#startedAt = startedAt
    this.#changed = changed
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#held ?? Math.floor(this.#startedAt + this.#offset + performance.now() - this.#origin)
  }

  /** Runs a task at that time; tasks of the same time run in the order in which they were scheduled. */
  schedule(at: number, task: () => void): void {
    if (this.#closed) return
    const place = this.#tasks.findIndex((other) => other.at > at)
    this.#tasks.splice(place < 0 ? this.#tasks.length : place, 0, { at, task })
    this.#arm()
  }

  /** Lets `advance` wait for work that is under way elsewhere: a webhook. */
  track(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined).finally(() => this.#underway.delete(settled))
    this.#underway.add(settled)
  }

  /** Moves time forward and runs the tasks that fall due on the way, in order. */
  advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0 && isTime(this.now() + milliseconds))) {
      throw new RangeError(
        `advance는 9999년 전까지의 밀리초를 받습니다 (advance takes milliseconds, 0 or more, up to the year 9999): ${milliseconds}`,
      )
    }
    const move = this.#turn.then(() => this.#move(milliseconds))
    this.#turn = move.catch(() => undefined)
    return move
  }

  close(): void {
    this.#closed = true
    this.#tasks.length = 0
    clearTimeout(this.#timer)
  }

  async #move(milliseconds: number): Promise<void> {
    await this.#settle()
    const target = this.now() + milliseconds
    try {
      for (let next = this.#take(target); next !== undefined; next = this.#take(target)) {
        this.#held = Math.max(next.at, this.now())
        next.task()
        await this.#settle()
      }
    } finally {
      this.#held = undefined
      this.#offset += milliseconds
      this.#arm()
      this.#changed()
    }
  }

  #take(until: number): ScheduledTask | undefined {
    const [next] = this.#tasks
    return next !== undefined && next.at <= until ? this.#tasks.shift() : undefined
  }

  async #settle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.all(this.#underway)
  }

  // One timer, for the next task; it does not keep the process alive.
  #arm(): void {
    clearTimeout(this.#timer)
    const [next] = this.#tasks
    if (next === undefined || this.#held !== undefined || this.#closed) return
    const wait = Math.min(Math.max(next.at - this.now(), 0), longestTimer)
    this.#timer = setTimeout(() => void this.advance(0).catch(() => undefined), wait)
    unref(this.#timer)
  }
}
