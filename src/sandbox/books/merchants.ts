import { refuse } from '../rules/errors'
import type { MerchantOptions } from '../rules/options'
import { changedSettings, merchantSettings, type Settings } from '../rules/settings'
import { pathPart } from '../rules/web-address'
import type { AccessToken } from './entities'
import { Gateway } from './gateway'
import { applySeed } from './seed'
import { Shared } from './shared'

interface FoundToken {
  readonly gateway: Gateway
  readonly token: AccessToken
}

/** The merchants of one sandbox: one whose keys are set from the start, or any that requests a token. */
export class Merchants {
  readonly settings: Settings
  readonly shared: Shared
  readonly #gateways = new Map<string, Gateway>()

  constructor(settings: Settings) {
    this.settings = settings
    this.shared = new Shared(settings.now)
    if (!this.takesAny) this.findOrCreate(settings.applicationId)
  }

  get takesAny(): boolean {
    return this.settings.merchants === 'any'
  }

  /** In the order in which they came. */
  all(): Gateway[] {
    return Array.from(this.#gateways.values())
  }

  find(applicationId: string): Gateway | undefined {
    return this.#gateways.get(applicationId)
  }

  /** The merchant with this application id, created now if there was none. */
  findOrCreate(applicationId: string): Gateway {
    const known = this.#gateways.get(applicationId)
    if (known !== undefined) return known
    if (!this.takesAny && applicationId !== this.settings.applicationId) {
      throw new TypeError(
        `이 샌드박스의 상점이 아닙니다 (not a merchant of this sandbox; see merchants: 'any'): ${applicationId}`,
      )
    }
    const path = this.takesAny ? `/merchants/${pathPart(applicationId)}` : ''
    const gateway = new Gateway(merchantSettings(this.settings, applicationId), this.shared, path)
    this.#gateways.set(applicationId, gateway)
    if (this.settings.seed !== undefined) applySeed(gateway, this.settings.seed)
    return gateway
  }

  /** Finds or creates a merchant and changes some of its settings; does nothing if one of them is wrong. */
  change(applicationId: string, options: MerchantOptions): Gateway {
    const base = this.find(applicationId)?.settings ?? merchantSettings(this.settings, applicationId)
    const settings = changedSettings(base, options)
    const gateway = this.findOrCreate(applicationId)
    gateway.settings = settings
    gateway.changed()
    return gateway
  }

  /** The merchant of a token request. Under `any` the first key that comes with an application id is its key from then on. */
  admit(applicationId: string, privateKey: string): Gateway {
    const gateway = this.takesAny ? this.findOrCreate(applicationId) : this.find(applicationId)
    if (gateway === undefined) return refuse('wrongKeys')
    const { privateKey: known = privateKey } = gateway.settings
    if (known !== privateKey) refuse('wrongKeys')
    gateway.settings = { ...gateway.settings, privateKey }
    return gateway
  }

  findToken(header: string | undefined): FoundToken | undefined {
    for (const gateway of this.#gateways.values()) {
      const token = gateway.tokens.find(({ value }) => value === header)
      if (token !== undefined) return { gateway, token }
    }
    return undefined
  }
}
