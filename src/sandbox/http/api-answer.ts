import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { ArmedFault } from '../books/faults'
import type { Envelope } from '../rules/envelope'
import type { SandboxHint } from '../rules/shapes'

/**
 * What the sandbox adds to an answer of the gateway. Each text is percent-encoded where a header cannot hold it:
 * `unknownReceipt; en="no such receipt: 12345"; ko="%ED%95%B4..."`.
 */
export function addHint(response: ServerResponse, { rule, english, korean }: SandboxHint): void {
  response.setHeader('x-sandbox-hint', `${rule}; en="${encoded(english)}"; ko="${encoded(korean)}"`)
}

function encoded(text: string): string {
  // Half of a surrogate pair has no encoding.
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[^ -~]|["%\\]/gu, encodeURIComponent)
}

export function answerJson(response: ServerResponse, envelope: Envelope): void {
  if (response.destroyed) return
  response.end(writeHead(response, envelope))
}

/** Writes the head; returns the body whose length the head states. */
function writeHead(response: ServerResponse, envelope: Envelope): Buffer {
  const body = Buffer.from(JSON.stringify(envelope))
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }
  response.writeHead(envelope.status, headers)
  return body
}

const proxyPage = (status: number) =>
  `<!doctype html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>sandbox proxy</p></body></html>`

/** Answers as the fault says: with its envelope, with something else, or not at all. */
export async function answerFault(
  response: ServerResponse,
  fault: ArmedFault,
  envelope: Envelope | undefined,
): Promise<void> {
  if (fault.delay > 0) await wait(fault.delay, undefined, { ref: false })
  if (response.destroyed) return
  if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter))

  switch (fault.fault) {
    case 'reset-before':
    case 'reset-after':
      reset(response.socket)
      return
    case 'silence':
      return
    case 'html': {
      const status = fault.status ?? 502
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(proxyPage(status))
      return
    }
    case 'cut':
      if (envelope !== undefined) cutShort(response, envelope)
      return
    default:
      if (envelope !== undefined) answerJson(response, envelope)
  }
}

// Node 18.0 can only close a connection; later versions reset it.
function reset(socket: Socket | null): void {
  const end = socket?.resetAndDestroy ?? socket?.destroy
  end?.call(socket)
}

// The header promises all of it, the connection ends half way.
function cutShort(response: ServerResponse, envelope: Envelope): void {
  const body = writeHead(response, envelope)
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}
