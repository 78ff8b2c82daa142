import { argument, readFields } from '../core/fields'
import { type ApiRequest, path, request } from '../core/request'
import { anyText, bareId, count, idOrNumber, optional } from '../core/rules'
import type { MethodCode, PgCode } from './codes'
import { type BootpayAnswer, contactOf, type PaymentData } from './common'

/** 사용자 토큰 파라미터 */
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
  /** 전화번호; payapp wants one */
  phone?: string | undefined
}

/** 사용자 토큰 */
export interface UserToken {
  /** Handed to the client SDK for the easy-pay window */
  user_token: string
  /** 만료 시각, seconds since 1970: one hour after it was issued */
  expired_unixtime: number
  /** The same instant, Korean time with its offset */
  expired_localtime: string
  [field: string]: any
}

/** 본인인증 결과. 개인정보이니 로그에 남기지 마세요. Personal data: do not log it. */
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
    /** CI */
    unique: string
    /** DI */
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
      // Asked for again it is only a spare token, so it counts as a lookup.
      safety: 'lookup',
      secrets: contactOf({ username: name, email, birth, phone }),
    })
  })
}

export function certificate(receiptId: string): ApiRequest<BootpayAnswer<Certificate>> {
  const receipt = argument('certificate', 'receiptId', receiptId, bareId)
  return request('certificate', 'GET', path`/certificate/${receipt}`, { safety: 'lookup' })
}
