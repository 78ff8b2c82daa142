// A bar chart of the ratios. It follows the reader's light or dark setting and needs nothing from outside.
import { subjectIds, subjects } from './subjects.mjs'

const width = 760
const labelWidth = 220
const barHeight = 13
const barGap = 3
const groupGap = 34
const barsWidth = width - labelWidth - 120
/** Longer bars are cut at this length; their number is shown. */
const longest = 6

const style = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-weight: 600 }
  .bar { fill: #8c959f }
  .own { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .bar { fill: #6e7681 }
    .own { fill: #58a6ff }
  }`

/** Every time among `highlights`, as multiples of this package's. */
export function picture(byId, highlights) {
  const groups = highlights.filter(([id]) => ['µs', 'ms'].includes(byId[id].unit))
  const groupHeight = subjectIds.length * (barHeight + barGap) + groupGap
  const height = 40 + groups.length * groupHeight
  const parts = groups.map(([id, , title], index) => group(byId[id], title, 40 + index * groupHeight))
  const summary = 'Time of each package as a multiple of bootpay-backend-nodejs; shorter is faster'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${summary}">
<style>${style}
</style>
<text x="0" y="16">${summary}.</text>
${parts.join('\n')}
</svg>
`
}

function group(figure, title, top) {
  const bars = subjectIds.map((id, index) => {
    const ratio = figure.ratio(id, 'bootpay')
    const y = top + 20 + index * (barHeight + barGap)
    const length = Math.round((Math.min(ratio, longest) / longest) * barsWidth)
    const label = `${ratio.toFixed(2)}×${ratio > longest ? ' (cut)' : ''}`
    return `<text x="${labelWidth - 8}" y="${y + 11}" text-anchor="end">${subjects[id].name}</text>
<rect class="${id === 'bootpay' ? 'own' : 'bar'}" x="${labelWidth}" y="${y}" width="${length}" height="${barHeight}"/>
<text x="${labelWidth + length + 6}" y="${y + 11}">${label}</text>`
  })
  const value = figure.value('bootpay')
  const own = `${value.toFixed(value < 10 ? 2 : 0)} ${figure.unit}`
  return `<text class="title" x="0" y="${top + 10}">${title.replaceAll('`', '')} (1 = ${own})</text>\n${bars.join('\n')}`
}
