/** `/style.css`. Colours carry meaning by their names: the tone of a state, in words.ts. */
export const style = `:root {
  color-scheme: light dark;
  --paper: #f6f6f3;
  --sheet: #ffffff;
  --ink: #1b1f24;
  --soft: #5a626b;
  --rule: #e2e2dc;
  --field: #8b9199;
  --accent: #2456a6;
  --on-accent: #ffffff;
  --good: #12694a;
  --good-tint: #e2f2ea;
  --waiting: #7a4d00;
  --waiting-tint: #fbf0d9;
  --back: #5a4a86;
  --back-tint: #ece8f6;
  --bad: #a3241f;
  --bad-tint: #fae6e4;
  --quiet: #4f5760;
  --quiet-tint: #ebebe7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131518;
    --sheet: #1b1e22;
    --ink: #e9e7e2;
    --soft: #a1a8b0;
    --rule: #2d3238;
    --field: #6d757e;
    --accent: #8fb6f2;
    --on-accent: #10203a;
    --good: #7fd3ae;
    --good-tint: #17332a;
    --waiting: #ebc06d;
    --waiting-tint: #362b14;
    --back: #c0b1ec;
    --back-tint: #2a2540;
    --bad: #f29c95;
    --bad-tint: #3c1f1d;
    --quiet: #b4bac1;
    --quiet-tint: #2a2e33;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 15px/1.55 Pretendard, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, dl, dd, ol, ul, form, fieldset, pre { margin: 0; padding: 0; }
ol, ul { list-style: none; }
fieldset { border: 0; min-width: 0; }
h1 { font-size: 1.5rem; line-height: 1.3; letter-spacing: -0.015em; }
h2 { font-size: 1.1rem; line-height: 1.4; letter-spacing: -0.01em; }
h3 { font-size: 1rem; line-height: 1.4; }
h1, h3, td, th, dd, code { unicode-bidi: isolate; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK KR", monospace; font-size: 0.86em; }
small { font-size: 0.78em; font-weight: 400; color: var(--soft); letter-spacing: 0; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.won { white-space: nowrap; }
.won small { margin-left: 0.1em; color: inherit; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--sheet); }
.skip:focus { top: 0.5rem; z-index: 1; }
.label, dt { color: var(--soft); }
.hint { color: var(--soft); font-size: 0.88em; }

/* Forms */
button, .button, input, select { font: inherit; color: inherit; border-radius: 8px; }
input, select { width: 100%; min-height: 2.4rem; padding: 0.3rem 0.6rem; border: 1px solid var(--field); background: var(--sheet); }
input[type="number"] { text-align: right; }
input[type="checkbox"], input[type="radio"] { width: 1.15rem; height: 1.15rem; min-height: 0; margin: 0; flex: none; accent-color: var(--accent); }
::placeholder { color: var(--soft); opacity: 1; }
button, .button {
  display: inline-block; min-height: 2.4rem; padding: 0.35rem 0.9rem; border: 1px solid var(--field); background: var(--sheet);
  text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { border-color: var(--accent); }
button:active { transform: translateY(1px); }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
button.main small { color: inherit; }
button.main:hover { filter: brightness(1.08); }

/* States */
.badge { display: inline-block; padding: 0.05rem 0.6rem; border-radius: 1rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; }
.badge small { color: inherit; }
.badge.good { background: var(--good-tint); color: var(--good); }
.badge.waiting { background: var(--waiting-tint); color: var(--waiting); }
.badge.back { background: var(--back-tint); color: var(--back); }
.badge.bad { background: var(--bad-tint); color: var(--bad); }
.badge.quiet { background: var(--quiet-tint); color: var(--quiet); }
span.good { color: var(--good); }
span.bad { color: var(--bad); }

/* The life of a payment */
.life { display: flex; flex-wrap: wrap; row-gap: 0.9rem; font-size: 0.85rem; line-height: 1.45; }
.life li { position: relative; flex: 1 1 8.5rem; max-width: 13rem; padding: 1.2rem 0.8rem 0 0; color: var(--tone); }
.life li::before { content: ""; position: absolute; top: 0.35rem; left: 0; right: 0; height: 2px; background: var(--rule); }
.life li:last-child::before { display: none; }
.life li:has(+ .pending)::before { background: repeating-linear-gradient(90deg, var(--rule) 0 4px, transparent 4px 8px); }
.life li::after { content: ""; position: absolute; top: 0; left: 0; width: 0.8rem; height: 0.8rem; border-radius: 50%; background: var(--tone); border: 2px solid var(--tone); }
.life .pending::after { background: var(--sheet); }
.life strong, .life time, .life span { display: block; }
.life .pending time { display: inline; }
.life .won { display: inline; }
.life time, .life .pending span { color: var(--soft); }
.life li > span { color: var(--ink); }
.life .good { --tone: var(--good); }
.life .back { --tone: var(--back); }
.life .bad { --tone: var(--bad); }
.life .quiet { --tone: var(--quiet); }
.life .pending { --tone: var(--waiting); }
.receipts article, .slip main { container-type: inline-size; }
@container (max-width: 34rem) {
  .life { flex-direction: column; row-gap: 0; }
  .life li { flex: none; padding: 0 0 0.8rem 1.5rem; }
  .life li:last-child { padding-bottom: 0; }
  .life li::before { top: 0.5rem; bottom: -0.5rem; left: 0.35rem; right: auto; width: 2px; height: auto; }
  .life li:has(+ .pending)::before { background: repeating-linear-gradient(var(--rule) 0 4px, transparent 4px 8px); }
  .life li::after { top: 0.25rem; }
  .life li { display: flex; flex-wrap: wrap; justify-content: space-between; max-width: none; }
  .life time { order: 1; flex-basis: 100%; }
}
.remainder { display: block; }
.remainder .whole { fill: var(--back-tint); }
.remainder .left { fill: var(--good); }

/* The slip of a customer */
.slip main { width: min(30rem, 100% - 2rem); margin: clamp(1rem, 6vh, 4rem) auto; padding: clamp(1.25rem, 5vw, 2.25rem); background: var(--sheet); border: 1px solid var(--rule); border-radius: 16px; }
.slip main > * + * { margin-top: 1.4rem; }
.slip header > * + * { margin-top: 0.15rem; }
.slip .tag { display: inline-block; margin-bottom: 0.2rem; padding: 0.1rem 0.7rem; border-radius: 1rem; background: var(--waiting-tint); color: var(--waiting); font-size: 0.85rem; font-weight: 600; }
.slip .tag small { color: inherit; }
@media (max-width: 30rem) { .slip .tag small { display: block; line-height: 1.2; } }
.merchant { color: var(--soft); }
.slip .price { font-size: 2.1rem; font-weight: 700; line-height: 1.3; letter-spacing: -0.02em; }
.slip .price .won small { font-size: 0.6em; font-weight: 600; }
.slip h1 small { display: block; font-size: 0.95rem; }
.slip h2 { margin-bottom: -0.6rem; }
.slip form > * + * { margin-top: 1.1rem; }
.facts { border-top: 1px solid var(--rule); }
.facts > div { display: flex; justify-content: space-between; gap: 1rem; padding: 0.5rem 0; border-bottom: 1px solid var(--rule); }
.facts dt { flex: none; }
.facts dd { text-align: right; }
label.field { display: block; }
legend, .field .label { display: block; margin-bottom: 0.35rem; padding: 0; color: var(--soft); }
.choices { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.5rem; }
.choice, .check { display: flex; align-items: center; gap: 0.65rem; padding: 0.55rem 0.8rem; border: 1px solid var(--rule); border-radius: 10px; cursor: pointer; }
.choice small { display: block; line-height: 1.2; }
.choice:has(:checked), .check:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.choice:has(:focus-visible), .check:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice :focus-visible, .check :focus-visible { outline: 0; }
.check .hint, .check .hint small { display: block; }
.check small, .choice small { font-size: 0.8rem; }
.only { display: flex; justify-content: space-between; gap: 1rem; }
.slip button.main { width: 100%; min-height: 3.3rem; border-radius: 12px; font-size: 1.1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem; }
.reason { padding: 0.7rem 0.9rem; border-radius: 10px; background: var(--bad-tint); color: var(--bad); }

/* The books */
.books { padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 4rem; max-width: 92rem; margin: 0 auto; }
.top { display: flex; justify-content: space-between; align-items: end; gap: 1rem; }
.connection { font-size: 0.9rem; white-space: nowrap; }
.when-live, .when-lost { display: none; }
[data-connection="live"] .when-live, [data-connection="lost"] .when-lost { display: inline; }
.when-live::before, .when-lost::before { content: ""; display: inline-block; width: 0.55rem; height: 0.55rem; margin-right: 0.45rem; border-radius: 50%; background: var(--good); }
.when-lost::before { background: var(--bad); }
nav { margin: 0.9rem 0 1.5rem; border-bottom: 1px solid var(--rule); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.3rem; }
nav a { display: block; padding: 0.4rem 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--ink); box-shadow: inset 0 -2px var(--accent); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; grid-template-rows: auto 1fr; gap: 2.2rem 2rem; align-items: start; }
.columns > section { grid-column: 1 / -1; min-width: 0; }
.columns > #figures { grid-area: 1 / 1; }
.columns > #receipts { grid-area: 2 / 1; }
.columns > #actions { grid-area: 1 / 2 / span 2; }
.columns h2 { display: flex; align-items: baseline; gap: 0.4rem; margin-bottom: 0.7rem; }
.count { margin-left: 0.2rem; padding: 0 0.5rem; border-radius: 1rem; background: var(--quiet-tint); color: var(--quiet); font-size: 0.85rem; font-weight: 600; }
.empty { padding: 0.9rem 1.1rem; border: 1px dashed var(--rule); border-radius: 12px; color: var(--soft); }
.empty small { display: block; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.figures > div { padding: 0.85rem 1.2rem; }
.figures > div + div { border-left: 1px solid var(--rule); }
.figures dt { font-size: 0.88rem; }
.figures dd { font-size: 1.45rem; font-weight: 650; letter-spacing: -0.02em; text-align: right; }
.figures dd small { margin-left: 0.1em; font-size: 0.62em; color: inherit; }
.receipts > li + li { margin-top: 0.8rem; }
.receipts article, .panel { padding: 1.1rem 1.25rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.receipts article { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.9rem 1rem; }
.receipts .life, .receipts .remainder, .deposit { grid-column: 1 / -1; }
.receipts h3 { margin: 0.25rem 0 0.15rem; font-size: 1.1rem; }
.receipts h3 a { color: inherit; text-decoration-color: var(--rule); }
.receipts h3 a:hover { text-decoration-color: var(--accent); }
.code { margin-left: 0.3rem; color: var(--soft); font-size: 0.85rem; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: 0.88rem; }
.meta dt, .meta dd { display: inline; }
.meta dt small { display: none; }
.amounts { display: grid; grid-template-columns: repeat(4, 6.2rem); align-self: start; text-align: right; }
.amounts dt { font-size: 0.85rem; line-height: 1.3; }
.amounts dt small { display: block; }
.amounts dd { font-size: 1.05rem; font-weight: 600; }
.amounts .zero dd { color: var(--soft); font-weight: 400; }
.deposit { display: flex; justify-content: space-between; align-items: center; gap: 1rem; flex-wrap: wrap; }
.scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.5rem 0.8rem; border-top: 1px solid var(--rule); text-align: left; vertical-align: baseline; font-weight: 400; min-width: 5rem; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; line-height: 1.3; white-space: nowrap; }
th.number, td.number { text-align: right; }
td time, th time, td code, th code, td .won, summary { white-space: nowrap; }
summary { cursor: pointer; color: var(--accent); }
pre { white-space: pre-wrap; line-height: 1.45; }
details pre { margin-top: 0.4rem; min-width: 18rem; max-height: 24rem; overflow: auto; }
.panel + .scroll { margin-top: 0.8rem; }
#actions .panel + .panel { margin-top: 0.8rem; }
#actions h3 { margin-bottom: 0.6rem; }
#actions form + form { margin-top: 0.8rem; }
#actions form { display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem; align-items: end; }
#actions form > button { grid-column: 1 / -1; }
#actions .field .label { margin-bottom: 0.1rem; font-size: 0.88rem; }
#actions .facts > div { display: block; }
#actions .facts dd { text-align: left; }
.clock { margin-bottom: 0.6rem; font-size: 1.3rem; font-weight: 650; letter-spacing: -0.01em; }
.steps { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.4rem; }
.steps button { padding: 0.35rem 0.2rem; line-height: 1.25; }
.steps small { display: block; }
#actions .row { grid-template-columns: 1fr 1.1fr auto; }
#actions .wide { grid-column: 1 / -1; }
#actions .row > button { grid-column: auto; }
.copy { margin-top: 0.8rem; padding: 0.7rem; border-radius: 10px; background: var(--paper); font-size: 0.74rem; white-space: pre; overflow-x: auto; user-select: all; }
#problem:not(:empty) { margin-bottom: 0.8rem; padding: 0.6rem 0.9rem; border-radius: 10px; background: var(--bad-tint); color: var(--bad); }
.timeline { display: block; overflow: visible; font-size: 0.82rem; }
.timeline text { fill: var(--soft); stroke: var(--sheet); stroke-width: 5px; stroke-linejoin: round; paint-order: stroke; }
.timeline .track { stroke: var(--rule); stroke-width: 2; }
.timeline line.now { stroke: var(--accent); stroke-dasharray: 3 3; }
.timeline text.now { fill: var(--accent); font-weight: 600; }
.timeline .good { fill: var(--good); }
.timeline .waiting { fill: var(--waiting); }
.timeline .bad { fill: var(--bad); }
.timeline .back { fill: var(--back); }

@media (max-width: 68rem) {
  .columns { grid-template: none / minmax(0, 1fr); }
  .columns > #figures, .columns > #receipts, .columns > #actions { grid-area: auto; }
}
@media (max-width: 44rem) {
  .figures { grid-template-columns: 1fr 1fr; }
  .top h1 small { display: block; font-size: 0.95rem; }
  .figures > div { padding: 0.7rem 1rem; }
  .figures > div:nth-child(3) { border-left: 0; }
  .figures > div:nth-child(n + 3) { border-top: 1px solid var(--rule); }
  .figures dd { font-size: 1.2rem; }
  .receipts article { grid-template-columns: minmax(0, 1fr); }
  .amounts { grid-template-columns: minmax(0, 1fr); align-self: auto; }
  .amounts > div { display: flex; justify-content: space-between; align-items: baseline; }
  .amounts dt small { display: inline; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
`
