import type { IncomingMessage } from 'node:http'
import { bodyLimit, formDepth, formFields, jsonDepth } from '../rules/decisions'
import { refuse } from '../rules/errors'
import { isFields } from '../rules/fields'
import type { Fields } from '../rules/shapes'

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // The rest is read and dropped, because the caller reads the refusal only after it has sent its body.
    if (size <= bodyLimit) chunks.push(chunk)
  }
  if (size > bodyLimit) refuse('bodyTooLarge', `${bodyLimit} bytes`)
  return Buffer.concat(chunks).toString('utf8')
}

/** Decodes a request body: JSON when it looks like JSON, whatever the content type says, otherwise a form. */
export function decodeBody(body: string, contentType: string | undefined): Fields {
  const trimmed = body.trim()
  if (trimmed === '') return {}
  // Read as a form, its text would become the name of a field, and a secret in it would be recorded.
  if (/^multipart\//i.test(contentType ?? ''))
    refuse('malformedBody', ['multipart는 읽지 않습니다', 'multipart is not read'])
  if (/^[{[]/.test(trimmed) || /json/i.test(contentType ?? '')) return decodeJson(trimmed)
  return decodeForm(trimmed)
}

function decodeJson(body: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return refuse('malformedBody', 'JSON')
  }
  if (isDeeperThan(value, jsonDepth))
    refuse('malformedBody', ['너무 깊이 중첩되었습니다', 'nested too deeply'])
  // PHP sends an empty list where it means an empty object.
  if (Array.isArray(value) && value.length === 0) return {}
  return isFields(value) ? value : refuse('malformedBody', ['JSON 객체가 아닙니다', 'JSON object expected'])
}

// Level by level, because what is too deep must not be walked by recursion.
function isDeeperThan(value: unknown, depth: number): boolean {
  let level = [value]
  for (let step = 0; level.length > 0; step++) {
    if (step > depth) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

type Node = Map<string, Node | string>

/** `a[b][]=1` becomes `{ a: { b: ['1'] } }`, as Rails reads it. Maps on the way: no key can reach a prototype. */
export function decodeForm(body: string): Fields {
  const root: Node = new Map()
  let count = 0
  for (const [name, value] of new URLSearchParams(body)) {
    if (++count > formFields) refuse('malformedBody', ['필드가 너무 많습니다', 'too many fields'])
    const path = pathOf(name)
    // No field is called so: the body is another text. It is not recorded as a name, because it may hold a secret.
    if (/[\s"'<>{}:=&]/.test(path[0] ?? '')) refuse('malformedBody', ['폼이 아닙니다', 'not a form'])
    if (path.length > formDepth) refuse('malformedBody', ['너무 깊이 중첩되었습니다', 'nested too deeply'])
    insert(root, path, value)
  }
  return plain(root) as Fields
}

function pathOf(name: string): string[] {
  const head = /^[^[\]]+/.exec(name)?.[0]
  const rest = head === undefined ? '' : name.slice(head.length)
  if (head === undefined || !/^(\[[^[\]]*\])*$/.test(rest)) return [name]
  return [head, ...Array.from(rest.matchAll(/\[([^[\]]*)\]/g), (match) => match[1] ?? '')]
}

function insert(node: Node, path: string[], value: string): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    node.set(key === '' ? String(node.size) : key, value)
    return
  }
  const place = key === '' ? listPlace(node, rest[0]) : key
  let child = node.get(place)
  if (!(child instanceof Map)) {
    child = new Map()
    node.set(place, child)
  }
  insert(child, rest, value)
}

// In `items[][name]=…&items[][qty]=…` a repeated name begins the next element.
function listPlace(node: Node, name = ''): string {
  const last = node.get(String(node.size - 1))
  return last instanceof Map && name !== '' && !last.has(name) ? String(node.size - 1) : String(node.size)
}

function plain(node: Node): unknown {
  const entries = Array.from(node, ([key, value]): [string, unknown] => [
    key,
    value instanceof Map ? plain(value) : value,
  ])
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  // fromEntries defines own properties, even one called __proto__.
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
