import type { Payment, Reservation } from '../books/entities'
import { days, hours, minutes, reservationStatus, seconds, status } from '../rules/documented'
import { koreanTime } from '../rules/time'
import { both, type Content, html, type Markup, short, won, wonText } from './html'
import { isAwaitingDeposit, reservationStates, type State, stepStates } from './words'

export function badge({ words, tone }: State): Markup {
  return html`<span class="badge ${tone}">${both(words)}</span>`
}

export function time(at: number): Markup {
  const text = koreanTime(at)
  return html`<time datetime="${text.replace(' ', 'T')}+09:00">${text}</time>`
}

/** The life of a payment as a line: what happened, when, and with how much money. */
export function life(payment: Payment): Markup {
  let left = payment.price
  let day = ''
  const steps = payment.steps.map(({ at, step, price }) => {
    const isPart = step === 'cancelled' && price < left
    if (step === 'cancelled') left -= price
    const state = stepStates[step]
    const words = isPart ? html`부분 취소 <small lang="en">cancelled in part</small>` : both(state.words)
    const [today = '', clock] = koreanTime(at).split(' ')
    const isNewDay = day !== today
    day = today
    return html`<li class="${state.tone}">
      <strong>${words}</strong>
      <time datetime="${today}T${clock}+09:00">${isNewDay && html`${today} `}${clock}</time>
      ${price > 0 && html`<span>${step === 'cancelled' && '−'}${won(price)}</span>`}
    </li>`
  })
  return html`<ol class="life">${steps}${pending(payment)}</ol>`
}

// What has not happened yet ends the line with an open dot.
function pending(payment: Payment): Content {
  const { virtualAccount } = payment
  if (isAwaitingDeposit(payment) && virtualAccount !== undefined) {
    return html`<li class="pending"><strong>${both(['입금 대기', 'deposit'])}</strong> <span>${time(virtualAccount.expiresAt)}까지</span></li>`
  }
  if (payment.status === status.beforeApproval) {
    return html`<li class="pending"><strong>${both(['승인 대기', 'approval'])}</strong> <span><code>submit</code></span></li>`
  }
  return undefined
}

/** How much of a price is left, as a bar. */
export function remainder({ price, cancelledPrice }: Payment): Content {
  if (cancelledPrice === 0) return undefined
  const left = ((price - cancelledPrice) / price) * 100
  return html`<svg class="remainder" width="100%" height="4" aria-hidden="true"><rect class="whole" width="100%" height="4" rx="2"/><rect class="left" width="${left}%" height="4" rx="2"/></svg>`
}

const rowHeight = 46
const axisHeight = 26

/** Reservations on a line from the first that was made to the last that falls due, with the time of the clock. */
export function timeLine(reservations: readonly Reservation[], now: number): Markup {
  const times = reservations.flatMap(({ createdAt, executeAt }) => [createdAt, executeAt * seconds])
  const from = Math.min(now, ...times)
  const to = Math.max(now + 1 * minutes, ...times)
  const place = (at: number) => `${(1 + (98 * (at - from)) / (to - from)).toFixed(2)}%`
  const bottom = axisHeight + reservations.length * rowHeight
  const rows = reservations.map((record, index) => row(record, axisHeight + index * rowHeight, now, place))
  const spot = (now - from) / (to - from)
  const anchor = spot < 0.1 ? 'start' : spot > 0.9 ? 'end' : 'middle'
  return html`<svg class="timeline" width="100%" height="${bottom + axisHeight}" role="img" aria-labelledby="timeline-title">
<title id="timeline-title">예약 시간표 (reservations on a time line): ${reservations.length}</title>
<line class="now" x1="${place(now)}" x2="${place(now)}" y1="20" y2="${bottom + 4}"/>
<text class="now" x="${place(now)}" y="13" text-anchor="${anchor}">지금 now</text>
${rows}
<text x="1%" y="${bottom + 19}">${koreanTime(from).slice(0, 16)}</text>
<text x="99%" y="${bottom + 19}" text-anchor="end">${koreanTime(to).slice(0, 16)}</text>
</svg>`
}

function row(record: Reservation, top: number, now: number, place: (at: number) => string): Markup {
  const { order, executeAt, createdAt } = record
  const state = reservationStates[record.status]
  const at = executeAt * seconds
  const when = record.status === reservationStatus.waiting ? ` · ${timeFromNow(at - now)}` : ''
  return html`<text x="1%" y="${top + 16}">${short(order.itemName, 16)} · ${wonText(order.price)} · ${state?.words[0]}${when}</text>
<line class="track" x1="${place(createdAt)}" x2="${place(at)}" y1="${top + 30}" y2="${top + 30}"/>
<circle class="${state?.tone}" cx="${place(at)}" cy="${top + 30}" r="6"/>`
}

/** `3시간 뒤`, `5분 전`, `지금`. */
function timeFromNow(milliseconds: number): string {
  const size = Math.abs(milliseconds)
  const [unit, length] = (
    [
      ['일', days],
      ['시간', hours],
      ['분', minutes],
      ['초', seconds],
    ] as const
  ).find(([, unitLength]) => size >= unitLength) ?? ['초', seconds]
  const count = Math.floor(size / length)
  if (count === 0) return '지금'
  return `${count}${unit} ${milliseconds > 0 ? '뒤' : '전'}`
}
