import { describe, expect, it } from 'vitest'
import { customRequest } from '../../src/api/custom'
import { json, ok, openLoopback } from '../support/loopback'
import { methodNames, methods, sampleIds } from '../support/methods'
import { errorOf, refusalOf } from '../support/refusal'
import { encodedIds } from '../support/rules'

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

  it.each([
    '/receipts?page=2&order_id=a%20b',
    '/receipts/%EC%A3%BC%EB%AC%B8',
    '/a-b_c.d~e/%2F',
    `/receipts/${encodeURIComponent("it's (so)! *~")}?name=${encodeURIComponent("it's (so)! *~")}`,
    `/receipts?${new URLSearchParams({ name: "a b'c/d?e", url: 'https://shop.invalid/x' })}`,
    ...encodedIds.map((id) => `/receipt/${encodeURIComponent(id)}`),
  ])('may have the path %s', (path) => {
    expect(customRequest({ path }).path).toBe(path)
  })

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
    '/',
    '/receipts/',
    '/receipts/?page=1',
    '/receipts?',
    '/receipts?next=//elsewhere.invalid',
    '/receipts?a="b"',
    '/receipts?a=b#c',
    '/receipts/50%',
    '/receipts/%zz',
    '/receipts/%ff',
    '/receipts/a%00b',
    '/receipts/a%0d%0aHost:x',
    '/receipts/%2E',
    '/..',
    '/receipts/..?a=b',
    '/a<b>',
    '/a|b',
    '/@elsewhere.invalid/..',
    ['/receipts'],
    new URL('https://elsewhere.invalid/receipts'),
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
    { path: '/x', method: 'POST', data: { price: 1 } },
    { path: '/x', method: 'POST', json: { price: 1 } },
    { path: '/x', params: { page: 2 } },
    { path: '/x', headers: {} },
    { path: '/x', baseURL: 'https://elsewhere.invalid' },
    { url: '/x' },
    '/x',
    [],
    undefined,
  ])('is refused as %j', (data) => {
    refusalOf(() => customRequest(data as never), 'request')
  })

  it.each([
    ['POST', '/cancel'],
    ['POST', '/cancel.json'],
    ['POST', '/CANCEL.xml'],
    ['POST', '/%63ancel'],
    ['POST', '/submit?x=%2F'],
    ['POST', '/subscribe/billing'],
    ['POST', '/subscribe/billing/reserve?a=1'],
    ['POST', '/request/payment'],
    ['POST', '/request/card_rebill'],
    ['PUT', '/delivery/start/r1'],
    ['PUT', '/request/card_rebill/r1'],
    ['POST', '/request/webhook'],
    ['POST', '/app/rest/remote_link'],
  ] as const)('to %s %s moves money, so no safety makes it repeatable', (method, path) => {
    refusalOf(() => customRequest({ method, path, body: {}, safety: 'lookup' }), 'request')
    refusalOf(() => customRequest({ method, path, body: {}, safety: 'destroy' }), 'request')
    expect(customRequest({ method, path, body: {} }).safety).toBe('once')
  })

  it.each([
    [
      { receipt_id: 'r1', amount: 500 },
      /body: 알 수 없는 이름이 있습니다: amount\. .*body: unknown names: amount\. /,
    ],
    [{ receipt_id: 'r1', Price: 500 }, /unknown names: Price/],
    [{ receiptId: 'r1', amount: 500 }, /unknown names: receiptId, amount/],
    [{ receipt_id: 'r1', cancel_price: 500 }, /body\.cancel_price is not a parameter of v1/],
    [{ receipt_id: 'r1', price: 500, cancelPrice: 100 }, /body\.cancelPrice is not a parameter of v1/],
    [{ receipt_id: 'r1', price: 500, tax_free: null }, /body\.tax_free must/],
    [{ receipt_id: 'r1', refund: { price: 500 } }, /unknown names: refund\.price/],
    [
      { receipt_id: 'r1', price: 0 },
      /body\.price must be an amount above 0; for a full cancel leave price out/,
    ],
    [{ receipt_id: 'r1', price: '' }, /for a full cancel leave price out/],
    [{ receipt_id: 'r1', price: null }, /for a full cancel leave price out/],
    [{ receipt_id: 'r1', price: '1,000' }, /body\.price must be digits alone/],
  ])('that is no clear cancel is refused: %j', (body, said) => {
    for (const path of ['/cancel', '/cancel.json', '/%63ancel', '/CANCEL?a=1']) {
      expect(refusalOf(() => customRequest({ path, body }), 'request').message).toMatch(said)
    }
    expect(customRequest({ path: '/cancels', body }).body).toEqual(body)
  })

  it('that cancels all or a part goes out as it is written', () => {
    const all = { receipt_id: 'r1', name: 'x', reason: 'x', cancel_id: '1', refund: { account: '1' } }
    for (const body of [all, { ...all, price: 500, memo: 'x' }]) {
      expect(customRequest({ path: '/cancel', body }).body).toEqual(body)
    }
  })

  it.each(methodNames.filter((name) => methods[name].safety === 'once'))(
    'to the route of %s moves money, so no safety makes it repeatable',
    (name) => {
      const [method, path] = methods[name].route(sampleIds).split(' ') as ['POST' | 'PUT', string]
      refusalOf(() => customRequest({ method, path, body: {}, safety: 'lookup' }), 'request')
    },
  )

  it.each(methodNames.filter((name) => methods[name].safety !== 'once'))(
    'to the route of %s may be repeatable',
    (name) => {
      const [method, path] = methods[name].route(sampleIds).split(' ') as ['GET' | 'DELETE', string]
      const { safety } = methods[name]
      expect(customRequest({ method, path, safety }).safety).toBe(safety)
    },
  )

  it.each([
    ['/receipts', '/receipts'],
    ['/receipts.json?x=1', '/receipts.json'],
    ['/receipts/by-order/order-1?x=1', '/receipts/:segment/:segment'],
    ['/5f9a', '/:segment'],
    ['/receipt/a%2Fb/', undefined],
  ])('to %s has the template %s', (path, template) => {
    if (template) expect(customRequest({ path }).template).toBe(template)
    else refusalOf(() => customRequest({ path }), 'request', 'path')
  })

  it('hides a billing key of its path, and secrets of its query, from errors', async () => {
    const key = 'billing-key-1'
    expect(customRequest({ path: `/subscribe/billing_key/${key}` }).secrets).toEqual([key])
    expect(customRequest({ method: 'DELETE', path: `/subscribe/billing/${key}` }).secrets).toEqual([key])
    for (const path of [`/subscribe/billing/${key}.json`, `/Subscribe/Billing_key/${key}.json`]) {
      expect(customRequest({ path }).secrets).toEqual([key])
    }
    expect(customRequest({ path: `/subscribe%2Fbilling/${key}` }).secrets).toEqual([key])
    for (const path of ['/subscribe/billing/reserve', '/subscribe/billing/reserve.json']) {
      expect(customRequest({ path, body: {} }).secrets).toEqual([])
    }
    expect(customRequest({ path: '/users?phone=0100000&page=2&cardNo=%3412' }).secrets).toEqual([
      '0100000',
      '412',
    ])
    const { client } = await openLoopback(({ url }, response) =>
      json(response, 404, { status: 404, code: -1, message: `no ${url?.split('/').at(-1)}`, data: { url } }),
    )
    const error = await errorOf(() => client.request({ path: `/subscribe/billing_key/${key}` }))
    expect(error).toMatchObject({ type: 'api', message: 'no ****' })
    expect(JSON.stringify(error)).not.toContain(key)
  })

  it('hides what an id may be from events, and secrets of its body from errors', () => {
    const { template, secrets, withCard } = customRequest({
      path: '/receipts/by-order/order-1?x=1',
      body: {
        card_no: '4111111111111111',
        user_info: { phone: '01000000000' },
        items: [{ email: 'a@b.invalid', cardPw: '47' }],
        data: { rps: ['01000000001'], account: { no: '12-34' }, msg: 'hello' },
      },
    })
    expect(template).toBe('/receipts/:segment/:segment')
    expect(secrets).toEqual(['4111111111111111', '01000000000', 'a@b.invalid', '47', '01000000001', '12-34'])
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

  it('leaves that of the token request, which calls share, as it is', async () => {
    const { client, requests } = await openLoopback((_, response) => json(response, 503, {}), {
      maxRetries: 1,
    })
    client.clearAccessToken()
    await errorOf(() => client.verify('r1', { maxRetries: 0 }))
    expect(requests.map(({ url }) => url)).toEqual(['/request/token', '/request/token'])
  })

  it('does not make repeatable what moves money', async () => {
    const { client, requests } = await openLoopback((_, response) => json(response, 503, {}))
    await errorOf(() => client.cancel({ receiptId: 'r1' }, { maxRetries: 5 }))
    await errorOf(() => client.request({ path: '/x', body: {} }, { maxRetries: 5 }))
    expect(requests).toHaveLength(2)
  })

  it.each([-1, 6, 1.5, '1', null])('is refused as %j', async (maxRetries) => {
    const { client, requests } = await openLoopback(ok)
    const error = await errorOf(() => client.verify('r1', { maxRetries } as never))
    expect(error).toMatchObject({ type: 'input', message: expect.stringContaining('maxRetries') })
    expect(requests).toHaveLength(0)
  })
})
