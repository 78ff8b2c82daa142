import { expect, it } from 'vitest'
import { tokenRequest } from '../../src/api/token'

it('tokenRequest sends the keys, and may be repeated', () => {
  const keys = { applicationId: 'an application id', privateKey: 'a private key' }
  expect(tokenRequest(keys)).toEqual({
    name: 'getAccessToken',
    method: 'POST',
    path: '/request/token',
    template: '/request/token',
    body: { application_id: 'an application id', private_key: 'a private key' },
    safety: 'lookup',
    advice: undefined,
    secrets: [],
    withCard: undefined,
  })
})
