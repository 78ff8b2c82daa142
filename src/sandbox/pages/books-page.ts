import type { Payment } from '../books/entities'
import type { Gateway } from '../books/gateway'
import { receiptPath } from '../books/views'
import { banks, providerName } from '../rules/catalogue'
import { reservationStatus, status } from '../rules/documented'
import { pathPart } from '../rules/web-address'
import { connect } from './connect'
import { both, type Content, grouped, html, type Markup, short, type Words, won, wonText } from './html'
import type { Page } from './page'
import { panel } from './panel'
import { badge, life, remainder } from './picture'
import { requestList } from './requests'
import * as tables from './tables'
import { isAwaitingDeposit, methodWords, stateOf } from './words'

/** How many receipts a page shows. */
const receiptsShown = 50

interface Section {
  readonly id: string
  readonly title: Words
  readonly count: number
  readonly body: Content
  readonly empty: Words
}

/** `GET /`: the books. The script loads the same page again and replaces the parts marked `data-live`. */
export function booksPage(gateway: Gateway, hasOthers = false): Page {
  const { merchantName } = gateway.settings
  const sections = sectionsOf(gateway)
  const [requests, receipts, ...others] = sections.map(sectionMarkup)
  const links = sections.map(({ id, title: [korean] }) => html`<li><a href="#${id}">${korean}</a></li>`)
  return {
    title: `샌드박스 장부 · ${merchantName}`,
    layout: 'books',
    script: '/books.js',
    body: html`<a class="skip" href="#receipts">${both(['결제 내역으로', 'Skip to the receipts'])}</a>
<header class="top">
  <div>
    <p class="merchant">${merchantName}${hasOthers && html` · <a href="/">${both(['다른 상점', 'other merchants'])}</a>`}</p>
    <h1>${both(['샌드박스 장부', 'Sandbox books'])}</h1>
  </div>
  <p class="connection"><span class="when-live">${both(['실시간', 'live'])}</span><span class="when-lost">${both(['연결 끊김', 'not connected'])}</span></p>
</header>
<nav aria-label="장부의 목차 (sections)"><ul>${links}<li><a href="#actions">동작</a></li></ul></nav>
<main class="columns">
${connect(gateway)}
${summary(gateway)}
${requests}
${receipts}
${panel(gateway)}
<div class="lists">
${others}
</div>
</main>`,
  }
}

