import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { ArmedFault } from './faults'
import type { Envelope } from './types'

export function answerJson(response: ServerResponse, envelope: Envelope): void {
  if (response.destroyed) return
  response.writeHead(envelope.status, jsonHeaders(envelope)).end(JSON.stringify(envelope))
}

function jsonHeaders(envelope: Envelope) {
  const length = Buffer.byteLength(JSON.stringify(envelope))
  return { 'content-type': 'application/json; charset=utf-8', 'content-length': length }
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
      response.socket?.resetAndDestroy()
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

// The header promises all of it, the connection ends half way.
function cutShort(response: ServerResponse, envelope: Envelope): void {
  const body = Buffer.from(JSON.stringify(envelope))
  response.writeHead(envelope.status, jsonHeaders(envelope))
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
}
