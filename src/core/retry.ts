import type { Failure } from './failure'
import type { Safety } from './request'

/*
 * The law of repetition. Pure: a failure in, a decision out. No option reaches the rules that keep money safe.
 */

/** The gateway says `there is no such payment` with a 500 and this code, where its manual promises a 404. */
export function isNotFound(answer: { status: number; code: number }): boolean {
  return answer.status === 404 || answer.code === -2100
}

/** Answers that say the server had trouble, not that the request was wrong. */
const troubled = new Set([429, 500, 502, 503, 504])
/** A longer wish than this is handed to the caller instead of waited for. */
export const longestRetryAfter = 5

/** Whether this failure may be followed by the same request again. */
export function mayRepeat(safety: Safety, failure: Failure): boolean {
  if (failure.retryAfter !== undefined && failure.retryAfter > longestRetryAfter) return false
  switch (failure.type) {
    case 'conn':
    case 'timeout':
      return failure.sent ? safety !== 'once' : true
    case 'invalid':
      return safety !== 'once' && (failure.incomplete || troubled.has(failure.httpStatus))
    case 'api':
      return safety !== 'once' && troubled.has(failure.httpStatus) && !isNotFound(failure)
    default:
      return false
  }
}

/** Milliseconds before try number `attempt` + 1: they double, half of each is chance. */
export function backoff(attempt: number, retryAfter: number | undefined, random: number): number {
  const wait = (0.5 + random / 2) * Math.min(2000, 250 * 2 ** (attempt - 1))
  return Math.max(wait, (retryAfter ?? 0) * 1000)
}

/** Whether one try left it open what the gateway did. */
export function isUnclear(failure: Failure): boolean {
  if (!failure.sent) return false
  if (failure.type !== 'api') return true
  // The gateway's own negative code is a clear answer at any status: v1 reports declined cards at 500.
  return (failure.httpStatus >= 500 || failure.httpStatus === 408) && !(failure.gatewayCode < 0)
}

/** Whether the caller has to look before deciding, after the last of the tries. */
export function outcomeUnknown(safety: Safety, last: Failure, wasUnclear: boolean): boolean {
  if (safety === 'lookup') return false
  if (safety === 'once') return isUnclear(last)
  return wasUnclear || isUnclear(last)
}

/** A client's allowance for retries: it keeps many calls from storming a gateway that is down. */
export const fullBudget = 500
const priceOfRetry = 5

/** The allowance after one more retry, or `undefined` when it is spent. */
export function spendRetry(budget: number): number | undefined {
  return budget >= priceOfRetry ? budget - priceOfRetry : undefined
}

export function earnBack(budget: number): number {
  return Math.min(fullBudget, budget + 1)
}
