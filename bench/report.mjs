// What was measured, as Markdown for people, JSON for programs and a picture for the guide.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { bars } from './bars.mjs'
import { picture } from './picture.mjs'
import { subjectIds, subjects } from './subjects.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const names = subjectIds.map((id) => subjects[id].name)

/** The rows that docs/performance.md shows, and the picture too: figure, Korean title, English title. */
const highlights = [
  ['readme.requests', '작업 하나의 요청 수 (README 방식)', 'requests per operation, used as the README says'],
  [
    'readme.time',
    'setConfig + getAccessToken + verify, 게이트웨이 5 ms',
    'setConfig + getAccessToken + verify, gateway takes 5 ms',
  ],
  ['verify.time', '`verify` 한 건', 'one `verify`'],
  ['error.time', '`verify` 한 건, 결제 없음', 'one `verify`, no such payment'],
  ['in-flight.time', '동시 64건, 한 건당', '64 in flight, per call'],
  ['tokens.first', '첫 호출 200건의 토큰 요청 수', 'token requests of 200 first calls'],
  ['require.load', '`require` 시간', 'time of `require`'],
  ['import.load', '`import` 시간', 'time of `import`'],
  ['require.answer', '새 프로세스의 첫 응답까지', 'fresh process: loading and first answer'],
  [
    'require.files',
    '`require`로 첫 호출 전에 읽는 파일 수',
    'files loaded before the first call, by `require`',
  ],
]

export function writeReport({ figures, sizes, quick, readme }) {
  const byId = Object.fromEntries(figures.map((figure) => [figure.id, figure]))
  const day = new Date().toISOString().slice(0, 10)
  const made = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, axios ${sizes.axios}, ${day}`
  console.log(`${markdown(byId, figures, sizes, made)}`)
  if (!quick) {
    writeFileSync(here('results.json'), `${JSON.stringify(results(byId, figures, sizes, day), null, 2)}\n`)
    writeFileSync(here('results.svg'), picture(byId, highlights))
  }
  if (readme) {
    for (const [file, title] of [
      ['docs/performance.md', 1],
      ['docs/en/performance.md', 2],
    ]) {
      fillIn(here(`../${file}`), `${readmeTable(byId, title)}\n\n\`npm run bench\`: ${made}`)
    }
  }
}

function markdown(byId, figures, sizes, made) {
  const everything = figures.map((figure) => [
    `${figure.title} (${figure.unit})`,
    ...['bare', ...subjectIds].map((id) => show(figure.value(id))),
    show(figure.ratio('bootpay', 'axios'), '×'),
  ])
  const promises = measuredBars(byId).map(({ title, value, unit, sign, limit, isMet }) => {
    const measured = value(byId)
    return [title, show(measured, unit), `${sign} ${limit}`, isMet(measured) ? 'met' : 'missed']
  })
  return [
    `## Measured\n\n${made}`,
    `Medians of interleaved rounds. A ratio is the median of the ratios within rounds.`,
    table(['', 'bare process', ...names, 'this / axios'], everything),
    '## Bars',
    table(['', 'measured', 'bar', ''], promises),
    `Tarball: ${sizes.tarballBytes} bytes packed, ${sizes.unpackedBytes} unpacked, ${sizes.tarballFiles} files.`,
  ].join('\n\n')
}

/** Ratios to this package: above 1, the other takes longer. Counts stay counts. */
function readmeTable(byId, title) {
  const rows = highlights.map((highlight) => {
    const figure = byId[highlight[0]]
    const isCount = !['µs', 'ms'].includes(figure.unit)
    const cells = subjectIds.map((id) => {
      if (isCount) return show(figure.value(id))
      return id === 'bootpay'
        ? `1 (${show(figure.value(id))} ${figure.unit})`
        : show(figure.ratio(id, 'bootpay'), '×')
    })
    return [highlight[title], ...cells]
  })
  return table(['', ...names], rows)
}

const measuredBars = (byId) => bars.filter(({ figure }) => byId[figure])

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  )
}

export function show(value, unit = '') {
  if (value === undefined || !Number.isFinite(value)) return ''
  const digits = Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0
  return `${value.toFixed(digits)}${unit}`
}

function results(byId, figures, sizes, day) {
  const everyone = ['bare', ...subjectIds]
  return {
    day,
    node: process.version,
    sizes,
    figures: figures.map((figure) => ({
      id: figure.id,
      title: figure.title,
      unit: figure.unit,
      medians: pick(everyone, (id) => figure.value(id)),
      overAxios: pick(everyone, (id) => figure.ratio(id, 'axios')),
      overNodeHttp: pick(everyone, (id) => figure.ratio(id, 'node-http')),
    })),
    bars: measuredBars(byId).map(({ title, value, sign, limit, isMet }) => {
      const measured = value(byId)
      return { title, measured, bar: `${sign} ${limit}`, met: isMet(measured) }
    }),
  }
}

function pick(ids, read) {
  const entries = ids.map((id) => [id, read(id)]).filter(([, value]) => Number.isFinite(value))
  return Object.fromEntries(entries.map(([id, value]) => [id, Math.round(value * 1000) / 1000]))
}

function fillIn(file, text) {
  if (!existsSync(file)) return
  const before = readFileSync(file, 'utf8')
  const after = before.replace(
    /(<!-- bench -->)[\s\S]*?(<!-- \/bench -->)/,
    (_, open, close) => `${open}\n${text}\n${close}`,
  )
  if (after !== before) writeFileSync(file, after)
}
