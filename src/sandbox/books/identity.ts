import { status, userTokenLifetime } from '../rules/documented'
import { refuse } from '../rules/errors'
import { requiredText } from '../rules/fields'
import type { CertifyInput } from '../rules/inputs'
import type { Fields } from '../rules/shapes'
import { koreanTimeWithOffset, unixSeconds } from '../rules/time'
import type { Certificate, Payment } from './entities'
import type { Gateway } from './gateway'
import { objectId } from './ids'
import { addStep, findPayment, requestPayment } from './payments'

/** `POST /request/user/token`: lets a member of the shop use the easy-pay window for an hour. */
export function requestUserToken(gateway: Gateway, fields: Fields) {
  const userId = requiredText(fields, 'user_id')
  const now = gateway.clock.now()
  let token = gateway.userTokens.get(userId)
  if (token === undefined || now >= token.expiresAt) {
    token = { value: objectId(now), expiresAt: now + userTokenLifetime }
    gateway.userTokens.set(userId, token)
  }
  return {
    user_token: token.value,
    expired_unixtime: unixSeconds(token.expiresAt),
    expired_localtime: koreanTimeWithOffset(token.expiresAt),
  }
}

/** `GET /certificate/:receipt_id`: who the person is. */
export function findCertificate(gateway: Gateway, receiptId: string): Payment {
  const payment = findPayment(gateway, receiptId)
  return payment.certificate === undefined ? refuse('notCertificate', receiptId) : payment
}

/** A person proves who they are, which only Danal offers. */
export function certify(gateway: Gateway, input: CertifyInput, opened?: Payment): Payment {
  const now = gateway.clock.now()
  const orderId = String(input.orderId ?? `auth-${unixSeconds(now)}`)
  const payment =
    opened ??
    requestPayment(gateway, {
      id: input.receiptId,
      orderId,
      itemName: '본인인증',
      price: 0,
      pg: 'danal',
      method: 'auth',
    })
  payment.certificate = certificateFrom(input)
  payment.status = status.paid
  payment.purchasedAt = now
  addStep(payment, now, 'approved')
  return payment
}

function certificateFrom(input: CertifyInput): Certificate {
  return {
    username: input.username ?? '홍길동',
    birth: input.birth ?? '1990-10-04',
    gender: input.gender ?? '1',
    phone: input.phone ?? '01000000000',
    carrier: input.carrier ?? 'SKT',
    foreigner: input.foreigner ?? false,
    unique: input.unique ?? 'sandbox-ci',
    di: input.di ?? 'sandbox-di',
  }
}
