import type { Numbered } from '../books/journal'
import type { RequestEntry, SandboxHint } from '../rules/shapes'
import { codeBlock } from './connect'
import { both, type Content, grouped, html, type Markup, short, type Words } from './html'
import { badge } from './picture'

/** The newest are in sight; the others open. */
const requestsInSight = 5
const requestsShown = 30
const textShown = 4_000

/** The newest requests first; each opens to what was sent, what was answered, and how to send it again. */
export function requestList(entries: readonly Numbered<RequestEntry>[]): Markup {
  const newest = entries.slice(-requestsShown).reverse().map(request)
  const older = newest.slice(requestsInSight)
  return html`<ol class="requests">${newest.slice(0, requestsInSight)}</ol>
${
  older.length > 0 &&
  html`<details class="older" id="older-requests"><summary id="older-requests-summary">${both([`이전 요청 ${grouped(older.length)}건`, 'older requests'])}</summary>
<ol class="requests">${older}</ol></details>`
}`
}

function request({ entry, number }: Numbered<RequestEntry>): Markup {
  const { method, path, status, code, fault, hint, received_at: receivedAt } = entry
  const id = `request-${number}`
  return html`<li><details class="request" id="${id}"><summary id="${id}-summary">
<time datetime="${receivedAt.replace(' ', 'T')}+09:00">${receivedAt.slice(5)}</time>
<span class="call"><code><b>${method}</b> ${short(path, 120)}</code>${fault !== undefined && html` ${badge({ words: ['장애', fault], tone: 'bad' })}`}</span>
<span class="status ${(status ?? 500) < 400 ? 'good' : 'bad'}">${status ?? '없음'}</span>
<span class="code">${code}</span>
${hint !== undefined && reason(hint)}
</summary><div>
${json(['보낸 값', 'fields'], entry.body)}
${json(['응답', 'answer'], entry.answer)}
${repetition(`${id}-curl`, entry.curl)}
</div></details></li>
`
}

function reason({ rule, korean, english }: SandboxHint): Markup {
  return html`<span class="hint">${short(korean, 160)} <small lang="en">${short(english, 160)} · <code>${rule}</code></small></span>`
}

function json(words: Words, value: object = {}): Content {
  if (Object.keys(value).length === 0) return undefined
  return html`<div><p class="label">${both(words)}</p><pre>${short(JSON.stringify(value, null, 2), textShown)}</pre></div>`
}

function repetition(id: string, curl: string | undefined): Markup {
  if (curl === undefined) {
    return html`<p class="whole hint">${both(['읽을 수 없거나 너무 길어서 한 줄로 다시 보낼 수 없습니다', 'unreadable or too long to be repeated in one line'])}</p>`
  }
  const needsToken = curl.includes('"Authorization: $TOKEN"')
  return html`<div class="whole">${codeBlock(id, ['다시 보내기', 'sends it again'], curl)}
${needsToken && html`<p class="hint"><code>TOKEN</code>: <a href="#connect">${both(['연결의 한 줄이 받아 옵니다', 'the line in the connection box sets it'])}</a></p>`}</div>`
}
