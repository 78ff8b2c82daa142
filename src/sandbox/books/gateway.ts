import type { MerchantSettings } from '../rules/settings'
import type { FeedbackEntry, RequestEntry, SandboxMessage } from '../rules/shapes'
import type { Clock } from './clock'
import type { AccessToken, BillingKey, Link, Payment, Reservation, UserToken } from './entities'
import { Journal, type Numbered } from './journal'
import type { Shared } from './shared'

/** The books of one merchant. Operations are functions over it, one file per subject. */
export class Gateway {
  /** Replaced as a whole when the merchant's settings change. */
  settings: MerchantSettings
  readonly shared: Shared
  readonly clock: Clock
  /** Where this merchant's pages begin: empty, or `/merchants/` and the application id. */
  readonly path: string

  readonly tokens: AccessToken[] = []
  readonly userTokens = new Map<string, UserToken>()
  readonly payments = new Map<string, Payment>()
  readonly billingKeys = new Map<string, BillingKey>()
  readonly reservations = new Map<string, Reservation>()
  readonly links = new Map<string, Link>()
  readonly feedbacks = new Journal<FeedbackEntry>()
  readonly messages = new Journal<SandboxMessage>()

  constructor(settings: MerchantSettings, shared: Shared, path = '') {
    this.settings = settings
    this.shared = shared
    this.clock = shared.clock
    this.path = path
  }

  /** Address of this merchant's pages. */
  get url(): string {
    return this.shared.url + this.path
  }

  /** This merchant's requests, and those whose merchant is unknown. */
  requests(): Numbered<RequestEntry>[] {
    const { applicationId: own } = this.settings
    return this.shared.requests
      .numbered()
      .filter(({ entry: { application_id: id } }) => id === undefined || id === own)
  }

  changed(): void {
    this.shared.changed()
  }
}
