import {
  asciiDigits,
  base64Of,
  digit,
  digitsOf,
  separator,
  spelled,
  withPlainDigits,
} from './secret-spellings'

/** What a secret is replaced with. */
const stars = '****'
/** Data nested deeper than this, which no PG sends, is replaced as a whole. */
const deepestNesting = 20

/**
 * A function that removes every one of `secrets` from text and from data of the gateway. `withCard`: the call
 * carried a card, so anything that looks like a card number is cut to its first six and last four digits.
 * `lasting`: secrets of many calls, such as the private key, whose patterns are kept between errors.
 */
export function masker(
  secrets: readonly unknown[],
  withCard: boolean,
  lasting: readonly string[] = [],
): (value: unknown) => unknown {
  const texts = [...secrets, ...lasting].flatMap(maskable).sort((one, other) => other.length - one.length)
  const plain = texts.map((text) => (isNumber(text) ? pattern(digitsOf(digitsIn(text))) : text))
  let encoded: RegExp[] | undefined
  const maskText = (text: string): string => {
    let clean = text
    // Most texts of the gateway are plain sentences, without anything encoded.
    if (mayBeEncoded.test(text)) {
      encoded ??= texts.flatMap((secret) =>
        lasting.includes(secret) ? keptPatterns(secret) : encodedPatterns(secret),
      )
      for (const secret of encoded) clean = clean.replaceAll(secret, stars)
      clean = withPlainDigits(clean)
    }
    for (const secret of plain) clean = clean.replaceAll(secret, stars)
    return withCard ? clean.replace(numbers, maskCards) : clean
  }
  const mask = (value: unknown, depth: number): unknown => {
    if (depth > deepestNesting) return stars
    if (typeof value === 'string') return maskText(value)
    if (typeof value === 'number') return maskText(String(value)) === String(value) ? value : stars
    if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
    return Object.fromEntries(entries.map(([key, item]) => [maskText(key), mask(item, depth + 1)]))
  }
  return (value) => mask(value, 0)
}

const pattern = (source: string) => new RegExp(source, 'g')
const mayBeEncoded = /[%&\\+]|[\w+/-]{12}/
const separators = new RegExp(`(${separator}{1,3})`)
/** Groups of digits, but for the digits of a percent encoding such as `%20`. */
const numbers = pattern(`(?<!%|%[0-9A-Fa-f])${digit}+(?:${separator}{1,3}${digit}+)*`)

const isNumber = (text: string) => /^[\d\uff10-\uff19\s.-]+$/.test(text)
const digitsIn = (text: string) => asciiDigits(text).replace(/\D/g, '')

/** Leaves out secrets that are empty or one character long: masking those would garble ordinary text. */
function maskable(secret: unknown): string[] {
  const text = typeof secret === 'number' ? String(secret) : secret
  if (typeof text !== 'string' || text.trim().length < 2) return []
  return isNumber(text) && digitsIn(text).length < 2 ? [] : [text]
}

/** Patterns by secret. Making those of a key takes longer than the rest of an error; few are kept, as tokens change. */
const kept = new Map<string, RegExp[]>()

function keptPatterns(text: string): RegExp[] {
  const patterns = kept.get(text) ?? encodedPatterns(text)
  if (kept.size >= 16) kept.clear()
  kept.set(text, patterns)
  return patterns
}

function encodedPatterns(text: string): RegExp[] {
  const inBase64 = [text, ...(isNumber(text) ? [digitsIn(text)] : [])].flatMap(base64Of)
  return [...(isNumber(text) ? [] : [spelled(text)]), ...inBase64].map(pattern)
}

/** Masks the card numbers in `run`, which is groups of digits. Groups before and after a card number are kept. */
function maskCards(run: string): string {
  // Even indices hold groups of digits, odd ones hold separators.
  const parts = run.split(separators)
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
  // Card numbers are written in groups of four digits or more.
  if (parts[from]!.length < 4) return longest
  let digits = ''
  for (let next = from; next < parts.length; next += 2) {
    digits += asciiDigits(parts[next]!)
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
