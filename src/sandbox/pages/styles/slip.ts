/** The narrow page of a customer: payment, result and receipt. */
export const slip = `/* The slip of a customer */
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

/* Whose books to open */
.merchants > li { position: relative; padding: 0.8rem 1rem; border: 1px solid var(--rule); border-radius: 12px; }
.merchants > li + li { margin-top: 0.7rem; }
.merchants > li:hover { border-color: var(--accent); }
.merchants a { display: block; text-decoration: none; }
.merchants a::after { content: ""; position: absolute; inset: 0; border-radius: 12px; }
.merchants a:focus-visible { outline: 0; }
.merchants a:focus-visible::after { outline: 3px solid var(--accent); outline-offset: 2px; }
.merchants code { display: block; color: var(--soft); }
.merchants dl { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; margin-top: 0.5rem; font-size: 0.88rem; }
`