function sectionMarkup({ id, title, count, body, empty }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title" data-live>
<h2 id="${id}-title">${both(title)} <span class="count">${grouped(count)}</span></h2>
${count > 0 ? body : html`<p class="empty">${both(empty)}</p>`}
</section>
`
}

function sectionsOf(gateway: Gateway): Section[] {
  const requests = gateway.requests()
  const feedbacks = gateway.feedbacks.numbered()
  const messages = gateway.messages.numbered()
  return [
    {
      id: 'requests',
      title: ['API 요청', 'API requests'],
      count: requests.length,
      body: requestList(requests),
      empty: [
        '받은 요청이 없습니다. 프로그램을 npx bootpay-sandbox -- node app.js처럼 실행하거나, 위의 코드를 붙여 넣으세요.',
        'No requests yet: run your program behind npx bootpay-sandbox --, or paste the code above',
      ],
    },
    {
      id: 'receipts',
      title: ['결제 내역', 'Receipts'],
      count: gateway.payments.size,
      body: receiptList(gateway),
      empty: ['아직 결제가 없습니다', 'No payments yet: pay here, open a link, or call the API'],
    },
    {
      id: 'reservations',
      title: ['예약', 'Reservations'],
      count: gateway.reservations.size,
      body: gateway.reservations.size > 0 && tables.reservations(gateway),
      empty: ['예약이 없습니다', 'No reservations'],
    },
    {
      id: 'billing-keys',
      title: ['빌링키', 'Billing keys'],
      count: gateway.billingKeys.size,
      body: tables.billingKeys(gateway),
      empty: ['빌링키가 없습니다', 'No billing keys'],
    },
    {
      id: 'links',
      title: ['결제 링크', 'Payment links'],
      count: gateway.links.size,
      body: tables.links(gateway),
      empty: ['결제 링크가 없습니다', 'No links: requestPayment makes one'],
    },
    {
      id: 'feedbacks',
      title: ['웹훅', 'Webhooks'],
      count: feedbacks.length,
      body: tables.feedbacks(gateway, feedbacks),
      empty: ['보낸 웹훅이 없습니다', 'No webhooks: they need a feedback URL'],
    },
    {
      id: 'messages',
      title: ['메시지', 'Messages'],
      count: messages.length,
      body: tables.messages(messages),
      empty: [
        '문자와 결제 폼은 기록만 하고 보내지 않습니다',
        'Text messages are written here and never sent',
      ],
    },
  ]
}

// A screen reader reads the hidden sentence aloud whenever it changes.
function summary(gateway: Gateway): Markup {
  const payments = Array.from(gateway.payments.values())
  const approved = payments.filter(({ purchasedAt }) => purchasedAt !== undefined)
  const taken = sum(approved.map(({ price }) => price))
  const back = sum(payments.map(({ cancelledPrice }) => cancelledPrice))
  const waiting = payments.filter((payment) => payment.status === status.beforeApproval).length
  const reserved = Array.from(gateway.reservations.values()).filter(
    (reservation) => reservation.status === reservationStatus.waiting,
  ).length
  const figure = (words: Words, value: Content) => html`<div><dt>${both(words)}</dt><dd>${value}</dd></div>`
  return html`<div id="figures" data-live><dl class="figures">
  ${figure(['승인 금액', 'approved'], won(taken))}
  ${figure(['취소 금액', 'cancelled'], won(back))}
  ${figure(['승인·입금 대기', 'waiting'], html`${waiting}<small>건</small>`)}
  ${figure(['예약 대기', 'reserved'], html`${reserved}<small>건</small>`)}
</dl></div>
<p id="summary" class="unseen" role="status" data-live>영수증 ${payments.length}건, 승인 ${wonText(taken)}, 취소 ${wonText(back)}, 대기 ${waiting}건, 예약 ${reserved}건</p>`
}

function sum(prices: readonly number[]): number {
  return prices.reduce((total, price) => total + price, 0)
}

function receiptList(gateway: Gateway): Markup {
  const all = Array.from(gateway.payments.values()).reverse()
  const hidden = all.length - receiptsShown
  return html`<ol class="receipts">${all.slice(0, receiptsShown).map((payment) => receipt(gateway, payment))}</ol>
${hidden > 0 && html`<p class="empty">${both([`이전 ${grouped(hidden)}건은 생략했습니다`, 'older ones are not shown'])}</p>`}`
}

function receipt(gateway: Gateway, payment: Payment): Markup {
  const { id, price, cancelledPrice, taxFree, cancelledTaxFree } = payment
  const amount = (korean: string, english: string, value: number) =>
    html`<div class="${value === 0 && 'zero'}"><dt>${both([korean, english])}</dt><dd>${won(value)}</dd></div>`
  const title = `receipt-${pathPart(id)}`
  return html`<li><article aria-labelledby="${title}">
<div class="what">
  <p>${badge(stateOf(payment))} <span class="code">status ${payment.status}</span></p>
  <h3 id="${title}"><a href="${receiptPath(gateway, id)}">${short(payment.itemName)}</a></h3>
  <dl class="meta">
    <div><dt>${both(['주문', 'order'])}</dt><dd>${short(payment.orderId)}</dd></div>
    <div><dt>${both(['수단', 'method'])}</dt><dd>${providerName(payment.pg)} · ${methodWords(payment.method)[0]}</dd></div>
    <div><dt>${both(['영수증', 'receipt'])}</dt><dd><code>${short(id, 40)}</code></dd></div>
  </dl>
</div>
${
  price > 0 &&
  html`<dl class="amounts">
  ${amount('금액', 'price', price)}
  ${amount('취소', 'cancelled', cancelledPrice)}
  ${amount('남음', 'remaining', price - cancelledPrice)}
  ${amount('비과세 남음', 'tax-free left', taxFree - cancelledTaxFree)}
</dl>`
}
${remainder(payment)}
${life(payment)}
${isAwaitingDeposit(payment) && deposit(gateway, payment)}
</article></li>
`
}

function deposit(gateway: Gateway, { id, virtualAccount }: Payment): Content {
  if (virtualAccount === undefined) return undefined
  return html`<form class="deposit" method="post" action="${gateway.path}/books/deposit">
  <input type="hidden" name="receipt_id" value="${id}">
  <p><span class="label">${both(['계좌', 'account'])}</span> ${banks.get(virtualAccount.bankcode)} <code>${virtualAccount.account}</code></p>
  <button id="deposit-${pathPart(id)}" aria-describedby="receipt-${pathPart(id)}">${both(['입금 처리', 'Deposit'])}</button>
</form>`
}
