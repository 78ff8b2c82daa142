import { type ApiRequest, request } from '../core/request'
import type { BootpayAnswer } from './common'

/** 토큰 응답. 시각은 1970년부터의 초입니다. The gateway's answer to a token request. */
export interface TokenAnswer extends BootpayAnswer<AccessToken> {}

interface AccessToken {
  /** 액세스 토큰 */
  token: string
  /** 부트페이 서버의 현재 시각(초) */
  server_time: number
  /** 만료 시각(초): 처음 발급된 때부터 30분 뒤 */
  expired_at: number
  [field: string]: any
}

/** The keys of a merchant. */
interface Credentials {
  applicationId: string
  privateKey: string
}

export function tokenRequest({ applicationId, privateKey }: Credentials): ApiRequest<TokenAnswer> {
  return request('getAccessToken', 'POST', '/request/token', {
    body: { application_id: applicationId, private_key: privateKey },
    // A second request within 25 minutes gives the same token.
    safety: 'lookup',
  })
}
