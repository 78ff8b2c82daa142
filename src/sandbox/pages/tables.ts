import type { BillingKey, Reservation } from '../books/entities'
import type { Gateway } from '../books/gateway'
import type { Numbered } from '../books/journal'
import { linkState } from '../books/link-visit'
import { receiptPath } from '../books/views'
import { providerName } from '../rules/catalogue'
import { reservationStatus, seconds } from '../rules/documented'
import { maskCard } from '../rules/mask'
import type { FeedbackEntry, SandboxMessage } from '../rules/shapes'
import { both, type Content, html, type Markup, short, type Words, won } from './html'
import { badge, time, timeLine } from './picture'
import { linkStates, reservationStates, type State } from './words'

/** How many rows a page shows. */
const rowsShown = 30
/** How many reservations the picture shows; more cannot be told apart. */
const reservationsDrawn = 12
/** How many of them at most are over. */
const overDrawn = 4
const bodyShown = 4_000

interface Column {
  readonly words: Words
  readonly isNumber?: boolean
}

const text = (korean: string, english: string): Column => ({ words: [korean, english] })
const figure = (korean: string, english: string): Column => ({ words: [korean, english], isNumber: true })

/**
 * The first cell of a row is its heading. On a phone each row is a card, so a cell carries the name of its column, and
 * the roles say what a table whose rows are blocks would no longer be. A wide table scrolls by itself.
 */
function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const align = (index: number) => columns[index]?.isNumber === true && html` class="number"`
  const head = columns.map(
    ({ words }, index) => html`<th scope="col" role="columnheader"${align(index)}>${both(words)}</th>`,
  )
  const cell = (content: Content, index: number) => {
    const { words, isNumber = false } = columns[index] ?? text('', '')
    const look = [isNumber && 'number', isNothing(content) && 'nothing'].filter((name) => name !== false)
    return html`<td role="cell" class="${look.join(' ')}"><span class="label" aria-hidden="true">${both(words)}</span><span class="value">${content}</span></td>`
  }
  const lines = rows.map(
    ([first, ...others]) =>
      html`<tr role="row"><th scope="row" role="rowheader">${first}</th>${others.map((content, index) => cell(content, index + 1))}</tr>\n`,
  )
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table role="table">
<caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">${lines}</tbody>
</table></div>`
}

function isNothing(content: Content): boolean {
  return content === undefined || content === false || content === ''
}

/** The newest entries, as many as a page shows. */
function newest<Entry>(entries: Iterable<Entry>): Entry[] {
  return Array.from(entries).slice(-rowsShown).reverse()
}

export function reservations(gateway: Gateway): Markup {
  const now = gateway.clock.now()
  const byTime = Array.from(gateway.reservations.values()).sort(
    (one, other) => one.executeAt - other.executeAt,
  )
  const columns = [
    text('상품', 'item'),
    figure('금액', 'price'),
    text('실행 시각', 'due'),
    text('상태', 'state'),
    text('빌링키', 'billing key'),
    text('결과', 'outcome'),
  ]
  return html`<div class="panel">${timeLine(nearest(byTime, reservationsDrawn, overDrawn), now)}</div>
