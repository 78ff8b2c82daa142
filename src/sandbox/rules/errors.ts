import type { Envelope } from './envelope'
import { type Refusal, type RefusalRow, refusals } from './refusals'
import type { SandboxHint } from './shapes'

/** What a refusal is about, a field or a value: one text for both languages, or one for each. */
export type Detail = string | readonly [korean: string, english: string]

/**
 * A refusal on its way to the caller. The server turns it into the gateway's words and a hint beside them; a test that
 * called a helper reads the hint as the message.
 */
export class GatewayError extends Error {
  readonly refusal: Refusal
  /** What the gateway says. */
  readonly gatewayMessage: string
  readonly hint: SandboxHint
  readonly data: unknown

  constructor(refusal: Refusal, detail?: Detail, own: { message?: string; data?: unknown } = {}) {
    const row: RefusalRow = refusals[refusal]
    const [about, aboutInEnglish] = typeof detail === 'object' ? detail : [detail, detail]
    const korean = withDetail(row.korean ?? row.message.replace(/\.$/, ''), about)
    const english = withDetail(row.english, aboutInEnglish)
    super(`${korean} (${english})`)
    this.name = 'GatewayError'
    this.refusal = refusal
    this.gatewayMessage = own.message ?? row.message
    this.hint = { rule: refusal, korean, english }
    this.data = own.data
  }

  envelope(notFoundStatus: number): Envelope {
    const { status, code } = refusals[this.refusal]
    return {
      status: status === 'not found' ? notFoundStatus : status,
      code,
      message: this.gatewayMessage,
      ...(this.data === undefined ? {} : { data: this.data }),
    }
  }
}

/** Ends the operation with a refusal. */
export function refuse(refusal: Refusal, detail?: Detail): never {
  throw new GatewayError(refusal, detail)
}

/** Why the PG says no: its own code and text, and the same in English for the hint. */
export interface Decline {
  readonly code: string
  readonly message: string
  readonly english: string
}

/** The PG refused. Its own answer is added only when the request has `raw_data`. */
export function decline({ code, message, english }: Decline, rawData: boolean): never {
  const data = rawData ? { ResultCode: code, ResultMsg: message } : undefined
  throw new GatewayError('declined', [message, english], { message, data })
}

/** Longest detail in a message, in characters: a caller may send a megabyte as an id. */
const longestDetail = 200

function withDetail(text: string, detail: string | undefined): string {
  return detail === undefined ? text : `${text}: ${detail.slice(0, longestDetail)}`
}
