/**
 * How a request may be repeated.
 *
 * - `lookup`: repeating changes nothing
 * - `destroy`: repeating leads to the same end, so it is repeated too
 * - `once`: it moves money, or makes something that will; never repeated once it may have left
 */
export type Safety = 'lookup' | 'destroy' | 'once'

/** What a caller is told to do when the outcome is unknown: one sentence, twice. */
export interface Settle {
  korean: string
  english: string
}

/** A request as a value: what goes on the wire, and what may be done about a failure. */
export interface ApiRequest<Answer> {
  /** The client's method, as errors name it. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body: Record<string, unknown> | undefined
  safety: Safety
  settle: Settle | undefined
  /** Values of this call that no error may show. */
  secrets: readonly unknown[]
  /** It carries a card, whose number the gateway may repeat in a form of its own. */
  withCard: boolean | undefined
  /** Only for the type checker: the shape of the envelope that answers. */
  answer?: Answer
}

/** A request as it leaves: the body is text already. */
export interface HttpRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
  /** Lookups share kept-alive sockets. What moves money never rides one that the server is about to close. */
  pooled: boolean
}

export interface HttpAnswer {
  status: number
  /** Text; an adapter of the user's own may have parsed it already. */
  body: unknown
  retryAfter: string | undefined
}

interface RequestDetails {
  body?: Record<string, unknown>
  safety: Safety
  settle?: Settle
  secrets?: readonly unknown[]
  withCard?: boolean
}

/** Spells every field out, so that a polluted `Object.prototype` can lend none. */
export function request<Answer>(
  name: string,
  method: ApiRequest<Answer>['method'],
  path: string,
  details: RequestDetails,
): ApiRequest<Answer> {
  const { body, safety, settle, secrets, withCard } = { __proto__: null, ...details } as RequestDetails
  return {
    name,
    method,
    path,
    body: body && withoutUndefined(body),
    safety,
    settle,
    secrets: secrets ?? [],
    withCard,
  }
}

/** `` path`/receipt/${id}` ``: each value becomes exactly one encoded segment. */
export function path(parts: TemplateStringsArray, ...segments: string[]): string {
  return String.raw({ raw: parts }, ...segments.map(encodeURIComponent))
}

/** `itemName` → `item_name`, before every capital, as 1.1.2 wrote the keys of free objects. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (capital, index) => (index > 0 ? '_' : '') + capital.toLowerCase())
}

/** The top-level keys of a free object in the gateway's spelling; an empty object is not sent, as in 1.1.2. */
export function snakeKeys(record: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const entries = Object.entries(record ?? {}).map(([key, value]) => [snakeCase(key), value])
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The same for each object of a list; an empty list is not sent either. */
export function snakeList(list: Record<string, unknown>[] | undefined): unknown[] | undefined {
  return list && list.length > 0 ? list.map((record) => snakeKeys(record) ?? {}) : undefined
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
