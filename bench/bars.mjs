// The ratios to its peers that this package aims for. A miss is printed and fails nothing.

const atMost = (limit) => ({ limit, isMet: (value) => value <= limit, sign: '≤' })
const atLeast = (limit) => ({ limit, isMet: (value) => value >= limit, sign: '≥' })
const below = (limit) => ({ limit, isMet: (value) => value < limit, sign: '<' })
const exactly = (limit) => ({ limit, isMet: (value) => value === limit, sign: '=' })

const against = (figure, peer, bar) => ({
  figure,
  title: `${figure}, over ${peer}`,
  value: (figures) => figures[figure].ratio('bootpay', peer),
  unit: '×',
  ...bar,
})
const speedUp = (figure, peer, bar) => ({
  figure,
  title: `${figure}, calls per second over ${peer}`,
  value: (figures) => figures[figure].ratio(peer, 'bootpay'),
  unit: '×',
  ...bar,
})
const overBare = (figure, bar) => ({
  figure,
  title: `${figure}, over a bare process`,
  value: (figures) => figures[figure].excess('bootpay', 'bare'),
  unit: ' ms',
  ...bar,
})
const alone = (figure, unit, bar) => ({
  figure,
  title: figure,
  value: (figures) => figures[figure].value('bootpay'),
  unit,
  ...bar,
})

export const bars = [
  alone('readme.requests', ' requests', exactly(1)),
  against('readme.time', 'server-rest-client', atMost(0.6)),
  against('readme.time', 'backend-js', atMost(0.6)),
  against('readme.time', 'axios', atMost(0.6)),
  against('verify.time', 'axios', atMost(0.6)),
  against('verify.time', 'backend-js', atMost(0.55)),
  against('verify.time', 'server-rest-client', atMost(1)),
  against('error.time', 'axios', atMost(0.6)),
  speedUp('in-flight.time', 'axios', atLeast(1.6)),
  alone('tokens.first', ' requests', exactly(1)),
  alone('tokens.revoked', ' requests', exactly(1)),
  alone('tokens.failures', ' failures', exactly(0)),
  overBare('require.load', atMost(5)),
  overBare('import.load', atMost(10)),
  alone('require.files', ' files', atMost(5)),
  alone('import.files', ' files', atMost(5)),
  ...['require', 'import'].flatMap((how) => [
    against(`${how}.answer`, 'axios', atMost(1)),
    against(`${how}.answer`, 'backend-js', atMost(1)),
    against(`${how}.later`, 'axios', atMost(0.5)),
  ]),
  alone('memory.verify', ' bytes a call', below(5)),
  alone('memory.missing', ' bytes a call', below(5)),
  alone('size.without-sandbox', ' kB', below(60)),
]
