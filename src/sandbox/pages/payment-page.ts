import type { Link } from '../books/entities'
import type { Gateway } from '../books/gateway'
import { closeLink, declineLink, isPayable, openLink, outcome, payLink } from '../books/link-visit'
import { findPayment } from '../books/payments'
import { methodOf } from '../rules/catalogue'
import { refusedCards } from '../rules/decisions'
import { freeMethods, immediateProviders } from '../rules/documented'
import { GatewayError, refuse } from '../rules/errors'
import { text } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { both, type Content, grouped, html, type Markup, type Words, won, wonText } from './html'
import { notice, type Page, sandboxTag } from './page'
import { time } from './picture'
import { overPage, type Result, resultPage } from './result-page'
import { methodWords, usualMethods } from './words'

/** `GET /pay/:id`: what the customer sees at a payment link. */
export function paymentPage(gateway: Gateway, id: string): Page {
  const link = gateway.links.get(id)
  if (link === undefined) return noLink
  if (!isPayable(gateway, link)) return overPage(gateway, link)
  if (!link.isOpened) {
    openLink(gateway, id)
    gateway.changed()
  }
  return {
    title: `${link.name} · ${gateway.settings.merchantName}`,
    layout: 'slip',
    body: paymentForm(gateway, link),
  }
}

/** `POST /pay/:id`: the customer pays, is refused, or closes the page. */
export function takePayment(gateway: Gateway, id: string, fields: Fields): Page {
  const link = gateway.links.get(id)
  if (link === undefined) return noLink
  if (!isPayable(gateway, link)) return overPage(gateway, link, 422)
  const result = resultOf(gateway, link, fields)
  gateway.changed()
  return resultPage(gateway, result)
}

const noLink = notice(404, ['없는 결제 링크입니다', 'no such payment link'])

function resultOf(gateway: Gateway, link: Link, fields: Fields): Result {
  switch (text(fields, 'act')) {
    case 'decline':
      return declineLink(gateway, link.id)
    case 'close':
      return closeLink(gateway, link.id)
    case 'pay':
      return pay(gateway, link, fields)
    default:
      return refuse('malformedField', 'act')
  }
}

function pay(gateway: Gateway, link: Link, fields: Fields): Result {
  const methods = methodsOf(link)
  const method = text(fields, 'method') ?? methods[0] ?? 'card'
  if (!methods.includes(method)) refuse('malformedField', 'method')
  const card = text(fields, 'card')
  if (card !== undefined && !refusedCards.has(card)) refuse('malformedField', 'card')
  try {
    return payLink(gateway, link.id, {
      method,
      ...(card === undefined ? {} : { cardNo: cardNumber(card) }),
      awaitApproval: text(fields, 'confirm') !== undefined,
    })
  } catch (error) {
    if (error instanceof GatewayError && error.refusal === 'declined')
      return refusedResult(gateway, link, error)
    throw error
  }
}

// The merchant gets the PG's own message, as it gets the refusal of a customer.
function refusedResult(gateway: Gateway, link: Link, { gatewayMessage, hint }: GatewayError): Result {
  const payment = findPayment(gateway, link.receiptId ?? '')
  const reason = `${hint.korean} (${hint.english})`
  return { ...outcome(link, payment, 'error', gatewayMessage), reason }
}

/** A card number that cannot exist, with the last four digits by which the sandbox refuses it. */
export function cardNumber(lastDigits: string): string {
  return lastDigits.padStart(16, '0')
}

// A method that moves no money is never offered beside one that does.
function methodsOf(link: Link): readonly string[] {
  if (link.method !== undefined) return [link.method]
  const offered = link.methods.filter((method) => !freeMethods.has(method))
  return offered.length > 0 ? offered : usualMethods
}

function paymentForm(gateway: Gateway, link: Link): Markup {
  const methods = methodsOf(link)
  const takesCards = methods.some((method) => methodOf(method).group === 'card' && !freeMethods.has(method))
  const mayWait =
    !immediateProviders.has(link.pg ?? '') &&
    methods.some((method) => method !== 'vbank' && !freeMethods.has(method))
  return html`<main>
${sandboxTag}
<header>
  <p class="merchant">${gateway.settings.merchantName}</p>
  <h1>${link.name}</h1>
  <p class="price">${won(link.price)}</p>
</header>
<dl class="facts">
  <div><dt>${both(['주문번호', 'Order'])}</dt><dd>${link.orderId}</dd></div>
  ${link.taxFree > 0 && html`<div><dt>${both(['비과세', 'Tax-free'])}</dt><dd>${won(link.taxFree)}</dd></div>`}
  ${link.expiresAt !== undefined && html`<div><dt>${both(['결제 기한', 'Open until'])}</dt><dd>${time(link.expiresAt)}</dd></div>`}
</dl>
<form method="post" action="${gateway.path}/pay/${link.id}">
  ${methodChoice(methods)}
  ${takesCards && cardChoice()}
  ${
    mayWait &&
    html`<label class="check"><input type="checkbox" name="confirm" value="1">
    <span>${both(['서버 승인', 'Approve on the server'])}<span class="hint">${both(['상점 서버가 submit을 호출할 때까지 기다립니다', 'waits until the merchant calls submit'])}</span></span></label>`
  }
  <button class="main" name="act" value="pay">${both(payWords(link))}</button>
  <div class="pair">
    <button name="act" value="decline">${both(['결제 거절', 'Decline'])}</button>
    <button name="act" value="close">${both(['닫기', 'Close'])}</button>
  </div>
</form>
</main>`
}

function payWords({ method, price }: Link): Words {
  if (method === 'auth') return ['본인인증 하기', 'Verify identity']
  if (method === 'card_rebill') return ['카드 등록하기', 'Register card']
  return [`${wonText(price)} 결제하기`, `Pay KRW ${grouped(price)}`]
}

function methodChoice(methods: readonly string[]): Content {
  const [only] = methods
  if (methods.length === 1 && only !== undefined) {
    return html`<p class="only"><span class="label">${both(['결제수단', 'Method'])}</span> <strong>${both(methodWords(only))}</strong></p>`
  }
  const choices = methods.map(
    (method, index) =>
      html`<label class="choice"><input type="radio" name="method" value="${method}"${
        index === 0 && html` checked`
      }><span>${both(methodWords(method))}</span></label>`,
  )
  return html`<fieldset><legend>${both(['결제수단', 'Method'])}</legend><div class="choices">${choices}</div></fieldset>`
}

function cardChoice(): Markup {
  return html`<label class="field"><span class="label">${both(['시험 카드', 'Test card'])}</span>
  <select name="card"><option value="">승인되는 카드 (approved)</option>${refusedCardOptions()}</select></label>`
}

/** The cards that are refused at a payment. */
export function refusedCardOptions(): Content {
  return Array.from(
    refusedCards,
    ([digits, { stages, message, english }]) =>
      stages.includes('charge') &&
      html`<option value="${digits}">…${digits} ${message} (${english})</option>`,
  )
}
