import type { Gateway } from '../books/gateway'
import { minimumPrice, minutes, tokenReuse } from '../rules/documented'
import { koreanTime } from '../rules/time'
import { both, html, type Markup, type Words } from './html'
import { refusedCardOptions } from './payment-page'
import { methodWords, usualMethods } from './words'

/** Buttons for what happens outside the API: move the clock, pay as a customer, give a card. */
export function panel(gateway: Gateway): Markup {
  return html`<section id="actions" aria-labelledby="actions-title">
<h2 id="actions-title" class="unseen">${both(['동작', 'Actions'])}</h2>
<p id="problem" role="alert"></p>
${clock(gateway)}
${payment(gateway)}
${others(gateway)}
</section>`
}

const tokenLife = tokenReuse / minutes

const steps: readonly (readonly [count: number, words: Words])[] = [
  [1, ['1분', '1 minute']],
  [26, ['26분', '26 minutes']],
  [60, ['1시간', '1 hour']],
  [1_440, ['1일', '1 day']],
]

function clock(gateway: Gateway): Markup {
  const now = gateway.clock.now()
  const buttons = steps.map(
    ([count, words]) => html`<button name="step" value="${count}">${both(words)}</button>`,
  )
  return html`<section class="panel" aria-labelledby="clock-title">
<h3 id="clock-title">${both(['샌드박스 시계', 'Clock'])}</h3>
<p class="clock" id="clock-now" data-live><time id="clock" data-now="${now}">${koreanTime(now)}</time></p>
<form method="post" action="${gateway.path}/books/clock">
  <div class="steps">${buttons}</div>
  <p class="hint wide">${both([`${tokenLife}분이 지나면 새 토큰`, `a new token after ${tokenLife} min`])}</p>
</form>
<form method="post" action="${gateway.path}/books/clock" class="row">
  <label class="field"><span class="label">${both(['얼마나', 'by'])}</span> <input type="number" name="count" min="1" value="3" required></label>
  <label class="field"><span class="label">${both(['단위', 'unit'])}</span>
    <select name="unit"><option value="minutes">분 min</option><option value="hours">시간 h</option><option value="days">일 d</option></select></label>
  <button name="step" value="custom">${both(['옮기기', 'Move'])}</button>
</form>
</section>`
}

function payment(gateway: Gateway): Markup {
  const methods = usualMethods.map((method) => {
    const [korean, english] = methodWords(method)
    return html`<option value="${method}">${korean} ${english}</option>`
  })
  return html`<section class="panel" aria-labelledby="pay-title">
<h3 id="pay-title">${both(['고객이 결제함', 'A customer pays'])}</h3>
<form method="post" action="${gateway.path}/books/pay">
  <label class="field"><span class="label">${both(['금액', 'price'])}</span> <input type="number" name="price" min="${minimumPrice}" value="10000" required></label>
  <label class="field"><span class="label">${both(['비과세', 'tax-free'])}</span> <input type="number" name="tax_free" min="0" value="0"></label>
  <label class="field"><span class="label">${both(['상품명', 'item'])}</span> <input name="item_name" value="테스트 상품" maxlength="100"></label>
  <label class="field"><span class="label">${both(['주문번호', 'order'])}</span> <input name="order_id" maxlength="100" placeholder="자동 automatic"></label>
  <label class="field"><span class="label">${both(['수단', 'method'])}</span> <select name="method">${methods}</select></label>
  <label class="field"><span class="label">${both(['상태', 'state'])}</span>
    <select name="state"><option value="paid">결제 완료 paid</option><option value="awaiting-approval">승인 대기 awaiting approval</option><option value="awaiting-deposit">입금 대기 (가상계좌) awaiting deposit</option></select></label>
  <button class="main">${both(['결제', 'Pay'])}</button>
</form>
</section>`
}

function others(gateway: Gateway): Markup {
  return html`<section class="panel" aria-labelledby="others-title">
<h3 id="others-title">${both(['카드 등록과 본인인증', 'Billing key, identity'])}</h3>
<form method="post" action="${gateway.path}/books/billing-key">
  <label class="field wide"><span class="label">${both(['카드', 'card'])}</span>
    <select name="card"><option value="">승인되는 카드 approved</option>${refusedCardOptions()}</select></label>
  <button>${both(['빌링키 발급', 'Issue key'])}</button>
</form>
<form method="post" action="${gateway.path}/books/certify">
  <button>${both(['홍길동 본인인증', 'Certify'])}</button>
</form>
</section>`
}
