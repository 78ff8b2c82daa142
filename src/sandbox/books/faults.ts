import { types } from 'node:util'
import type { Envelope } from '../rules/envelope'
import { GatewayError } from '../rules/errors'
import type { Fault } from '../rules/inputs'
import type { FaultName, SandboxHint } from '../rules/shapes'

/** What each fault does by default. `execute`: the request is carried out, but its answer is lost, late or cut. */
const kinds: Readonly<Record<FaultName, { execute: boolean; delay?: number }>> = {
  decline: { execute: false },
  unauthorized: { execute: false },
  'rate-limit': { execute: false },
  'server-error': { execute: false },
  html: { execute: false },
  'reset-before': { execute: false },
  'reset-after': { execute: true },
  silence: { execute: true },
  slow: { execute: true, delay: 1_000 },
  cut: { execute: true },
}

export interface ArmedFault extends Fault {
  readonly execute: boolean
  readonly delay: number
}

/** The faults that wait for their requests. */
export class Faults {
  #waiting: { fault: ArmedFault; left: number; applicationId: string | undefined }[] = []

  /** For the requests of one merchant, or of all. */
  add(fault: Fault, applicationId?: string): void {
    if (!Object.hasOwn(kinds, fault.fault)) {
      throw new TypeError(`모르는 장애입니다 (unknown fault): ${fault.fault}`)
    }
    const kind = kinds[fault.fault]
    const armed = { ...fault, execute: fault.execute ?? kind.execute, delay: fault.delay ?? kind.delay ?? 0 }
    this.#waiting.push({ fault: armed, left: fault.times ?? 1, applicationId })
  }

  /** The first fault that is meant for this request, used up by one. */
  take(method: string, path: string, template: string, applicationId?: string): ArmedFault | undefined {
    const found = this.#waiting.find(
      ({ fault, applicationId: only = applicationId }) =>
        only === applicationId && matches(fault, method, path, template),
    )
    if (found === undefined) return undefined
    found.left -= 1
    this.#waiting = this.#waiting.filter(({ left }) => left > 0)
    return found.fault
  }
}

function matches(
  { path: wantedPath, method: wantedMethod }: Fault,
  method: string,
  path: string,
  template: string,
): boolean {
  if (wantedMethod !== undefined && wantedMethod.toUpperCase() !== method) return false
  if (wantedPath === undefined || wantedPath === path || wantedPath === template) return true
  // Not by `instanceof`: jest gives each test file a `RegExp` of its own.
  if (types.isRegExp(wantedPath)) return path.search(wantedPath) >= 0
  return wantedPath === template.replace(/\/:[^/]+$/, '')
}

/** The envelope of the faults that answer with one of their own; undefined for the others. */
export function faultEnvelope(fault: ArmedFault, rawData: boolean): Envelope | undefined {
  const name = refusalNameOf(fault)
  if (name === undefined) return undefined
  const usual = new GatewayError(name).envelope(500)
  const message = fault.message ?? usual.message ?? ''
  const envelope: Envelope = { status: fault.status ?? usual.status, code: fault.code ?? usual.code, message }
  if (fault.fault === 'decline' && rawData) envelope.data = { ResultCode: 'S000', ResultMsg: message }
  if (Object.hasOwn(fault, 'code') && fault.code === undefined) {
    const { code, ...rest } = envelope
    return rest as Envelope
  }
  return envelope
}

/** The hint of a failure that a test ordered with `failNext`. */
export function faultHint({ fault }: ArmedFault): SandboxHint {
  return {
    rule: 'failNext',
    korean: `failNext가 주입한 장애입니다: ${fault}`,
    english: `a fault that failNext injected: ${fault}`,
  }
}

function refusalNameOf({ fault, execute }: ArmedFault) {
  switch (fault) {
    case 'decline':
      return 'declined'
    case 'unauthorized':
      return 'unknownToken'
    case 'rate-limit':
      return 'rateLimit'
    case 'server-error':
      return 'serverError'
    // They answer as the route does. If it was not run, they answer with an error.
    case 'slow':
    case 'cut':
      return execute ? undefined : 'serverError'
    default:
      return undefined
  }
}
