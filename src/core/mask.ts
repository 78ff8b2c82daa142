/** What a secret is replaced with. */
const stars = '****'
/** Deeper than any PG answers; what lies below is left out rather than followed without end. */
const deepest = 20

/**
 * A function that removes every one of `secrets` from text and from data of the gateway. `withCard`: the call
 * carried a card, so anything that looks like a card number is cut to its first six and last four digits.
 */
export function masker(secrets: readonly unknown[], withCard: boolean): (value: unknown) => unknown {
  const patterns = secrets.flatMap(patternOf).sort((one, other) => lengthOf(other) - lengthOf(one))
  const maskText = (text: string): string => {
    let clean = text
    for (const pattern of patterns) clean = clean.replaceAll(pattern, stars)
    return withCard ? clean.replace(/\d+(?:[ -]\d+)*/g, maskCards) : clean
  }
  const mask = (value: unknown, depth: number): unknown => {
    if (depth > deepest) return stars
    if (typeof value === 'string') return maskText(value)
    if (typeof value === 'number') return maskText(String(value)) === String(value) ? value : stars
    if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
    return Object.fromEntries(entries.map(([key, item]) => [maskText(key), mask(item, depth + 1)]))
  }
  return (value) => mask(value, 0)
}

const lengthOf = (pattern: RegExp | string) => (typeof pattern === 'string' ? pattern : pattern.source).length

function patternOf(secret: unknown): (RegExp | string)[] {
  const text = typeof secret === 'number' ? String(secret) : secret
  if (typeof text !== 'string' || text.trim() === '') return []
  // A number stands alone: `12` is not a part of `3012`. It may be grouped by spaces or dashes.
  if (/^[\d -]+$/.test(text)) {
    const digits = text.replace(/\D/g, '')
    return digits === '' ? [] : [new RegExp(`(?<!\\d)${[...digits].join('[ -]?')}(?!\\d)`, 'g')]
  }
  // One letter is in every sentence.
  if (text.length < 2) return []
  // As in a form or a query; half of a surrogate pair has no such form.
  const encoded = /\p{Cs}/u.test(text) ? text : encodeURIComponent(text)
  return encoded === text ? [text] : [text, encoded]
}

/** In `run`, groups of digits, cuts those that make a card number; other numbers may stand right beside it. */
function maskCards(run: string): string {
  // Groups at the even places, what separates them at the odd ones.
  const parts = run.split(/([ -])/)
  const clean: (string | undefined)[] = []
  for (let from = 0; from < parts.length; ) {
    const { digits, to } = cardAt(parts, from)
    clean.push(
      digits ? `${digits.slice(0, 6)}${'*'.repeat(digits.length - 10)}${digits.slice(-4)}` : parts[from],
    )
    clean.push(parts[to])
    from = to + 1
  }
  return clean.join('')
}

/** The longest card number that begins at `from`, and where it ends; without one, where the group ends. */
function cardAt(parts: string[], from: number): { digits?: string; to: number } {
  let longest: { digits?: string; to: number } = { to: from + 1 }
  // Cards are written in groups of four or more: a shorter one is another number.
  if (parts[from]!.length < 4) return longest
  let digits = ''
  for (let next = from; next < parts.length; next += 2) {
    digits += parts[next]
    if (digits.length > 19) break
    if (digits.length >= 14 && isLuhn(digits)) longest = { digits, to: next + 1 }
  }
  return longest
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
