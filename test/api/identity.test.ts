import { describe, expect, it } from 'vitest'
import { certificate, requestUserToken } from '../../src/api/identity'
import { refusalOf } from '../support/refusal'
import { encodedIds, rules } from '../support/rules'

describe('requests as values', () => {
  it('requestUserToken counts as a lookup, and masks the member’s data', () => {
    const member = {
      email: 'test@gmail.com',
      name: '홍길동',
      gender: 1,
      birth: '901014',
      phone: '01012341234',
    }
    expect(requestUserToken({ userId: '1234', ...member })).toEqual({
      name: 'requestUserToken',
      method: 'POST',
      path: '/request/user/token',
      template: '/request/user/token',
      body: { user_id: '1234', ...member },
      safety: 'lookup',
      advice: undefined,
      secrets: ['홍길동', 'test@gmail.com', '01012341234', '901014', undefined, undefined],
    })
    expect(requestUserToken({ userId: '1234' }).body).toEqual({ user_id: '1234' })
  })

  it('certificate is a lookup', () => {
    expect(certificate('612df0250d681b001de61de6')).toEqual({
      name: 'certificate',
      method: 'GET',
      path: '/certificate/612df0250d681b001de61de6',
      template: '/certificate/:id',
      body: undefined,
      safety: 'lookup',
      advice: undefined,
      secrets: [],
    })
  })
})

describe('the id of certificate', () => {
  it('is encoded to one segment', () => {
    for (const id of encodedIds) expect(certificate(id).path).toBe(`/certificate/${encodeURIComponent(id)}`)
  })

  it('is refused when it is no id', () => {
    for (const id of rules.id.refuses) {
      refusalOf(() => certificate(id as string), 'certificate', 'receiptId')
    }
  })
})
