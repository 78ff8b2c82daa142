/** The lists of the books: tables that are cards on a phone, requests that open, and the time line. */
export const lists = `/* Tables */
.scroll { overflow-x: auto; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
.panel + .scroll { margin-top: 0.8rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.5rem 0.8rem; border-top: 1px solid var(--rule); text-align: left; vertical-align: baseline; font-weight: 400; min-width: 5rem; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; line-height: 1.3; white-space: nowrap; }
th.number, td.number { text-align: right; }
td time, th time, td code, th code, td .won, td summary { white-space: nowrap; }
td > .label { display: none; }
summary { cursor: pointer; color: var(--accent); }
pre { white-space: pre-wrap; line-height: 1.45; }
td details pre { margin-top: 0.4rem; min-width: 18rem; }

/* Requests */
.requests { background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; overflow: hidden; }
.requests > li + li { border-top: 1px solid var(--rule); }
.request > summary { display: grid; grid-template-columns: 1rem 8.2rem minmax(0, 1fr) 3rem 4.2rem; gap: 0 0.8rem; align-items: baseline; padding: 0.5rem 1rem; color: inherit; font-size: 0.9rem; list-style: none; }
.request > summary::-webkit-details-marker { display: none; }
.request > summary::before { content: "▸"; color: var(--accent); line-height: 1; }
.request[open] > summary::before { content: "▾"; }
.request > summary:hover { background: var(--paper); }
.request time { color: var(--soft); white-space: nowrap; }
.request .status, .request .code { margin: 0; color: inherit; font-size: inherit; text-align: right; }
.request .status.good { color: var(--good); }
.request .status.bad { color: var(--bad); }
.request .hint { grid-column: 3 / -1; color: var(--bad); }
.request > div { display: grid; grid-template-columns: 1fr 1fr; gap: 0.8rem 1rem; padding: 0.3rem 1rem 1rem 2.8rem; }
.request > div > * { min-width: 0; }
.request > div > .whole, .request > div > :first-child:nth-last-child(2) { grid-column: 1 / -1; }
.request .label { margin-bottom: 0.25rem; font-size: 0.88rem; }
.request > div pre { padding: 0.6rem 0.8rem; border-radius: 10px; background: var(--paper); font-size: 0.78rem; }
.request .hint small { font-size: 0.92em; }
.request .hint code { font-size: 1em; }
.request .whole .hint { margin-top: 0.3rem; color: var(--soft); }
.older { margin-top: 0.8rem; }
.older > .requests { margin-top: 0.8rem; }

/* The time line of the reservations */
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
  /* A row becomes a card, as the receipts are: its heading, then a line for each name and its value. */
  .scroll { overflow: visible; background: none; border: 0; border-radius: 0; }
  table, tr, th[scope="row"], td { display: block; }
  tbody { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 0.8rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { padding: 0.8rem 1rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 14px; }
  th[scope="row"], td { padding: 0; border: 0; min-width: 0; }
  th[scope="row"] { margin-bottom: 0.35rem; font-size: 1rem; font-weight: 600; }
  th[scope="row"] code { white-space: normal; }
  td, td.number { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: 0.15rem 0; text-align: right; }
  td > .label { display: block; flex: none; text-align: left; }
  td > .value { min-width: 0; }
  td code { white-space: normal; }
  td.nothing { display: none; }
  td:has(details) { flex-wrap: wrap; }
  td > .value:has(details[open]) { flex: 1 0 100%; }
  td details pre { min-width: 0; text-align: left; }
}
@media (max-width: 44rem) {
  .request > summary { grid-template-columns: 1rem minmax(0, 1fr) 2.4rem 3.8rem; column-gap: 0.5rem; }
  .request .call { grid-area: 1 / 2 / auto / -1; }
  .request time { grid-area: 2 / 2; }
  .request .status { grid-area: 2 / 3; }
  .request .code { grid-area: 2 / 4; }
  .request .hint { grid-area: 3 / 2 / auto / -1; }
  .request > div { grid-template-columns: minmax(0, 1fr); padding-left: 1rem; }
}
`
