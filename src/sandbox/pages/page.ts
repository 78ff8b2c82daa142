import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLoopback } from '../rules/web-address'
import { both, html, type Markup, type Words } from './html'

export interface Page {
  readonly status?: number
  readonly title: string
  /** Which layout of the style sheet: the wide books, or the narrow slip of a customer. */
  readonly layout: 'books' | 'slip'
  readonly body: Markup
  readonly script?: string
  /** Where forms may go, beside this sandbox. */
  readonly formTargets?: readonly string[]
}

export function answerPage(response: ServerResponse, page: Page): void {
  const script = page.script !== undefined && html`<script src="${page.script}" defer></script>`
  const document = html`<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
${script}
</head>
<body class="${page.layout}">
${page.body}
</body>
</html>
`
  const headers = { ...pageHeaders, 'content-security-policy': policy(page.formTargets ?? []) }
  response.writeHead(page.status ?? 200, headers).end(document.text)
}

export function answerFile(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { ...commonHeaders, 'content-type': `${type}; charset=utf-8` }).end(text)
}

/** The line at the top of the pages that could be taken for a real payment. */
export const sandboxTag = html`<p class="tag">${both(['샌드박스 · 실제로 결제되지 않습니다', 'Sandbox, no money moves'])}</p>`

/** A page with only a message: why a request is refused, or what does not exist. */
export function notice(status: number, words: Words): Page {
  return {
    status,
    title: words[0],
    layout: 'slip',
    body: html`<main><h1>${both(words)}</h1><p class="back"><a href="/">${both(['장부로', 'To the books'])}</a></p></main>`,
  }
}

/** Redirects after a form, so that reloading the page does not send the form again. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...commonHeaders, location }).end()
}

/**
 * Why a request gets no page, or undefined: its host is not this machine (DNS rebinding), or its form was on a page of
 * another site. Programs that are no browser send neither `Origin` nor `Sec-Fetch-Site`.
 */
export function refusedVisit({ headers, method }: IncomingMessage): Words | undefined {
  if (!isLoopback(hostOf(headers.host)))
    return ['이 주소로는 열 수 없습니다', 'only loopback names reach these pages']
  if (method !== 'POST') return undefined
  const isOwnOrigin = headers.origin === undefined || headers.origin === `http://${headers.host}`
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  if (isOwnOrigin && (site === 'same-origin' || site === 'none')) return undefined
  return ['다른 사이트에서 보낸 요청입니다', 'refused: the form was on another site']
}

function hostOf(host = ''): string {
  try {
    return new URL(`http://${host}`).hostname
  } catch {
    return ''
  }
}

/** A source for the policy; hosts that its grammar has no place for count as their whole scheme. */
export function policySource(url: string): string {
  const { origin, protocol } = new URL(url)
  return /^https?:\/\/[a-z\d.-]+(:\d+)?$/.test(origin) ? origin : protocol
}

function policy(formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

// The referrer stays at its origin elsewhere: without one, browsers would call the origin of a form null.
const pageHeaders = {
  ...commonHeaders,
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'strict-origin-when-cross-origin',
}
