import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gateway } from './gateway'
import { linkState } from './links'
import type { Target } from './target'

/** Everything a page needs: the books and the open exchange. */
export interface PageExchange {
  readonly gateway: Gateway
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly target: Target
}

/**
 * The seam between the API and the pages for a person. True when the request was for a page, which has then answered
 * it; everything else goes to the API, is logged there, and can be struck by faults.
 */
export async function handlePage({ gateway, request, response, target }: PageExchange): Promise<boolean> {
  const [first, id, ...rest] = target.segments
  if (request.method !== 'GET' || rest.length > 0) return false
  if (first === undefined) {
    answerHtml(response, 200, gateway.settings.merchantName, `${gateway.payments.size} receipts`)
    return true
  }
  if (first === 'pay' && id !== undefined) {
    const link = gateway.links.get(id)
    const text =
      link === undefined
        ? '없는 링크입니다 (no such link)'
        : `${link.name} ${link.price} KRW, ${linkState(gateway, link)}`
    answerHtml(response, link === undefined ? 404 : 200, gateway.settings.merchantName, text)
    return true
  }
  if (first === 'bill' && id !== undefined) {
    const payment = gateway.payments.get(id)
    const text =
      payment === undefined ? '없는 내역입니다 (no such receipt)' : `${payment.itemName} ${payment.price} KRW`
    answerHtml(response, payment === undefined ? 404 : 200, gateway.settings.merchantName, text)
    return true
  }
  return false
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function answerHtml(response: ServerResponse, status: number, title: string, text: string): void {
  const head = `<meta charset="utf-8"><title>${escapeHtml(title)}</title>`
  const body = `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>`
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
    })
    .end(`<!doctype html><html lang="ko">${head}<body>${body}</body></html>`)
}
