import type { RequestEntry } from '../rules/shapes'
import { Clock } from './clock'
import { Faults } from './faults'
import { Journal } from './journal'

/** What the merchants of one sandbox share. */
export class Shared {
  readonly clock: Clock
  readonly faults = new Faults()
  readonly requests = new Journal<RequestEntry>()

  /** Where the sandbox listens; known once it does. */
  url = ''
  /** Ends webhooks that are being sent when the sandbox closes. */
  readonly closing = new AbortController()
  readonly #watchers = new Set<() => void>()

  constructor(startedAt: number) {
    this.clock = new Clock(startedAt, () => this.changed())
  }

  /** Calls the listener after each change of the books; returns a function that stops that. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => this.#watchers.delete(listener)
  }

  changed(): void {
    for (const listener of this.#watchers) listener()
  }

  close(): void {
    this.closing.abort()
    this.clock.close()
    this.#watchers.clear()
  }
}
