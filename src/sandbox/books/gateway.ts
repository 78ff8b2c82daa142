import type { Settings } from '../rules/settings'
import type { FeedbackEntry, RequestEntry } from '../rules/shapes'
import { Clock } from './clock'
import type { AccessToken, BillingKey, Link, Payment, Reservation, UserToken } from './entities'
import { Faults } from './faults'
import { Journal } from './journal'

/** The books of one sandbox and what works on them. Operations are functions over it, one file per subject. */
export class Gateway {
  readonly settings: Settings
  readonly clock: Clock
  readonly faults = new Faults()

  readonly tokens: AccessToken[] = []
  readonly userTokens = new Map<string, UserToken>()
  readonly payments = new Map<string, Payment>()
  readonly billingKeys = new Map<string, BillingKey>()
  readonly reservations = new Map<string, Reservation>()
  readonly links = new Map<string, Link>()
  readonly requests = new Journal<RequestEntry>()
  readonly feedbacks = new Journal<FeedbackEntry>()

  /** Where the sandbox listens; known once it does. */
  url = ''
  /** Ends whatever is still under way when the sandbox closes. */
  readonly closing = new AbortController()
  readonly #watchers = new Set<() => void>()

  constructor(settings: Settings) {
    this.settings = settings
    this.clock = new Clock(settings.now, () => this.changed())
  }

  /** Calls the listener after each change of the books; gives back how to stop it. */
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
