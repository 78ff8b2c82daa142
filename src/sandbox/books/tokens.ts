import { seconds, tokenLifetime, tokenReuse } from '../rules/documented'
import { refuse } from '../rules/errors'
import { requiredText } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { unixSeconds } from '../rules/time'
import type { AccessToken } from './entities'
import type { Gateway } from './gateway'
import { accessToken } from './ids'

/** `POST /request/token`: the current token while it is young, then a new one beside it. */
export function requestToken(gateway: Gateway, fields: Fields) {
  const { applicationId, privateKey } = gateway.settings
  const isKnown =
    requiredText(fields, 'application_id') === applicationId &&
    requiredText(fields, 'private_key') === privateKey
  if (!isKnown) refuse('wrongKeys')

  const token = youngToken(gateway) ?? issueToken(gateway)
  return {
    token: token.value,
    server_time: unixSeconds(gateway.clock.now()),
    expired_at: unixSeconds(token.expiresAt),
  }
}

/** Refuses whoever brings no living token; the header holds it raw. */
export function authorize(gateway: Gateway, header: string | undefined): void {
  const token = gateway.tokens.find(({ value }) => value === header)
  if (token === undefined || token.revoked || gateway.clock.now() >= token.expiresAt) refuse('unknownToken')
}

/** After a 401 fault the token is gone for good, as one that the gateway itself no longer knows. */
export function revokeToken(gateway: Gateway, header: string | undefined): void {
  const token = gateway.tokens.find(({ value }) => value === header)
  if (token !== undefined) token.revoked = true
}

function youngToken(gateway: Gateway): AccessToken | undefined {
  const token = gateway.tokens.at(-1)
  const isYoung = token !== undefined && gateway.clock.now() - token.issuedAt < tokenReuse
  return isYoung && !token.revoked ? token : undefined
}

// Issued on a whole second, because the answer counts in seconds.
function issueToken(gateway: Gateway): AccessToken {
  const issuedAt = unixSeconds(gateway.clock.now()) * seconds
  const token = { value: accessToken(), issuedAt, expiresAt: issuedAt + tokenLifetime, revoked: false }
  const living = gateway.tokens.filter(({ expiresAt }) => expiresAt > issuedAt)
  gateway.tokens.splice(0, gateway.tokens.length, ...living, token)
  return token
}
