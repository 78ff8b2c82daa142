import { randomBytes, randomUUID } from 'node:crypto'
import { unixSeconds } from '../rules/time'

/** Receipts, billing keys, reservations and user tokens: 24 hex digits that begin with the second of creation. */
export function objectId(at: number): string {
  const created = (unixSeconds(at) % 0x1_0000_0000).toString(16).padStart(8, '0')
  return created + randomBytes(8).toString('hex')
}

export function accessToken(): string {
  return randomBytes(32).toString('hex')
}

/** What the gateway makes when a cancel brings no `cancel_id`. */
export function cancelId(at: number): string {
  return `${randomUUID()}-${unixSeconds(at)}`
}

/** A PG's transaction number; any shape will do, this one says where it comes from. */
export function transactionId(at: number): string {
  return `sandbox${at}${randomBytes(3).toString('hex')}`
}

/** The part of a link that cannot be guessed. */
export function linkId(): string {
  return randomBytes(18).toString('base64url')
}

/** Digits only, for approval and account numbers. */
export function digits(count: number): string {
  return Array.from(randomBytes(count), (byte) => byte % 10).join('')
}
