import type { Gateway } from '../books/gateway'
import { providerName } from '../rules/catalogue'
import { both, html, won } from './html'
import { notice, type Page } from './page'
import { badge, life, remainder } from './picture'
import { accountFacts } from './result-page'
import { methodWords, stateOf } from './words'

/** `GET /bill/:id`: the page behind `receipt_url`. */
export function receiptPage(gateway: Gateway, id: string): Page {
  const payment = gateway.payments.get(id)
  if (payment === undefined) return notice(404, ['없는 영수증입니다', 'no such receipt'])
  const { price, taxFree, cancelledPrice, card } = payment
  const amount = (korean: string, english: string, value: number) =>
    html`<div><dt>${both([korean, english])}</dt><dd>${won(value)}</dd></div>`
  return {
    title: `영수증 · ${payment.itemName}`,
    layout: 'slip',
    body: html`<main>
<p class="tag">${both(['샌드박스 영수증', 'Sandbox receipt'])}</p>
<header>
  <p class="merchant">${gateway.settings.merchantName}</p>
  <h1>${payment.itemName}</h1>
  <p class="price">${won(price)}</p>
  <p>${badge(stateOf(payment))}</p>
</header>
<dl class="facts">
  <div><dt>${both(['주문번호', 'Order'])}</dt><dd>${payment.orderId}</dd></div>
  <div><dt>${both(['영수증 ID', 'Receipt'])}</dt><dd><code>${payment.id}</code></dd></div>
  <div><dt>${both(['결제수단', 'Method'])}</dt><dd>${both(methodWords(payment.method))} · ${providerName(payment.pg)}</dd></div>
  ${card !== undefined && html`<div><dt>${both(['카드', 'Card'])}</dt><dd>${card.masked}</dd></div>`}
  ${accountFacts(payment)}
  ${taxFree > 0 && amount('비과세', 'Tax-free', taxFree)}
  ${cancelledPrice > 0 && [amount('취소', 'Cancelled', cancelledPrice), amount('남은 금액', 'Remaining', price - cancelledPrice)]}
</dl>
${remainder(payment)}
<h2>${both(['진행', 'What happened'])}</h2>
${life(payment)}
</main>`,
  }
}
