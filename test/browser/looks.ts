/*
 * What these expressions look at lives in the page, so they are text: the tests themselves know no DOM.
 */

/** Levels of the headings in order. */
export const headingLevels = `Array.from(document.querySelectorAll('h1, h2, h3, h4'), ({ tagName }) => Number(tagName[1]))`

/** Controls, links and regions without a name for a screen reader. */
export const labels = `Array.from(document.querySelectorAll('input:not([type=hidden]), select, button, a, summary, section, nav, table, svg[role=img]'))
  .filter((element) => {
    const by = element.getAttribute('aria-labelledby')
    const name = element.getAttribute('aria-label') || (by && document.getElementById(by)?.textContent) ||
      element.labels?.[0]?.textContent || element.querySelector('caption')?.textContent || element.textContent
    return !name || !name.trim() || (element.matches('input, select') && !element.labels?.length)
  }).map((element) => element.outerHTML.slice(0, 120))`

/** Whether something makes the whole page scroll sideways. */
export const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** Text whose contrast to its background is below WCAG AA. */
export const faintTexts = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number)
  const light = ([red, green, blue]) => [red, green, blue]
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0)
  const ground = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor)
      if (color[3] === undefined || color[3] === 1) return color
    }
    return [255, 255, 255]
  }
  const found = []
  for (const element of document.body.querySelectorAll('*')) {
    const hasText = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim())
    if (!hasText || element.closest('option') || element.getClientRects().length === 0) continue
    const style = getComputedStyle(element)
    const ink = parse(element.closest('svg') ? style.fill : style.color)
    const [high, low] = [light(ink), light(ground(element))].sort((one, other) => other - one)
    const size = parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const contrast = (high + 0.05) / (low + 0.05)
    if (contrast < (isLarge ? 3 : 4.5)) found.push(contrast.toFixed(2) + ' ' + element.textContent.trim().slice(0, 40))
  }
  return found
})()`

// What is clipped to nothing is for screen readers.
const isHidden = `const isHidden = (element) => element.closest('thead') !== null && getComputedStyle(element.closest('thead')).clipPath !== 'none';
`

/** Elements whose content is wider than they are, so that a part of it is cut or has to be scrolled to. */
export const cut = `(() => {
  ${isHidden}
  return Array.from(document.querySelectorAll('main *, header *, nav *'))
  .filter((element) => !element.closest('.unseen, svg, input, select') && !isHidden(element) && element.scrollWidth > element.clientWidth + 1 &&
    getComputedStyle(element).display !== 'inline')
  .map((element) => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 40))
})()`

/** Amounts that are closer to their neighbour on the same line than a letter is wide. */
export const touching = `(() => {
  const boxes = Array.from(document.querySelectorAll('.won'), (element) => ({ text: element.textContent, ...element.getBoundingClientRect().toJSON() }))
  const isOneLine = (one, other) => one.top < other.bottom && other.top < one.bottom
  return boxes.flatMap((one, index) => boxes.slice(index + 1)
    .filter((other) => isOneLine(one, other) && one.left < other.right + 8 && other.left < one.right + 8)
    .map((other) => one.text + ' ' + other.text))
})()`

/** Labels that share neither their left nor their right edge with their figure, where the two stand one above the other. */
export const askew = `(() => {
  ${isHidden}
  const edges = (element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return range.getBoundingClientRect()
  }
  const pairs = Array.from(document.querySelectorAll('.figures > div, .amounts > div, .field'),
    (element) => [element.querySelector('dt, .label'), element.querySelector('dd, input, select')])
  const numbers = Array.from(document.querySelectorAll('table'), (table) =>
    Array.from(table.querySelectorAll('thead .number'), (head) =>
      Array.from(table.querySelectorAll('tbody tr'), (row) => [head, row.children[head.cellIndex]])).flat()).flat()
  return [...pairs, ...numbers].filter(([label, figure]) => {
    if (label.getClientRects().length === 0 || isHidden(label)) return false
    const [one, other] = [edges(label), figure.matches('input, select') ? figure.getBoundingClientRect() : edges(figure)]
    const isStacked = one.bottom <= other.top + 1
    return isStacked && Math.abs(one.left - other.left) > 2 && Math.abs(one.right - other.right) > 2
  }).map(([label, figure]) => label.textContent.trim() + ': ' + figure.textContent.trim())
})()`

/** Where the right edges of the figures are on the cards of a phone, rounded: one place for each kind of card. */
export const rightEdges = `Object.fromEntries(['.receipts .amounts dd', 'tbody .value', '.request .code'].map((selector) => {
  const shown = Array.from(document.querySelectorAll(selector)).filter((element) => element.getClientRects().length > 0)
  return [selector, [...new Set(shown.map((element) => Math.round(element.getBoundingClientRect().right)))]]
}))`
