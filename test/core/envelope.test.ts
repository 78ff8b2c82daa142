import { describe, expect, it } from 'vitest'
import { isNotFound, isRefusedToken } from '../../src/core/envelope'
import { failure } from '../../src/core/failure'
import { answered, unreadable } from '../support/failures'

describe('isNotFound', () => {
  it('knows the 404 of the manual and the code of the gateway', () => {
    expect(isNotFound({ status: 404, code: -2100 })).toBe(true)
    expect(isNotFound({ status: 404, code: -1 })).toBe(true)
    expect(isNotFound({ status: 500, code: -2100 })).toBe(true)
    expect(isNotFound({ status: 500, code: -100 })).toBe(false)
  })

  it('does not believe the 404 of another server', () => {
    for (const code of [-100, 0, 404]) expect(isNotFound({ status: 404, code }), `${code}`).toBe(false)
  })
})

describe('isRefusedToken', () => {
  it('believes a 401 with a code of the gateway, and no other', () => {
    for (const code of [-99001, -1]) expect(isRefusedToken(answered(401, code))).toBe(true)
    const foreign = [
      answered(401, null),
      answered(401, 0),
      unreadable(401),
      answered(403),
      answered(500),
      failure('conn', 'x'),
    ]
    for (const failed of foreign) expect(isRefusedToken(failed)).toBe(false)
  })
})
