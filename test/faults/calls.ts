import type { BootpayCallOptions } from '../../src'
import type { Safety } from '../../src/core/request'
import type { Client } from '../support/client'
import {
  account,
  callMethod,
  card,
  type MethodName,
  methodNames,
  methods,
  sampleIds,
  userInfo,
} from '../support/methods'

/*
 * The calls that the fault tests make: the samples of the table of methods, and names for those that a test is about.
 */

export { account, card, userInfo }
export const { billingKey } = sampleIds

export interface Call {
  name: MethodName
  /** As the fault server names it. */
  route: string
  safety: Safety
  run(client: Client, options?: BootpayCallOptions): Promise<unknown>
}

function callsOf(name: MethodName): Call[] {
  const { route, safety, samples } = methods[name]
  return samples(sampleIds).map((sample) => ({
    name,
    route: route(sampleIds),
    safety,
    run: (client, options) => callMethod(client, name, sample, options),
  }))
}

/** A request for a token has tests of its own. */
const names = methodNames.filter((name) => name !== 'getAccessToken')
const withSafety = (safety: Safety) =>
  names.filter((name) => methods[name].safety === safety).flatMap(callsOf)

/** What moves money or makes something that will: sent once. */
export const once = withSafety('once')
export const lookups = withSafety('lookup')
export const destroys = withSafety('destroy')
export const allCalls = [...once, ...lookups, ...destroys]

const callOf = (name: MethodName) => callsOf(name)[0] as Call
export const charge = callOf('requestSubscribeBillingPayment')
export const reservation = callOf('reserveSubscribeBilling')
export const billingKeyRequest = callOf('requestSubscribeBillingKey')
export const submit = callOf('submit')
export const link = callOf('requestPayment')
export const delivery = callOf('startDelivery')
export const verify = callOf('verify')
export const certificate = callOf('certificate')
export const userToken = callOf('requestUserToken')
export const destroyReservation = callOf('destroyReserveSubscribeBilling')
export const destroyKey = callOf('destroySubscribeBillingKey')
export const [fullCancel, partialCancel, cancelWithId] = callsOf('cancel') as [Call, Call, Call]

/** Everything of these calls that no output may show. */
export const secrets = [
  ...Object.values(card).filter((value) => value.length > 2),
  billingKey,
  account,
  userInfo.username,
  userInfo.phone,
  userInfo.email,
  'sample-private-key',
]
