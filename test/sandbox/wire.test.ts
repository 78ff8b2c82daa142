import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { open, requestToken, send, tokenOf } from './support'

test('doubled slashes, a trailing slash and the .json suffix change nothing', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  for (const path of [
    `//receipt//${receipt_id}`,
    `/receipt/${receipt_id}/`,
    `/receipt/${receipt_id}.json?x=1`,
  ]) {
    expect((await call('GET', path)).data.receipt_id).toBe(receipt_id)
  }
  expect((await call('POST', '/cancel.json', { receipt_id })).http).toBe(200)
})

test('a form body works, with bracketed nesting', async () => {
  const { sandbox } = await open()
  const form = new URLSearchParams({ application_id: sandbox.applicationId, private_key: sandbox.privateKey })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const token = await send(sandbox, 'POST', '/request/token', form.toString(), headers)
  const { billing_key } = sandbox.issueBillingKey({ pg: 'payapp' })
  const charge =
    `billing_key=${billing_key}&item_name=a&price=35000&order_id=1&user_info[username]=%ED%99%8D&user_info[phone]=010` +
    '&items[][item_name]=a&items[][qty]=1&items[][item_name]=b&items[][qty]=2'
  const authorization = token.data.token
  const paid = await send(sandbox, 'POST', '/subscribe/billing', charge, { ...headers, authorization })
  expect(paid).toMatchObject({ http: 200, data: { price: 35000, order_id: '1' } })
  expect(sandbox.requests.at(-1)?.body).toMatchObject({
    user_info: { username: '홍' },
    items: [
      { item_name: 'a', qty: '1' },
      { item_name: 'b', qty: '2' },
    ],
  })
})

test('JSON is read whatever the content type says', async () => {
  const { sandbox } = await open()
  const body = JSON.stringify({ application_id: sandbox.applicationId, private_key: sandbox.privateKey })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
    expect((await send(sandbox, 'POST', '/request/token', body, { 'content-type': type })).http).toBe(200)
  }
})

test('a body on DELETE is ignored', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  expect((await call('DELETE', `/subscribe/billing/${billing_key}`, '[]')).http).toBe(200)
})

test('null, empty strings and zeros stand for absence', async () => {
  const { sandbox, call } = await open()
  const { billing_key } = sandbox.issueBillingKey()
  const padded = {
    billing_key,
    item_name: 'a',
    price: '35000',
    order_id: 1630396800000,
    quota: 0,
    interest: 0,
    tax_free: 0,
    user_info: { id: '', gender: 0 },
    feedback_url: '',
    feedback_content_type: null,
    scheduler_type: '',
    execute_at: 0,
    items: null,
    extra: [],
    callback: 'unknown',
    application_id: sandbox.applicationId,
  }
  const { http, data } = await call('POST', '/subscribe/billing', padded)
  expect(http).toBe(200)
  expect(data).toMatchObject({ price: 35000, order_id: '1630396800000' })
})

test('a body that cannot be read is refused with 400', async () => {
  const { sandbox, call } = await open()
  for (const body of ['{"receipt_id":', '[1]', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]) {
    const refused = await call('POST', '/cancel', body)
    expect(refused).toMatchObject({ http: 400, status: 400 })
    expect(refused.code).toBeLessThan(0)
  }
  const deep = `a${'[b]'.repeat(20)}=1`
  const authorization = await tokenOf(sandbox)
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  expect((await send(sandbox, 'POST', '/cancel', deep, headers)).http).toBe(400)
  const many = 'a=1&'.repeat(3_000)
  expect((await send(sandbox, 'POST', '/cancel', many, headers)).http).toBe(400)
  expect((await call('POST', '/cancel', { receipt_id: { a: 1 } })).http).toBe(400)
  expect((await call('POST', '/cancel', {})).hint.english).toContain('receipt_id')
  expect((await call('GET', '/receipt/%E0%A4%A')).http).toBe(404)
})

test('a body beyond the limit is refused with 413', async () => {
  const { call } = await open()
  expect((await call('POST', '/cancel', 'x'.repeat(1_100_000))).http).toBe(413)
})

test('prototype keys in a body are ordinary keys', async () => {
  const { sandbox, call } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  const hostile = `{"receipt_id":"${receipt_id}","__proto__":{"price":1},"constructor":{"prototype":{"polluted":1}}}`
  expect((await call('POST', '/cancel', hostile)).data.request_cancel_price).toBe(1000)
  const authorization = await tokenOf(sandbox)
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const form =
    'receipt_id=none&__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1'
  expect((await send(sandbox, 'POST', '/cancel', form, headers)).code).toBe(-2100)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  for (const id of ['__proto__', 'constructor', 'toString']) {
    expect((await call('GET', `/receipt/${id}`)).code).toBe(-2100)
  }
})

test('an unknown path or method is refused with 404', async () => {
  const { call } = await open()
  expect((await call('GET', '/v2/receipt/x')).http).toBe(404)
  expect((await call('PUT', '/cancel', {})).http).toBe(404)
  expect((await call('POST', '/', {})).http).toBe(404)
})

test('an unknown receipt answers 500 with -2100 and no data, or 404 when asked to', async () => {
  const { call } = await open()
  const missing = await call('GET', '/receipt/12345')
  expect(missing).toMatchObject({ http: 500, status: 500, code: -2100 })
  expect(missing).not.toHaveProperty('data')
  for (const [method, path] of [
    ['POST', '/cancel'],
    ['POST', '/submit'],
    ['GET', '/certificate/none'],
  ] as const) {
    const body = method === 'POST' ? { receipt_id: 'none' } : undefined
    expect((await call(method, path, body)).code).toBe(-2100)
  }
  const { call: strict } = await open({ notFoundStatus: 404 })
  expect(await strict('GET', '/receipt/12345')).toMatchObject({ http: 404, status: 404, code: -2100 })
  expect((await strict('GET', '/subscribe/billing_key/none')).http).toBe(404)
})

test('sandbox.requests masks secrets', async () => {
  const { sandbox, call } = await open()
  await requestToken(sandbox)
  await call('POST', '/request/card_rebill', {
    pg: 'nicepay',
    card_no: '5570420412341074',
    card_pw: '12',
    expire_year: '26',
    expire_month: '12',
    identify_number: '901010',
  })
  await call('POST', '/cancel', { receipt_id: 'r', refund: { account: '66569112432134', bankcode: '004' } })
  const recorded = JSON.stringify(sandbox.requests)
  for (const secret of [
    sandbox.privateKey,
    '5570420412341074',
    '901010',
    '66569112432134',
    await tokenOf(sandbox),
  ]) {
    expect(recorded).not.toContain(secret)
  }
  expect(sandbox.requests[1]).toMatchObject({ method: 'POST', path: '/request/token', status: 200, code: 0 })
  expect(sandbox.requests.at(-2)).toMatchObject({
    path: '/cancel',
    status: 500,
    code: -2100,
    body: { receipt_id: 'r', refund: { account: '***', bankcode: '004' } },
  })
})

test('bytes that are no HTTP end only their own connection, and no other request', async () => {
  const { sandbox } = await open()
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1', () =>
      socket.write('no http at all\r\n\r\n'),
    )
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
  })
  expect((await requestToken(sandbox)).http).toBe(200)
})
