import { isNotFound } from './envelope'
import type { Failure } from './failure'
import type { Safety } from './request'

/*
 * Retry rules. Pure: a failure in, a decision out. No option changes the rules that keep money safe.
 */

/** HTTP statuses of an overloaded or failing server: the same request may succeed later. */
const temporary = new Set([429, 500, 502, 503, 504])
/** If `Retry-After` exceeds this many seconds, the call fails at once, with `retryAfter` on the error. */
export const longestRetryAfter = 5

/** Whether the same request may be sent again after this failure. */
export function mayRepeat(safety: Safety, failure: Failure): boolean {
  if (failure.retryAfter !== undefined && failure.retryAfter > longestRetryAfter) return false
  switch (failure.type) {
    case 'conn':
    case 'timeout':
      return failure.sent ? safety !== 'once' : true
    case 'invalid':
      return safety !== 'once' && (failure.incomplete || temporary.has(failure.httpStatus))
    case 'api':
      return safety !== 'once' && temporary.has(failure.httpStatus) && !isNotFound(failure)
    default:
      return false
  }
}

/** Milliseconds before try number `attempt` + 1: doubled each time, half of it random. */
export function backoff(attempt: number, retryAfter: number | undefined, random: number): number {
  const wait = (0.5 + random / 2) * Math.min(2000, 250 * 2 ** (attempt - 1))
  return Math.max(wait, (retryAfter ?? 0) * 1000)
}

/** Whether it is unknown, after this one try, what the gateway did. */
export function isUnclear(failure: Failure): boolean {
  if (!failure.sent) return false
  if (failure.type !== 'api') return true
  // The gateway's own code is a clear answer at any status: v1 reports declined cards at 500.
  return Number.isNaN(failure.gatewayCode) && !clearStatuses.has(failure.httpStatus)
}

/**
 * With these statuses the gateway's web server itself refuses a request, in JSON without the gateway's code. Others, such
 * as 401 and 403, a firewall may send in place of an answer that it held back.
 */
const clearStatuses = new Set([400, 404, 409, 422])

/** `outcomeUnknown` of the error, after the last try. */
export function outcomeUnknown(safety: Safety, last: Failure, wasUnclear: boolean): boolean {
  if (safety === 'lookup') return false
  if (safety === 'once') return isUnclear(last)
  return wasUnclear || isUnclear(last)
}

/** A client's budget for retries: it keeps many calls at once from flooding a gateway that is down. */
export const fullBudget = 500
const priceOfRetry = 5

/** The budget after one more retry, or `undefined` if there is not enough. */
export function spendRetry(budget: number): number | undefined {
  return budget >= priceOfRetry ? budget - priceOfRetry : undefined
}

export function earnBack(budget: number): number {
  return Math.min(fullBudget, budget + 1)
}
