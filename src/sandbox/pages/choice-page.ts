import type { Merchants } from '../books/merchants'
import { both, grouped, html } from './html'
import type { Page } from './page'

/** `GET /` where any application id is a merchant: whose books to open. */
export function choicePage(merchants: Merchants): Page {
  const rows = merchants.all().map(
    ({ path, settings, payments }) => html`<li><a href="${path}/">${settings.merchantName}</a>
  <code>${settings.applicationId}</code> ${both(['결제', 'payments'])} ${grouped(payments.size)}</li>`,
  )
  return {
    title: '샌드박스 상점',
    layout: 'slip',
    script: '/choice.js',
    body: html`<main>
<p class="tag">${both(['샌드박스 · 실제로 결제되지 않습니다', 'Sandbox, no money moves'])}</p>
<h1>${both(['상점을 고르세요', 'Choose a merchant'])}</h1>
${rows.length > 0 ? html`<ul class="merchants">${rows}</ul>` : waiting(merchants.shared.url)}
</main>`,
  }
}

const waiting = (url: string) =>
  html`<p class="empty">${both([
    '아직 토큰을 요청한 상점이 없습니다. 어떤 application ID든 첫 토큰 요청이 오면 여기에 나타납니다.',
    'No merchant yet: each application id appears with its first token request',
  ])}</p>
<p><code>${url}</code></p>`
