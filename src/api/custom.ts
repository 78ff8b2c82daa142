import { readFields } from '../core/fields'
import { isRecord } from '../core/objects'
import { type ApiRequest, request, type Safety } from '../core/request'
import { optional, Refusal, type Rule, record } from '../core/rules'
import type { BootpayCommonResponse } from './common'

/** 직접 만드는 요청. 이 패키지에 함수가 없는 v1 API를 부를 때 씁니다. A request that the package has no method for. */
export interface BootpayRequestData {
  /** 기본값은 `body`가 있으면 `POST`, 없으면 `GET` */
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | undefined
  /** `/`로 시작하는 경로. 값은 `encodeURIComponent`로 인코딩해 넣습니다 */
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

export function customRequest(data: BootpayRequestData): ApiRequest<BootpayCommonResponse> {
  return readFields('request', data, (field) => {
    const path = field('path', plainPath)
    const body = field('body', optional(record))
    const method = field('method', optional(oneOf('GET', 'POST', 'PUT', 'DELETE'))) ?? (body ? 'POST' : 'GET')
    const stated = field('safety', optional(oneOf('lookup', 'destroy', 'once')))
    const safety = stated ?? (method === 'GET' ? 'lookup' : 'once')
    if (body && method !== 'POST' && method !== 'PUT') {
      throw new Refusal('body는 POST와 PUT에만 있습니다', 'body goes with POST and PUT only')
    }
    if (safety !== 'once' && method !== 'GET' && path && movesMoney.test(path)) {
      throw new Refusal(
        '돈이 움직이는 요청의 safety는 once여야 합니다',
        'safety must be once for a request that moves money',
      )
    }
    return {
      ...request<BootpayCommonResponse>('request', method, path, {
        body,
        safety,
        advice: safety === 'lookup' ? undefined : lookFirst,
        secrets: secretsIn(body),
        withCard: true,
      }),
      // Which of the caller's segments are ids is not known here.
      template: path.replace(/\?.*$/, '').replace(/(?<=[^/]\/)[^/]+/g, ':segment'),
    }
  })
}

/** What the methods of this package send as `once`. */
const movesMoney =
  /^\/(cancel|subscribe\/billing(\/reserve)?|request\/(card_rebill|payment)|submit|delivery\/start\/.*)(\.json)?\/?(\?|$)/i

/** A path that stays what it is in a URL: no other host, no `..`, nothing that is not encoded. */
const plainPath: Rule<string> = (value) => {
  if (typeof value !== 'string' || !value.startsWith('/')) {
    throw new Refusal('값은 /로 시작하는 경로여야 합니다', 'must be a path that begins with /')
  }
  const url = new URL(`https://gateway.invalid${value}`)
  if (url.host !== 'gateway.invalid' || url.pathname + url.search !== value || value.includes('//')) {
    throw new Refusal(
      '경로의 값은 encodeURIComponent로 인코딩하고, .. 와 다른 호스트는 쓸 수 없습니다',
      'must have its values encoded by encodeURIComponent, without .. and without another host',
    )
  }
  return value
}

function oneOf<Value extends string>(...values: Value[]): Rule<Value> {
  return (value) => {
    if (values.includes(value as Value)) return value as Value
    const list = values.join(', ')
    throw new Refusal(`값은 ${list} 중 하나여야 합니다`, `must be one of ${list}`)
  }
}

/** The gateway's names for what no error may show, wherever they are in a body. */
const secretNames = new Set([
  ...['card_no', 'card_pw', 'expire_year', 'expire_month', 'identify_number', 'billing_key', 'private_key'],
  ...['username', 'email', 'phone', 'birth', 'addr', 'address', 'account', 'accountholder', 'user_phone'],
])

function secretsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    secretNames.has(name) ? [inner] : secretsIn(inner),
  )
}
