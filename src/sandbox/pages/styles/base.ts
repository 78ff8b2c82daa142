/** Colours, text, controls and states. A colour is named by what it means; the tone of a state is in words.ts. */
export const base = `:root {
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
`