${table(
  '예약 목록 (reservations)',
  columns,
  nearest(byTime, rowsShown, rowsShown).map((reservation) => reservationRow(gateway, reservation)),
)}`
}

/** In the order of their times: those that run next, and beside them the latest that are over. */
function nearest(byTime: readonly Reservation[], most: number, mostOver: number): Reservation[] {
  const isWaiting = ({ status }: Reservation) => status === reservationStatus.waiting
  const next = byTime.filter(isWaiting).slice(0, most)
  const over = byTime.filter((record) => !isWaiting(record)).reverse()
  const shown = new Set([...next, ...over.slice(0, Math.min(mostOver, most - next.length))])
  return byTime.filter((record) => shown.has(record))
}

function reservationRow(
  gateway: Gateway,
  { order, executeAt, status, receiptId, hint }: Reservation,
): Content[] {
  return [
    short(order.itemName),
    won(order.price),
    time(executeAt * seconds),
    stateBadge(reservationStates[status]),
    html`<code>${short(order.billingKey, 40)}</code>`,
    receiptId === undefined
      ? short(hint === undefined ? '' : `${hint.korean} (${hint.english})`, 160)
      : receiptLink(gateway, receiptId),
  ]
}

export function billingKeys(gateway: Gateway): Markup {
  const now = gateway.clock.now()
  const columns = [
    text('빌링키', 'billing key'),
    text('상태', 'state'),
    text('카드', 'card'),
    text('발급', 'issued'),
    text('만료', 'expires'),
    figure('예약 대기', 'reserved'),
  ]
  const waiting = (key: string) =>
    Array.from(gateway.reservations.values()).filter(
      ({ order, status }) => order.billingKey === key && status === reservationStatus.waiting,
    ).length
  const rows = newest(gateway.billingKeys.values()).map((record) => [
    html`<code>${short(record.id, 40)}</code>`,
    badge(keyState(record, now)),
    html`<code>${maskCard(record.cardNo, record.pg)}</code> ${providerName(record.pg)}`,
    time(record.issuedAt),
    time(record.expiresAt),
    waiting(record.id),
  ])
  return table('빌링키 목록 (billing keys)', columns, rows)
}

function keyState({ deleted, expiresAt }: BillingKey, now: number): State {
  if (deleted) return { words: ['삭제됨', 'deleted'], tone: 'back' }
  if (now > expiresAt) return { words: ['만료됨', 'expired'], tone: 'bad' }
  return { words: ['사용 가능', 'usable'], tone: 'good' }
}

export function links(gateway: Gateway): Markup {
  const columns = [
    text('상품', 'item'),
    figure('금액', 'price'),
    text('상태', 'state'),
    text('주문', 'order'),
    text('만든 시각', 'created'),
    text('영수증', 'receipt'),
  ]
  const rows = newest(gateway.links.values()).map((link) => [
    html`<a href="${gateway.path}/pay/${link.id}">${short(link.name)}</a>`,
    won(link.price),
    badge(linkStates[linkState(gateway, link)]),
    short(link.orderId),
    time(link.createdAt),
    link.receiptId !== undefined && receiptLink(gateway, link.receiptId),
  ])
  return table('결제 링크 목록 (payment links)', columns, rows)
}

export function feedbacks(gateway: Gateway, entries: readonly Numbered<FeedbackEntry>[]): Markup {
  const columns = [
    text('보낸 시각', 'sent'),
    text('응답', 'answer'),
    figure('재전송', 'retry'),
    text('영수증', 'receipt'),
    text('받는 곳', 'to'),
    text('본문', 'body'),
  ]
  const rows = newest(entries).map(({ entry, number }) => [
    html`<time>${entry.sent_at}</time>`,
    feedbackAnswer(entry),
    entry.retry_count,
    receiptLink(gateway, entry.receipt_id),
    html`<code>${short(entry.url, 48)}</code>`,
    body(`feedback-${number}`, entry.content_type, entry.body),
  ])
  return table('웹훅 전송 목록 (webhook deliveries)', columns, rows)
}

export function messages(entries: readonly Numbered<SandboxMessage>[]): Markup {
  const columns = [
    text('시각', 'time'),
    text('종류', 'kind'),
    text('받는 사람', 'to'),
    text('내용', 'message'),
    text('본문', 'body'),
  ]
  const rows = newest(entries).map(({ entry, number }) => [
    html`<time>${entry.created_at}</time>`,
    html`<code>${entry.kind}</code>`,
    short(entry.receivers.join(', '), 48),
    short(entry.message ?? entry.subject ?? '', 80),
    body(`message-${number}`, both(['필드', 'fields']), entry.body),
  ])
  return table('보내지 않은 메시지 (messages, none of them sent)', columns, rows)
}

function feedbackAnswer({ answered, answer, error }: FeedbackEntry): Content {
  if (answered === undefined) return badge({ words: ['보내는 중', 'under way'], tone: 'waiting' })
  const state: State = answered
    ? { words: ['받음', 'taken'], tone: 'good' }
    : { words: ['안 받음', 'not taken'], tone: 'bad' }
  const detail = answer === undefined ? (error ?? '') : `${answer.status} ${answer.body}`
  return html`${badge(state)} <code>${short(detail, 60)}</code>`
}

function body(id: string, name: Content, fields: object): Markup {
  const lines = JSON.stringify(fields, null, 2)
  return html`<details id="${id}"><summary id="${id}-summary">${name}</summary><pre>${short(lines, bodyShown)}</pre></details>`
}

function receiptLink(gateway: Gateway, id: string): Markup {
  return html`<a href="${receiptPath(gateway, id)}"><code>${short(id, 40)}</code></a>`
}

function stateBadge(state: State | undefined): Content {
  return state !== undefined && badge(state)
}
