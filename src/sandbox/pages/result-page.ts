import type { Link, Payment } from '../books/entities'
import type { Gateway } from '../books/gateway'
import { type LinkOutcome, linkState } from '../books/link-visit'
import { receiptPath } from '../books/views'
import { banks } from '../rules/catalogue'
import type { LinkState } from '../rules/shapes'
import { both, type Content, html, type Markup, type Words, won } from './html'
import { type Page, policySource, sandboxTag } from './page'
import { time } from './picture'
import { isAwaitingDeposit } from './words'

/** Merchants on this machine send the customer on to a page at another port; the policy watches that step as well. */
const localTargets = ['http://localhost:*', 'http://127.0.0.1:*']

/** The result at a link; a refusal by the PG shows the PG's message. */
export interface Result extends LinkOutcome {
  readonly reason?: string
}

/** The result, and the way back to the merchant as a form that a script sends at once. */
export function resultPage(gateway: Gateway, { link, payment, returnForm, reason }: Result): Page {
  const state = linkState(gateway, link)
  const words = resultWords(state, payment)
  const body = slip(gateway, link, words, [
    reason !== undefined && html`<p class="reason">${reason}</p>`,
    details(gateway, payment),
    returnForm === undefined ? wayOn(gateway, link, payment, state) : wayBack(returnForm),
  ])
  const page: Page = { title: words[0], layout: 'slip', body }
  if (returnForm === undefined) return page
  const formTargets = [policySource(returnForm.url), ...localTargets]
  // The account number has to be read first, so that page waits for its button.
  return isAwaitingDeposit(payment)
    ? { ...page, formTargets }
    : { ...page, formTargets, script: '/continue.js' }
}

function wayBack({ url, fields }: NonNullable<LinkOutcome['returnForm']>): Markup {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="return" method="post" action="${url}">
  ${inputs}
  <button class="main">${both(['상점으로 돌아가기', 'Continue to the shop'])}</button>
</form>`
}

function wayOn(gateway: Gateway, link: Link, payment: Payment, state: LinkState): Markup {
  return state === 'declined' || state === 'closed'
    ? html`<p class="back"><a class="button" href="${gateway.path}/pay/${link.id}">${both(['다시 결제하기', 'Try again'])}</a></p>`
    : html`<p class="back"><a href="${receiptPath(gateway, payment.id)}">${both(['영수증 보기', 'Show the receipt'])}</a></p>`
}

/** A link at which nothing can be paid any more. */
export function overPage(gateway: Gateway, link: Link, status = 200): Page {
  const state = linkState(gateway, link)
  const words = overWords(state)
  const payment = gateway.payments.get(link.receiptId ?? '')
  const body =
    state === 'expired'
      ? deadline(link)
      : payment !== undefined && [details(gateway, payment), wayOn(gateway, link, payment, state)]
  return {
    status: state === 'expired' ? 410 : status,
    title: words[0],
    layout: 'slip',
    body: slip(gateway, link, words, body),
  }
}

function deadline({ expiresAt }: Link): Content {
  if (expiresAt === undefined) return undefined
  return html`<dl class="facts"><div><dt>${both(['결제 기한', 'Open until'])}</dt><dd>${time(expiresAt)}</dd></div></dl>`
}

function slip(gateway: Gateway, link: Link, words: Words, body: Content): Markup {
  return html`<main>
${sandboxTag}
<header>
  <p class="merchant">${gateway.settings.merchantName}</p>
  <h1>${both(words)}</h1>
  <p>${link.name}</p>
  <p class="price">${won(link.price)}</p>
</header>
${body}
</main>`
}

function resultWords(state: LinkState, { method }: Payment): Words {
  switch (state) {
    case 'declined':
      return ['결제가 거절되었습니다', 'Payment declined']
    case 'closed':
      return ['결제를 닫았습니다', 'Payment closed']
    case 'awaiting-deposit':
      return ['아래 계좌로 입금해 주세요', 'Please transfer to this account']
    case 'awaiting-approval':
      return ['상점의 승인을 기다립니다', 'Waiting for the shop to approve']
  }
  if (method === 'auth') return ['본인인증을 마쳤습니다', 'Identity verified']
  if (method === 'card_rebill') return ['카드를 등록했습니다', 'Card registered']
  return ['결제가 완료되었습니다', 'Payment complete']
}

function overWords(state: LinkState): Words {
  if (state === 'expired') return ['만료된 결제 링크입니다', 'This link has expired']
  if (state === 'awaiting-deposit') return ['입금을 기다리는 링크입니다', 'This link awaits its deposit']
  if (state === 'awaiting-approval') return ['승인을 기다리는 링크입니다', 'This link awaits its approval']
  return ['이미 결제된 링크입니다', 'This link was already paid']
}

function details(gateway: Gateway, payment: Payment): Markup {
  return html`<dl class="facts">
  <div><dt>${both(['주문번호', 'Order'])}</dt><dd>${payment.orderId}</dd></div>
  <div><dt>${both(['영수증 ID', 'Receipt'])}</dt><dd><code>${payment.id}</code></dd></div>
  ${accountFacts(payment)}
</dl>
${isAwaitingDeposit(payment) && html`<p class="hint">${both(['장부에서 입금 버튼을 누르면 입금된 것으로 처리됩니다', 'The deposit is a button in the books'])} · <a href="${gateway.path}/#receipts">${both(['장부', 'the books'])}</a></p>`}`
}

/** Where to transfer the money. */
export function accountFacts({ virtualAccount }: Payment): Content {
  if (virtualAccount === undefined) return undefined
  const { account, bankcode, accountholder, depositor, expiresAt } = virtualAccount
  return html`<div><dt>${both(['계좌번호', 'Account'])}</dt><dd>${banks.get(bankcode)} <strong>${account}</strong></dd></div>
  <div><dt>${both(['예금주', 'Holder'])}</dt><dd>${accountholder}</dd></div>
  <div><dt>${both(['입금자', 'Depositor'])}</dt><dd>${depositor}</dd></div>
  <div><dt>${both(['입금 기한', 'Deadline'])}</dt><dd>${time(expiresAt)}</dd></div>`
}
