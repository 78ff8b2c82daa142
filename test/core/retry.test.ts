import { describe, expect, it } from 'vitest'
import { failure } from '../../src/core/failure'
import type { Safety } from '../../src/core/request'
import {
  backoff,
  earnBack,
  fullBudget,
  isUnclear,
  mayRepeat,
  outcomeUnknown,
  spendRetry,
} from '../../src/core/retry'
import { answered, unreadable } from '../support/failures'

const notSent = { sent: false }

/** Each failure, whether it is repeated (lookup, destroy, once), and whether a `once` call's outcome is unknown. */
const matrix: [string, ReturnType<typeof failure>, lookup: boolean, once: boolean, unknown: boolean][] = [
  ['a name that is not found', failure('conn', 'x', notSent), true, true, false],
  ['a timeout before the connection', failure('timeout', 'x', notSent), true, true, false],
  ['a reset', failure('conn', 'x'), true, false, true],
  ['a timeout after the connection', failure('timeout', 'x'), true, false, true],
  ['a certificate refused', failure('tls', 'x', notSent), false, false, false],
  ['a TLS failure after the request', failure('tls', 'x'), false, false, true],
  ['an abort before the request', failure('abort', 'x', notSent), false, false, false],
  ['an abort after the request', failure('abort', 'x'), false, false, true],
  ['an answer cut short', unreadable(200, true), true, false, true],
  ['an HTML page under 200', unreadable(200), false, false, true],
  ['an HTML page under 400', unreadable(400), false, false, true],
  ['an HTML page under 502', unreadable(502), true, false, true],
  ['a redirect', unreadable(307), false, false, true],
  ['429', answered(429), true, false, false],
  ['429 without JSON', unreadable(429), true, false, true],
  ['500 with a code of the gateway', answered(500), true, false, false],
  ['500 with code 0', answered(500, 0), true, false, true],
  ['500 without a code', answered(500, null), true, false, true],
  ['502 with a code', answered(502), true, false, false],
  ['503 without a code', answered(503, null), true, false, true],
  ['504 with a code', answered(504), true, false, false],
  ['501 without a code', answered(501, null), false, false, true],
  ['408 without a code', answered(408, null), false, false, true],
  ['408 with a code', answered(408), false, false, false],
  ['500 that says there is no such payment', answered(500, -2100), false, false, false],
  ...[400, 401, 403, 404, 407, 409, 422, 451].map(
    (status) =>
      [
        `${status} without a code`,
        answered(status, null),
        ...[false, false, [401, 403, 407, 451].includes(status)],
      ] as [string, ReturnType<typeof failure>, boolean, boolean, boolean],
  ),
  ['429 in the JSON of another server', answered(429, null), true, false, true],
  ['401 with a code', answered(401), false, false, false],
  ['401 with code 0', answered(401, 0), false, false, true],
  ['a refusal of ours', failure('input', 'x', notSent), false, false, false],
]

describe('the matrix', () => {
  it.each(matrix)('%s', (_, failed, lookup, once, unknown) => {
    expect(mayRepeat('lookup', failed)).toBe(lookup)
    expect(mayRepeat('destroy', failed)).toBe(lookup)
    expect(mayRepeat('once', failed)).toBe(once)
    expect(isUnclear(failed)).toBe(unknown)
    expect(outcomeUnknown('once', failed, false)).toBe(unknown)
    expect(outcomeUnknown('lookup', failed, true)).toBe(false)
    expect(outcomeUnknown('destroy', failed, false)).toBe(unknown)
  })

  it('never repeats what moves money once it may have been sent, and then always says that the outcome is unknown', () => {
    for (const [, failed] of matrix) {
      if (failed.sent) expect(mayRepeat('once', failed)).toBe(false)
      if (mayRepeat('once', failed)) expect(outcomeUnknown('once', failed, true)).toBe(false)
    }
  })

  it('remembers for a destroy that an earlier try was unclear', () => {
    expect(outcomeUnknown('destroy', answered(404), true)).toBe(true)
    expect(outcomeUnknown('destroy', answered(404), false)).toBe(false)
    expect(outcomeUnknown('once', answered(404), true)).toBe(false)
  })

  it.each(['lookup', 'destroy', 'once'] as Safety[])('waits for no Retry-After above 5 s: %s', (safety) => {
    for (const [, failed] of matrix) expect(mayRepeat(safety, { ...failed, retryAfter: 6 })).toBe(false)
    expect(mayRepeat(safety, { ...answered(503), retryAfter: 5 })).toBe(safety !== 'once')
  })
})

describe('backoff', () => {
  it('doubles from 250 ms to 2 s, half of it by chance', () => {
    expect([1, 2, 3, 4, 5].map((attempt) => backoff(attempt, undefined, 1))).toEqual([
      250, 500, 1000, 2000, 2000,
    ])
    expect([1, 2, 3, 4, 5].map((attempt) => backoff(attempt, undefined, 0))).toEqual([
      125, 250, 500, 1000, 1000,
    ])
  })

  it('is never shorter than Retry-After', () => {
    expect(backoff(1, 3, 0.5)).toBe(3000)
    expect(backoff(5, 1, 1)).toBe(2000)
    expect(backoff(1, 0, 0)).toBe(125)
  })
})

describe('the budget', () => {
  it('pays for 100 retries', () => {
    let budget: number | undefined = fullBudget
    let retries = 0
    for (; budget !== undefined; retries++) budget = spendRetry(budget)
    expect(retries - 1).toBe(100)
    expect(spendRetry(4)).toBeUndefined()
  })

  it('is earned back by successes, up to its full size', () => {
    expect(earnBack(0)).toBe(1)
    expect(earnBack(fullBudget)).toBe(fullBudget)
  })
})
