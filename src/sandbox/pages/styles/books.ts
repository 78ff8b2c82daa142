/** The layout of the books, and their receipts and forms. */
export const books = `/* The books */
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
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; grid-template-rows: auto auto auto 1fr; gap: 2rem; align-items: start; }
.columns > section, .lists { grid-column: 1 / -1; min-width: 0; }
.lists { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2rem; }
.lists > section:not(:has(> .empty)) { grid-column: 1 / -1; }
.columns > #figures, .columns > #requests, .columns > #receipts { grid-column: 1; min-width: 0; }
.columns > #actions { grid-area: 2 / 2 / span 3; }
.columns h2 { display: flex; align-items: baseline; gap: 0.4rem; margin-bottom: 0.7rem; }
.count { margin-left: 0.2rem; padding: 0 0.5rem; border-radius: 1rem; background: var(--quiet-tint); color: var(--quiet); font-size: 0.85rem; font-weight: 600; }
.empty { padding: 0.9rem 1.1rem; border: 1px dashed var(--rule); border-radius: 12px; color: var(--soft); }
.empty small { display: block; }
.panel { padding: 1.1rem 1.25rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.panel h3 { margin-bottom: 0.6rem; }

/* How to connect */
#connect h2 { margin-bottom: 0.4rem; }
#connect .facts { display: flex; flex-wrap: wrap; gap: 0.3rem 2.5rem; border: 0; }
#connect .facts > div { display: block; padding: 0; border: 0; }
#connect .facts dt { font-size: 0.88rem; }
#connect .facts dd { text-align: left; }
#connect summary { margin-top: 0.5rem; }
.side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0.8rem 1.2rem; margin-top: 0.5rem; }
.code-block { position: relative; min-width: 0; }
.code-title { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; margin-bottom: 0.25rem; }
.code-title .label { font-size: 0.88rem; }
.code-title button { display: none; min-height: 0; padding: 0 0.5rem; font-size: 0.82rem; white-space: nowrap; }
[data-connection] .code-title button { display: block; }
.copy { padding: 0.6rem 0.8rem; border-radius: 10px; background: var(--paper); font-size: 0.78rem; user-select: all; }

/* Figures */
.figures { display: grid; grid-template-columns: repeat(4, minmax(min-content, 1fr)); background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.figures > div { padding: 0.85rem 1.2rem; }
.figures > div + div { border-left: 1px solid var(--rule); }
.figures dt { font-size: 0.88rem; }
.figures dd { font-size: 1.45rem; font-weight: 650; letter-spacing: -0.02em; }
.figures dd small { margin-left: 0.1em; font-size: 0.62em; color: inherit; }

/* Receipts */
.receipts > li + li { margin-top: 0.8rem; }
.receipts article { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.9rem 1.5rem; padding: 1.1rem 1.25rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.what { flex: 1 1 19rem; min-width: 0; }
.receipts .life, .receipts .remainder, .deposit { flex: 1 0 100%; }
.receipts h3 { margin: 0.25rem 0 0.15rem; font-size: 1.1rem; }
.receipts h3 a { color: inherit; text-decoration-color: var(--rule); }
.receipts h3 a:hover { text-decoration-color: var(--accent); }
.code { margin-left: 0.3rem; color: var(--soft); font-size: 0.85rem; }
.meta { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: 0.88rem; }
.meta dt, .meta dd { display: inline; }
.meta dt small { display: none; }
.amounts { display: grid; grid-template-columns: repeat(4, minmax(5.2rem, auto)); column-gap: 1rem; align-self: start; margin-left: auto; text-align: right; }
.amounts dt { font-size: 0.85rem; line-height: 1.3; }
.amounts dt small { display: block; }
.amounts dd { font-size: 1.05rem; font-weight: 600; }
.amounts .zero dd { color: var(--soft); font-weight: 400; }
.deposit { display: flex; justify-content: space-between; align-items: center; gap: 1rem; flex-wrap: wrap; }

/* Forms */
#actions .panel + .panel { margin-top: 0.8rem; }
#actions form + form { margin-top: 0.8rem; }
#actions form { display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem; align-items: end; }
#actions form > button { grid-column: 1 / -1; }
#actions .field .label { margin-bottom: 0.1rem; font-size: 0.88rem; }
.clock { margin-bottom: 0.6rem; font-size: 1.3rem; font-weight: 650; letter-spacing: -0.01em; }
.steps { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.4rem; }
.steps button { padding: 0.35rem 0.2rem; line-height: 1.25; }
.steps small { display: block; }
#actions .row { grid-template-columns: 1fr 1.1fr auto; }
#actions .wide { grid-column: 1 / -1; }
#actions .row > button { grid-column: auto; }
#problem:not(:empty) { margin-bottom: 0.8rem; padding: 0.6rem 0.9rem; border-radius: 10px; background: var(--bad-tint); color: var(--bad); }

@media (max-width: 68rem) {
  .columns { grid-template: none / minmax(0, 1fr); }
  .columns > #figures, .columns > #requests, .columns > #receipts, .columns > #actions { grid-area: auto; }
}
@media (max-width: 44rem) {
  .books { padding-top: 1rem; }
  .top h1 small { display: block; font-size: 0.95rem; }
  .figures { grid-template-columns: repeat(2, minmax(min-content, 1fr)); }
  .figures > div { padding: 0.7rem 1rem; }
  .figures > div:nth-child(3) { border-left: 0; }
  .figures > div:nth-child(n + 3) { border-top: 1px solid var(--rule); }
  .figures dd { font-size: 1.15rem; }
  .lists { grid-template-columns: minmax(0, 1fr); }
  .receipts article, .panel { padding: 1rem; }
  .amounts { flex: 1 0 100%; grid-template-columns: minmax(0, 1fr); }
  .amounts > div { display: flex; justify-content: space-between; align-items: baseline; }
  .amounts dt small { display: inline; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
`
