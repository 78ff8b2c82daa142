/*
 * The spellings in which a server may repeat what it was sent: in percent encoding, HTML, JSON or base64, and digits as a
 * form shows them. Each function gives the source of a regular expression.
 */

/** Between the groups of a number: spaces, dots and dashes of any kind, also as HTML and forms write them. */
export const separator =
  '(?:[\\s.\\u00ad\\u00b7\\u200b-\\u200d\\u2010-\\u2015\\u2060\\u2212\\ufe63\\uff0d\\uff0e_+-]|%20|%2[DdEe]|%C2%A0|&nbsp;|&#160;|&#[xX]A0;)'

/** A decimal digit, also as wide as a Chinese character. */
export const digit = '[0-9\\uff10-\\uff19]'

/** Wide digits as the usual ones. */
export const unwidened = (text: string) =>
  text.replace(/[\uff10-\uff19]/g, (wide) => String(wide.charCodeAt(0) - 0xff10))

/** A number by its digits. A short one is not looked for between other characters, where every text would hold it. */
export function digitsOf(digits: string): string {
  const between = digits.length < 8 ? '[ -]?' : `${separator}{0,3}`
  const each = [...digits].map((value) => `[${value}${String.fromCharCode(0xff10 + Number(value))}]`)
  // The digits of a percent encoding, such as `%20`, are no part of a number.
  return `(?:(?<!${digit})|(?<=%[0-9A-Fa-f]{2}))${each.join(between)}(?!${digit})`
}

/** `text` as it is, and with its special characters in percent encoding, HTML or JSON. */
export function spelled(text: string): string {
  return [...text].map(spellingsOf).join('')
}

/** A text inside base64: at each of the three places where its bytes can begin. None for a text that is too short. */
export function base64Of(text: string): string[] {
  const bytes = Buffer.from(text)
  const cores = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    // Only the characters that depend on the text alone.
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

/** Shorter ones are found in ordinary words. */
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

/** Twice encoded, `%` is `%25`. Half of a surrogate pair has no such form. */
function inPercent(character: string): string[] {
  if (/\p{Cs}/u.test(character)) return []
  const encoded = encodeURIComponent(character)
  // Some marks, such as `-`, are left as they are there, but servers write them like the others.
  const bytes = encoded === character ? [character.charCodeAt(0).toString(16)] : encoded.slice(1).split('%')
  const all = bytes.map((byte) => `%(?:25){0,3}${anyCase(byte.toLowerCase())}`).join('')
  return character === ' ' ? [all, '\\+'] : [all]
}

const anyCase = (hex: string) => hex.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

/** Entities by name. */
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
