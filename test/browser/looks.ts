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
