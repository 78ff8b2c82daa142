import { seconds, tokenLifetime, tokenReuse } from '../rules/documented'
import { refuse } from '../rules/errors'
import { requiredText } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { unixSeconds } from '../rules/time'
import type { AccessToken } from './entities'
import type { Gateway } from './gateway'
import { accessToken } from './ids'
import type { Merchants } from './merchants'

/** `POST /request/token`: the current token for its first 25 minutes, then a new one; the old one stays valid. */
export function requestToken(merchants: Merchants, fields: Fields) {
  const gateway = merchants.admit(requiredText(fields, 'application_id'), requiredText(fields, 'private_key'))
  // One moment for the whole answer, or a new token seems to have lost a second of its life.
  const now = gateway.clock.now()
  const token = youngToken(gateway, now) ?? issueToken(gateway, now)
  return {
    token: token.value,
    server_time: unixSeconds(now),
    expired_at: unixSeconds(token.expiresAt),
  }
}

/** The merchant whose valid token is the whole header, without `Bearer`. Refuses everything else. */
export function authorize(merchants: Merchants, header: string | undefined): Gateway {
  const found = merchants.findToken(header)
  if (found === undefined || found.token.revoked) return refuse('unknownToken')
  return found.gateway.clock.now() < found.token.expiresAt ? found.gateway : refuse('unknownToken')
}

/** After a 401 fault the token stays refused. */
export function revokeToken(merchants: Merchants, header: string | undefined): void {
  const found = merchants.findToken(header)
  if (found !== undefined) found.token.revoked = true
}

function youngToken(gateway: Gateway, now: number): AccessToken | undefined {
  const token = gateway.tokens.at(-1)
  const isYoung = token !== undefined && now - token.issuedAt < tokenReuse
  return isYoung && !token.revoked ? token : undefined
}

// Issued on a whole second, because the answer counts in seconds.
function issueToken(gateway: Gateway, now: number): AccessToken {
  const issuedAt = unixSeconds(now) * seconds
  const token = { value: accessToken(), issuedAt, expiresAt: issuedAt + tokenLifetime, revoked: false }
  const living = gateway.tokens.filter(({ expiresAt }) => expiresAt > issuedAt)
  gateway.tokens.splice(0, gateway.tokens.length, ...living, token)
  return token
}
