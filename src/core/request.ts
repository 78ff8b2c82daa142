import { ownFields } from './objects'

/**
 * How a request may be repeated.
 *
 * - `lookup`: repeating changes nothing
 * - `destroy`: it deletes or cancels a thing that can be deleted only once, so it is repeated too
 * - `once`: it moves money, or makes something that will; never repeated once it may have been sent
 */
export type Safety = 'lookup' | 'destroy' | 'once'

/** What the caller should do if the outcome is unknown, as one sentence in each language. */
interface Advice {
  korean: string
  english: string
}

/** A request as a value: what goes on the wire, and how a failure is handled. */
export interface ApiRequest<Answer> {
  /** The client's method, which errors and events name. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** The path without the values in it, for logs: `/receipt/:id`. */
  template: string
  body: Record<string, unknown> | undefined
  safety: Safety
  advice: Advice | undefined
  /** Values of this call that no error may show. */
  secrets: readonly unknown[]
  /** Whether it has a card number, which the gateway may repeat in another spelling. */
  withCard: boolean | undefined
  /** Only for the type checker: the shape of the envelope that answers. */
  answer?: Answer
}

interface RequestDetails {
  body?: Record<string, unknown>
  safety: Safety
  advice?: Advice
  secrets?: readonly unknown[]
  withCard?: boolean
}

/** Sets every field, so that none is read from a polluted `Object.prototype`. */
export function request<Answer>(
  name: string,
  method: ApiRequest<Answer>['method'],
  path: string | Path,
  details: RequestDetails,
): ApiRequest<Answer> {
  const { body, safety, advice, secrets, withCard } = ownFields(details) as RequestDetails
  return {
    name,
    method,
    ...(typeof path === 'string' ? { path, template: path } : path),
    body: body && withoutUndefined(body),
    safety,
    advice,
    secrets: secrets ?? [],
    withCard,
  }
}

interface Path {
  path: string
  template: string
}

/** `` path`/receipt/${id}` ``: each value becomes exactly one encoded segment. */
export function path(parts: TemplateStringsArray, ...segments: string[]): Path {
  return {
    path: String.raw({ raw: parts }, ...segments.map(encodeURIComponent)),
    template: parts.join(':id'),
  }
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
