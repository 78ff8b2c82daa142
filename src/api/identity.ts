import { argument, readFields } from '../core/fields'
import { type ApiRequest, path, request } from '../core/request'
import { anyText, bareId, count, idOrNumber, optional } from '../core/rules'
import type { MethodCode, PgCode } from './codes'
import { type BootpayAnswer, contactOf, type PaymentData } from './common'

/** 사용자 토큰 파라미터. Parameters of `requestUserToken`. */
export interface BootpayRequestUserTokenData {
  /** 가맹점 회원 고유번호 */
  userId: string | number
  /** 이메일 */
  email?: string | undefined
  /** 이름 */
  name?: string | undefined
  /** 성별: 0 여자, 1 남자 */
  gender?: number | undefined
  /** 생년월일 `YYMMDD` */
  birth?: string | undefined
  /** 전화번호. payapp에는 필요합니다 */
  phone?: string | undefined
}

/** 사용자 토큰. A token for the gateway's easy-pay window. */
export interface UserToken {
  /** 사용자 토큰. 간편결제 창을 여는 클라이언트 SDK에 넘깁니다 */
  user_token: string
  /** 만료 시각, 1970년부터의 초: 발급하고 한 시간 뒤 */
  expired_unixtime: number
  /** 만료 시각(한국 시간), 시간대 포함 */
  expired_localtime: string
  [field: string]: any
}

/** 본인인증 결과. 개인정보이니 로그에 남기지 마세요. The result of an identity check: personal data, never log it. */
export interface Certificate {
  receipt_id: string
  order_id: string
  pg: PgCode
  pg_name: string
  method: MethodCode
  method_name: string
  certificate: {
    /** 이름 */
    username: string
    /** 생년월일 */
    birth: string
    /** 성별 */
    gender: string
    /** 본인인증의 CI */
    unique: string
    /** 본인인증의 DI */
    di: string
    /** 전화번호. 다날에 요청했을 때만 있음 */
    phone: string
    /** 통신사. 다날에 요청했을 때만 있음 */
    carrier: string
    /** 외국인 여부. 다날에 요청했을 때만 있음 */
    foreigner: boolean
    [field: string]: any
  }
  payment_data: PaymentData
  [field: string]: any
}

export function requestUserToken(data: BootpayRequestUserTokenData): ApiRequest<BootpayAnswer<UserToken>> {
  return readFields('requestUserToken', data, (field) => {
    const body = {
      user_id: field('userId', idOrNumber),
      email: field('email', optional(anyText)),
      name: field('name', optional(anyText), 'username'),
      gender: field('gender', optional(count)),
      birth: field('birth', optional(anyText)),
      phone: field('phone', optional(anyText)),
    }
    const { email, name, birth, phone } = body
    return request('requestUserToken', 'POST', '/request/user/token', {
      body,
      // A second request does no harm, so it counts as a lookup.
      safety: 'lookup',
      secrets: contactOf({ username: name, email, birth, phone }),
    })
  })
}

export function certificate(receiptId: string): ApiRequest<BootpayAnswer<Certificate>> {
  const receipt = argument('certificate', 'receiptId', receiptId, bareId)
  return request('certificate', 'GET', path`/certificate/${receipt}`, { safety: 'lookup' })
}
