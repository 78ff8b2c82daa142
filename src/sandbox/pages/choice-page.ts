import type { Gateway } from '../books/gateway'
import type { Merchants } from '../books/merchants'
import { both, type Content, grouped, html, type Markup, type Words } from './html'
import { type Page, sandboxTag } from './page'

/** `GET /` where any application id is a merchant: whose books to open. */
export function choicePage(merchants: Merchants): Page {
  const rows = merchants.all().map((gateway) => merchant(gateway, merchants))
  return {
    title: '샌드박스 상점',
    layout: 'slip',
    script: '/choice.js',
    body: html`<main>
${sandboxTag}
<h1>${both(['상점을 고르세요', 'Choose a merchant'])}</h1>
${rows.length > 0 ? html`<ul class="merchants">${rows}</ul>` : waiting(merchants.shared.url)}
</main>`,
  }
}

// Merchants of one sandbox often have the same name, so the application id is shown with it.
function merchant({ path, settings, payments }: Gateway, { shared }: Merchants): Markup {
  const requests = shared.requests
    .numbered()
    .filter(({ entry }) => entry.application_id === settings.applicationId)
  const fact = (words: Words, value: Content) => html`<div><dt>${both(words)}</dt><dd>${value}</dd></div>`
  return html`<li><a href="${path}/"><strong>${settings.merchantName}</strong> <code>${settings.applicationId}</code></a>
<dl>
  ${fact(['API 요청', 'requests'], grouped(requests.length))}
  ${fact(['결제', 'payments'], grouped(payments.size))}
  ${fact(['마지막 요청', 'last request'], requests.at(-1)?.entry.received_at ?? '–')}
</dl></li>
`
}

const waiting = (url: string) =>
  html`<p class="empty">${both([
    '아직 토큰을 요청한 상점이 없습니다. 어떤 application ID든 첫 토큰 요청이 오면 여기에 나타납니다.',
    'No merchant yet: each application id appears with its first token request',
  ])}</p>
<dl class="facts"><div><dt>${both(['주소', 'URL'])}</dt><dd><code>${url}</code></dd></div></dl>`
