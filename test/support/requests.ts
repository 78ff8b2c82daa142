import * as billing from '../../src/api/billing'
import * as cancel from '../../src/api/cancel'
import { customRequest } from '../../src/api/custom'
import * as identity from '../../src/api/identity'
import * as link from '../../src/api/link'
import * as payment from '../../src/api/payment'
import * as reservation from '../../src/api/reservation'
import { tokenRequest } from '../../src/api/token'
import * as webhook from '../../src/api/webhook'
import type { ApiRequest } from '../../src/core/request'
import type { MethodName } from './methods'

type MakeRequest = (argument: never) => ApiRequest<unknown>

const functions: Partial<Record<string, unknown>> = {
  ...billing,
  ...cancel,
  ...identity,
  ...link,
  ...payment,
  ...reservation,
  ...webhook,
  request: customRequest,
  getAccessToken: () => tokenRequest({ applicationId: 'application', privateKey: 'key' }),
}

/** The request that a method of the client makes for an argument: by the function of the same name in `src/api`. */
export function requestOf(name: MethodName, argument: unknown): ApiRequest<unknown> {
  const make = functions[name]
  if (typeof make !== 'function')
    throw new Error(`no file that test/support/requests.ts reads has a function ${name}`)
  return (make as MakeRequest)(argument as never)
}
