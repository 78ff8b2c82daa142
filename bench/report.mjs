export function writeReport({ figures }) {
  for (const f of figures)
    console.log(
      f.id,
      f.unit,
      ['bare', 'bootpay', 'server-rest-client', 'backend-js', 'axios', 'node-http']
        .map((s) => f.value(s)?.toFixed(2))
        .join('  '),
    )
  import('./bars.mjs').then(({ bars }) => {
    const by = Object.fromEntries(figures.map((f) => [f.id, f]))
    for (const b of bars) console.log(b.title, b.value(by), b.sign, b.limit, b.isMet(b.value(by)))
  })
}
