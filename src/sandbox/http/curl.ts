import { randomUUID } from 'node:crypto'
import { maskFields } from '../rules/mask'
import type { Fields } from '../rules/shapes'
import { shellWord } from '../rules/shell'

/** Longest body for which a line is made, in characters. */
const longestBody = 4_000

interface Repeatable {
  /** Base URL of the sandbox. */
  readonly url: string
  readonly method: string
  /** Decoded parts of the path. */
  readonly segments: readonly string[]
  readonly hasToken: boolean
  readonly fields: Fields
}

/**
 * One line for a shell that sends the same request again. What is secret is a variable that the reader sets: `$TOKEN`,
 * `$CARD_NO`. Undefined when the body is too long for a line.
 */
export function curlOf({ url, method, segments, hasToken, fields }: Repeatable): string | undefined {
  const data = Object.keys(fields).length > 0 ? dataOf(fields) : ''
  if (data.length > longestBody) return undefined
  const address = `${url}/${segments.map(encodeURIComponent).join('/')}`
  return [
    'curl',
    method === 'GET' || (method === 'POST' && data !== '') ? '' : `-X ${method}`,
    shellWord(address),
    hasToken ? '-H "Authorization: $TOKEN"' : '',
    data === '' ? '' : `-H 'Content-Type: application/json' -d ${data}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/**
 * The line that sets `$TOKEN`; without a key the reader sets `$PRIVATE_KEY` first. Node reads the token out of the answer,
 * because it is there wherever this package is.
 */
export function tokenLine(url: string, applicationId: string, privateKey?: string): string {
  const keys = { application_id: applicationId, private_key: privateKey ?? 'unknown' }
  const body = privateKey === undefined ? dataOf(keys) : shellWord(jsonEscaped(JSON.stringify(keys)))
  const read = `node -pe 'JSON.parse(require("fs").readFileSync(0)).data.token'`
  return `TOKEN=$(curl -s ${shellWord(`${url}/request/token`)} -d ${body} | ${read})`
}

// Each secret is a random mark until the text is quoted, because no value can contain that mark.
function dataOf(fields: Fields): string {
  const mark = randomUUID()
  const json = JSON.stringify(maskFields(fields, (name) => `${mark}${variableOf(name)}${mark}`))
  return shellWord(jsonEscaped(json)).replace(new RegExp(`${mark}(\\w+)${mark}`, 'g'), `'"$$$1"'`)
}

/** `card_no`, `cardNo` and `card-no` are `CARD_NO`. */
function variableOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase()
}

/** Escapes characters by which a value could control the terminal. */
function jsonEscaped(json: string): string {
  return json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}
