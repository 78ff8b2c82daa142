import { readFields } from '../core/fields'
import { isRecord } from '../core/objects'
import { listed } from '../core/parameter-names'
import { type ApiRequest, request, type Safety } from '../core/request'
import { optional, Refusal, type Rule, record } from '../core/rules'
import { checkCancelBody } from './cancel'
import type { BootpayCommonResponse } from './common'

/** 직접 만드는 요청. 이 패키지에 함수가 없는 v1 API를 부를 때 씁니다. A request that the package has no method for. */
export interface BootpayRequestData {
  /** 기본값은 `body`가 있으면 `POST`, 없으면 `GET` */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | undefined
  /** `/`로 시작하는 경로. 값은 `encodeURIComponent`로 인코딩해 넣습니다. 호스트와 `..`는 쓸 수 없습니다 */
  path: string
  /** JSON 본문. 이름은 부트페이가 쓰는 그대로(snake_case) 보냅니다. `POST`와 `PUT`에만 있습니다 */
  body?: Record<string, unknown> | undefined
  /**
   * 다시 보내도 되는지: `lookup`(조회), `destroy`(여러 번 지워도 같음), `once`(돈이 움직임, 다시 보내지 않음).
   * 기본값은 `GET`이면 `lookup`, 나머지는 `once`
   */
  safety?: Safety | undefined
}

const lookFirst = {
  korean: '다시 시도하기 전에 verify나 부트페이 관리자에서 처리되었는지 확인하세요.',
  english: 'before trying again, look with verify or in the console whether it was done',
}

export function customRequest<Data = any>(data: BootpayRequestData): ApiRequest<BootpayCommonResponse<Data>> {
  const made = readFields('request', data, (field, unknownNames) => {
    const path = field('path', encodedPath, 'url')
    const body = field('body', optional(record), 'data')
    const method = field('method', optional(oneOf('GET', 'POST', 'PUT', 'DELETE'))) ?? (body ? 'POST' : 'GET')
    const stated = field('safety', optional(oneOf('lookup', 'destroy', 'once')))
    const safety = stated ?? (method === 'GET' ? 'lookup' : 'once')
    // A body under another name, such as axios' `data`, must not become a request without a body.
    const unknown = unknownNames()
    if (unknown.length > 0) {
      const known = 'method, path, body, safety'
      throw new Refusal(
        `알 수 없는 이름이 있습니다: ${listed(unknown)}. 쓸 수 있는 이름: ${known}`,
        `unknown names: ${listed(unknown)}. The names are ${known}`,
      )
    }
    if (body && method !== 'POST' && method !== 'PUT') {
      throw new Refusal('body는 POST와 PUT에만 있습니다', 'body goes with POST and PUT only')
    }
    if (safety !== 'once' && method !== 'GET' && path && movesMoney(path)) {
      throw new Refusal(
        '돈이 움직이는 요청의 safety는 once여야 합니다',
        'safety must be once for a request that moves money',
      )
    }
    return {
      ...request<BootpayCommonResponse<Data>>('request', method, path, {
        body,
        safety,
        advice: safety === 'lookup' ? undefined : lookFirst,
        secrets: [...secretsInPath(path ?? ''), ...secretsIn(body)],
        withCard: true,
      }),
      template: templateOf(path ?? ''),
    }
  })
  if (isCancel(made.path)) checkCancelBody('request', made.body ?? {})
  return made
}

/** Segments that are not empty, and perhaps a query, of nothing but what `encodeURIComponent` and `URLSearchParams` write. */
const encoded = /^(?:\/[\w.~!$&'()*+,;=:@%-]+)+(?:\?[\w.~!$&'()*+,;=:@%-]+)?$/

/** A path that stays what it is in a URL: no other host, no `..`, nothing that is not encoded. */
const encodedPath: Rule<string> = (value) => {
  if (typeof value !== 'string' || !value.startsWith('/')) {
    throw new Refusal('값은 /로 시작하는 경로여야 합니다', 'must be a path that begins with /')
  }
  if (!encoded.test(value) || !isHarmless(value)) {
    throw new Refusal(
      '경로의 값은 encodeURIComponent로 인코딩하고, .. 와 빈 값, 다른 호스트는 쓸 수 없습니다',
      'must have its values encoded by encodeURIComponent, without .., empty values and another host',
    )
  }
  return value
}

function isHarmless(path: string): boolean {
  try {
    const names = pathOf(path).split('/').map(decodeURIComponent)
    return !names.includes('.') && !names.includes('..') && !/\p{Cc}/u.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

const pathOf = (path: string) => path.replace(/\?.*$/, '')
const queryOf = (path: string) => path.slice(pathOf(path).length)

/** Routes of v1 that move money, create what will move it (billing key, link, reservation), or send a webhook again. */
const routesOfMoney = [
  'cancel|submit|subscribe/billing(/reserve)?|delivery/start/.*',
  'request/(card_rebill(/.*)?|payment)|app/rest/remote_(form|link)',
  '(request/)?webhook',
]
const movesMoney = isOneOf(...routesOfMoney)
const isCancel = isOneOf('cancel')

/** Whether a path is one of these routes. It is decoded first, so that no encoding hides such a route. */
function isOneOf(...routes: string[]) {
  const route = new RegExp(`^/(${routes.join('|')})(\\.\\w+)?/?$`, 'i')
  return (path: string) => route.test(decodeURIComponent(pathOf(path)))
}

/** For logs: any segment may be an id, so only the first one is shown, and only if it is a word. */
function templateOf(path: string): string {
  const [first = '', ...others] = pathOf(path).slice(1).split('/')
  const isWord = /^[a-z_]+(\.json)?$/i.test(first)
  return ['', isWord ? first : ':segment', ...others.map(() => ':segment')].join('/')
}

function oneOf<Value extends string>(...values: Value[]): Rule<Value> {
  return (value) => {
    if (values.includes(value as Value)) return value as Value
    const list = values.join(', ')
    throw new Refusal(`값은 ${list} 중 하나여야 합니다`, `must be one of ${list}`)
  }
}

/** The gateway's names of what no error may show, in lower case without underscores. */
const secretNames = new Set([
  ...['cardno', 'cardpw', 'expireyear', 'expiremonth', 'identifynumber', 'billingkey', 'privatekey', 'token'],
  ...['username', 'email', 'phone', 'birth', 'addr', 'address', 'account', 'accountholder', 'userphone'],
  ...['rps', 'receivenumbers'],
])
const isSecret = (name: string) => secretNames.has(name.replaceAll('_', '').toLowerCase())

/** The secret values in a body, at any depth: each value under a secret name. */
function secretsIn(value: unknown, isWithin = false): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(item, isWithin))
  if (!isRecord(value)) return isWithin ? [value] : []
  return Object.entries(value).flatMap(([name, inner]) => secretsIn(inner, isWithin || isSecret(name)))
}

const keyRoute = /^\/subscribe\/billing(?:_key)?\/(?!reserve(?:\.\w+)?(?:\/|$))(.+?)(?:\.json)?$/i

/** The billing key in a path, without `.json` at its end, and the secret values in its query. */
function secretsInPath(path: string): string[] {
  const [, ...keys] = keyRoute.exec(decodeURIComponent(pathOf(path))) ?? []
  const named = [...new URLSearchParams(queryOf(path))].filter(([name]) => isSecret(name))
  return [...keys, ...named.map(([, value]) => value)]
}
