/*
 * The spellings in which a server may repeat a secret that it was sent: in percent encoding, HTML, JSON or base64, and
 * digits in groups or full-width. Most functions return the source of a regular expression.
 */

/** Between the groups of a number: spaces, dots, dashes and slashes, also as JSON, forms and HTML write them. */
export const separator = `(?:${[
  '[\\s.\\u00ad\\u00b7\\u200b-\\u200d\\u2010-\\u2015\\u2060\\u2212\\ufe63\\uff0d\\uff0e_+-]',
  '\\\\{0,8}/',
  '%(?:25)?(?:20|2[DdEeFf])|%C2%A0',
  '&(?:nbsp|ndash|mdash|sol|#(?:32|4[567]|160|8211)|#[xX](?:20|2[DdEeFf]|[Aa]0));',
].join('|')})`

/** A decimal digit, ASCII or full-width. */
export const digit = '[0-9\\uff10-\\uff19]'

/** Full-width digits as ASCII digits. */
export const asciiDigits = (text: string) =>
  text.replace(/[\uff10-\uff19]/g, (wide) => String(wide.charCodeAt(0) - 0xff10))

/** One digit in percent encoding, JSON or HTML. A server writes digits so only if it encodes every character. */
const encodedDigit = `(?:${[
  '%(?:25)?3[0-9]|%EF%BC%9[0-9]',
  '\\\\{1,8}u003[0-9]',
  '&#0{0,8}(?:4[89]|5[0-7]);|&#[xX]0{0,8}3[0-9];',
].join('|')})`
const encodedDigits = new RegExp(`(?:${encodedDigit}${separator}{0,3}){8,}`, 'g')
const eachEncodedDigit = new RegExp(encodedDigit, 'g')

/** `text` with its encoded numbers of eight digits or more as ASCII digits. */
export const withPlainDigits = (text: string) =>
  text.replace(encodedDigits, (run) =>
    run.replace(eachEncodedDigit, (one) => {
      const [, code] = /#0*(\d+);/.exec(one) ?? []
      return code ? String.fromCharCode(Number(code)) : (/\d(?=;?$)/.exec(one)?.[0] ?? one)
    }),
  )

/** A number by its digits. Those of a short number may be separated by a space or a dash only, to match no other text. */
export function digitsOf(digits: string): string {
  const between = digits.length < 8 ? '[ -]?' : `(?:${separator}|[,:;|*]){0,3}`
  const each = [...digits].map((value) => `[${value}${String.fromCharCode(0xff10 + Number(value))}]`)
  // The digits of a percent encoding, such as `%20`, do not belong to the number.
  return `(?:(?<!${digit})|(?<=%[0-9A-Fa-f]{2}))${each.join(between)}(?!${digit})`
}

/** `text` as it is, and with its special characters in percent encoding, HTML or JSON. */
export function spelled(text: string): string {
  return [...text].map(spellingsOf).join('')
}

/** `text` within base64, for each of the three offsets at which its bytes can begin. Empty if the text is too short. */
export function base64Of(text: string): string[] {
  const bytes = Buffer.from(text)
  const cores = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // Without the first and last characters, which depend on the bytes around the text.
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6))
  })
  return cores
    .filter((core) => core.length >= shortestBase64)
    .map(
      (core) =>
        spelled(core).replaceAll(plus, `(?:${plus}|-)`).replaceAll(slash, `(?:${slash}|_)`) +
        '[\\w+/-]?(?:=|%3[Dd]){0,2}',
    )
}

/** Shorter base64 would match ordinary words. */
const shortestBase64 = 12

function spellingsOf(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index))
  const inJson = units.map((unit) => `\\\\{1,8}u${anyCase(unit.toString(16).padStart(4, '0'))}`).join('')
  const code = character.codePointAt(0) as number
  const inHtml = `&(?:amp;){0,3}(?:#0{0,8}${code}|#[xX]0{0,8}${anyCase(code.toString(16))}${names[character] ?? ''});`
  const literal = `\\\\{0,8}${character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')}`
  return `(?:${[inHtml, inJson, ...inPercent(character), literal].join('|')})`
}

/** Percent encoding, also applied several times (`%` is `%25`). Half of a surrogate pair has none. */
function inPercent(character: string): string[] {
  if (/\p{Cs}/u.test(character)) return []
  const encoded = encodeURIComponent(character)
  // `encodeURIComponent` leaves some characters, such as `-`, as they are; servers may encode them too.
  const bytes = encoded === character ? [character.charCodeAt(0).toString(16)] : encoded.slice(1).split('%')
  const all = bytes.map((byte) => `%(?:25){0,3}${anyCase(byte.toLowerCase())}`).join('')
  return character === ' ' ? [all, '\\+'] : [all]
}

const anyCase = (hex: string) => hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

/** HTML entities by name. */
const names: Record<string, string> = {
  '&': '|amp',
  '<': '|lt',
  '>': '|gt',
  '"': '|quot',
  "'": '|apos',
  '/': '|sol',
  '+': '|plus',
  '=': '|equals',
  ' ': '|nbsp',
}

const plus = spellingsOf('+')
const slash = spellingsOf('/')
