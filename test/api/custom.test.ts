import { describe, expect, it } from 'vitest'
import { customRequest } from '../../src/api/custom'
import { json, ok, openLoopback } from '../support/loopback'
import { errorOf, refusalOf } from '../support/refusal'

describe('a request of the caller’s own', () => {
  it.each([
    [{ path: '/receipts' }, { method: 'GET', safety: 'lookup', body: undefined }],
    [
      { path: '/x', body: { a: 1 } },
      { method: 'POST', safety: 'once', body: { a: 1 } },
    ],
    [
      { path: '/x', method: 'PUT', body: { a: 1 } },
      { method: 'PUT', safety: 'once' },
    ],
    [
      { path: '/x', method: 'DELETE' },
      { method: 'DELETE', safety: 'once' },
    ],
    [
      { path: '/x', method: 'DELETE', safety: 'destroy' },
      { method: 'DELETE', safety: 'destroy' },
    ],
    [
      { path: '/x', body: {}, safety: 'lookup' },
      { method: 'POST', safety: 'lookup' },
    ],
  ] as const)('%j becomes %j', (data, expected) => {
    expect(customRequest(data)).toMatchObject({ name: 'request', path: data.path, ...expected })
  })

  it.each(['/receipts?page=2&order_id=a%20b', '/receipts/%EC%A3%BC%EB%AC%B8', '/a-b_c.d~e/%2F'])(
    'may have the path %s',
    (path) => {
      expect(customRequest({ path }).path).toBe(path)
    },
  )

  it.each([
    '',
    'receipts',
    'https://elsewhere.invalid/receipts',
    '//elsewhere.invalid/receipts',
    '/receipts//x',
    '/\\elsewhere.invalid',
    '/receipts/../cancel',
    '/receipts/%2e%2e/cancel',
    '/receipts/.%2E',
    '/receipts/./x',
    '/주문',
    '/a b',
    '/a#b',
    '/a\n',
    1,
    undefined,
    null,
  ])('is refused with the path %j', (path) => {
    refusalOf(() => customRequest({ path } as never), 'request', 'path')
  })

  it.each([
    { path: '/x', method: 'get' },
    { path: '/x', method: 'PATCH' },
    { path: '/x', safety: 'always' },
    { path: '/x', method: 'GET', body: {} },
    { path: '/x', method: 'DELETE', body: {} },
    { path: '/x', body: [] },
    { path: '/x', body: { price: Number.NaN } },
  ])('is refused as %j', (data) => {
    refusalOf(() => customRequest(data as never), 'request')
  })

  it.each([
    ['POST', '/cancel'],
    ['POST', '/cancel.json'],
    ['POST', '/submit/'],
    ['POST', '/subscribe/billing'],
    ['POST', '/subscribe/billing/reserve?a=1'],
    ['POST', '/request/payment'],
    ['POST', '/request/card_rebill'],
    ['PUT', '/delivery/start/r1'],
  ] as const)('to %s %s moves money, so no safety makes it repeatable', (method, path) => {
    refusalOf(() => customRequest({ method, path, body: {}, safety: 'lookup' }), 'request')
    refusalOf(() => customRequest({ method, path, body: {}, safety: 'destroy' }), 'request')
    expect(customRequest({ method, path, body: {} }).safety).toBe('once')
  })

  it('hides what an id may be from events, and secrets of its body from errors', () => {
    const { template, secrets, withCard } = customRequest({
      path: '/receipts/by-order/order-1?x=1',
      body: {
        card_no: '4111111111111111',
        user_info: { phone: '01000000000' },
        items: [{ email: 'a@b.invalid' }],
      },
    })
    expect(template).toBe('/receipts/:segment/:segment')
    expect(secrets).toEqual(['4111111111111111', '01000000000', 'a@b.invalid'])
    expect(withCard).toBe(true)
  })

  it('goes out with the token, and answers with the envelope', async () => {
    const { client, requests } = await openLoopback(ok)
    await expect(client.request({ path: '/receipts?page=2' })).resolves.toMatchObject({ status: 200 })
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: '/receipts?page=2',
      headers: { authorization: 'token' },
    })
  })

  it('is sent once after an unclear answer unless it is a lookup', async () => {
    const { client, requests } = await openLoopback((_, response) => json(response, 503, {}), {
      maxRetries: 1,
    })
    expect(await errorOf(() => client.request({ path: '/x', body: {} }))).toMatchObject({
      outcomeUnknown: true,
      attempts: 1,
      method: 'request',
    })
    expect(await errorOf(() => client.request({ path: '/x' }))).toMatchObject({
      outcomeUnknown: false,
      attempts: 2,
    })
    expect(requests).toHaveLength(3)
  })
})

describe('maxRetries of one call', () => {
  it('takes the place of that of setConfig', async () => {
    const { client } = await openLoopback((_, response) => json(response, 503, {}), { maxRetries: 1 })
    expect(await errorOf(() => client.verify('r1', { maxRetries: 0 }))).toMatchObject({ attempts: 1 })
    expect(await errorOf(() => client.verify('r1', { maxRetries: 2 }))).toMatchObject({ attempts: 3 })
  })

  it.each([-1, 6, 1.5, '1', null])('is refused as %j', async (maxRetries) => {
    const { client, requests } = await openLoopback(ok)
    const error = await errorOf(() => client.verify('r1', { maxRetries } as never))
    expect(error).toMatchObject({ type: 'input', message: expect.stringContaining('maxRetries') })
    expect(requests).toHaveLength(0)
  })
})
