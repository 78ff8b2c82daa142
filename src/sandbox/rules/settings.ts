import * as decisions from './decisions'
import { checkInput } from './input-check'
import { acceptUnknownRules, merchantRules, sandboxRules } from './input-rules'
import type { AcceptUnknown, MerchantOptions, SandboxOptions } from './options'
import type { SandboxSeed } from './seed'
import { readSeed } from './seed-check'
import { isLoopback } from './web-address'

/** 24 hex digits and 44 characters of base64, as the real ones have; both spell out that they are not real. */
export const fakeApplicationId = Buffer.from('SANDBOX-ONLY').toString('hex')
export const fakePrivateKey = Buffer.from('not-a-real-key-sandbox-only-fake').toString('base64')

/** What the sandbox runs by: the options of options.ts, checked, with a default for each that is absent. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly applicationId: string
  readonly privateKey: string
  readonly merchantName: string
  readonly feedbackUrl: string | undefined
  readonly feedbackContentType: 'json' | 'urlencoded'
  readonly feedbackRetryInterval: number
  readonly allowRemoteFeedback: boolean
  readonly guardPartialCancel: boolean
  readonly minimumPartialCancel: number
  readonly notFoundStatus: 500 | 404
  readonly cmsContract: boolean
  readonly allowedAddresses: readonly string[] | undefined
  readonly now: number
  readonly readmeSamples: boolean
  readonly unref: boolean
  readonly onRequest: SandboxOptions['onRequest']
  readonly merchants: 'any' | undefined
  readonly seed: SandboxSeed | undefined
  readonly acceptUnknown: AcceptUnknown | undefined
}

/** The settings as they are for one merchant; under `any` its key is known after its first token request. */
export type MerchantSettings = Omit<Settings, 'privateKey'> & { readonly privateKey: string | undefined }

export function settingsFrom(options: SandboxOptions): Settings {
  checkInput('startSandbox', options, sandboxRules)
  const host = options.host ?? '127.0.0.1'
  if (!isLoopback(host)) {
    throw new TypeError(
      `샌드박스는 loopback 주소에서만 열립니다 (the sandbox listens on loopback only): ${host}`,
    )
  }
  return {
    port: options.port ?? 0,
    host,
    applicationId: options.applicationId ?? fakeApplicationId,
    privateKey: options.privateKey ?? fakePrivateKey,
    merchantName: options.merchantName ?? '샌드박스 상점',
    feedbackUrl: options.feedbackUrl,
    feedbackContentType: options.feedbackContentType ?? decisions.feedbackContentType,
    feedbackRetryInterval: options.feedbackRetryInterval ?? decisions.feedbackRetryInterval,
    allowRemoteFeedback: options.allowRemoteFeedback ?? false,
    guardPartialCancel: options.guardPartialCancel ?? false,
    minimumPartialCancel: options.minimumPartialCancel ?? 0,
    notFoundStatus: options.notFoundStatus ?? decisions.notFoundStatus,
    cmsContract: options.cmsContract ?? decisions.cmsContract,
    allowedAddresses: options.allowedAddresses,
    now: options.now === undefined ? Date.now() : Number(options.now),
    readmeSamples: options.readmeSamples ?? false,
    unref: options.unref ?? false,
    onRequest: options.onRequest,
    merchants: options.merchants,
    seed: options.seed === undefined ? undefined : readSeed(options.seed),
    acceptUnknown: acceptUnknownFrom(options.acceptUnknown),
  }
}

function acceptUnknownFrom(option: SandboxOptions['acceptUnknown']): AcceptUnknown | undefined {
  if (option === undefined || typeof option === 'boolean') return option ? {} : undefined
  checkInput('startSandbox: acceptUnknown', option, acceptUnknownRules)
  return { ...option }
}

/** The settings that one merchant begins with. */
export function merchantSettings(settings: Settings, applicationId: string): MerchantSettings {
  const isDefault = applicationId === settings.applicationId
  return { ...settings, applicationId, privateKey: isDefault ? settings.privateKey : undefined }
}

/** The settings of a merchant with some of them changed. */
export function changedSettings(settings: MerchantSettings, options: MerchantOptions): MerchantSettings {
  checkInput('merchant', options, merchantRules)
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...settings, ...Object.fromEntries(given) }
}
