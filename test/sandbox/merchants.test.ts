import { describe, expect, test } from 'vitest'
import { get, post } from './page-support'
import { type Answer, open, receiver, send } from './support'

const any = { merchants: 'any' } as const

/** A program with keys of its own. */
async function program(url: string, applicationId: string, privateKey: string) {
  const token = await ask(url, applicationId, privateKey)
  const headers = { authorization: token.data.token as string }
  return (method: string, path: string, body?: unknown): Promise<Answer> =>
    send({ url } as never, method, path, body, headers)
}

const ask = (url: string, application_id: string, private_key: string) =>
  send({ url } as never, 'POST', '/request/token', { application_id, private_key })

describe('under merchants: any', () => {
  test('each application id is a merchant with the first key that came with it', async () => {
    const { sandbox } = await open(any)
    expect((await ask(sandbox.url, 'shop-a', 'key-a')).http).toBe(200)
    expect((await ask(sandbox.url, 'shop-b', 'key-b')).http).toBe(200)
    expect(await ask(sandbox.url, 'shop-a', 'key-b')).toMatchObject({ http: 401, status: 401 })
    expect((await ask(sandbox.url, 'shop-a', 'key-a')).http).toBe(200)
    expect(sandbox.merchants.map(({ applicationId, privateKey }) => [applicationId, privateKey])).toEqual([
      ['shop-a', 'key-a'],
      ['shop-b', 'key-b'],
    ])
  })

  test('no page shows the key that a program brought, which may be a real one', async () => {
    const { sandbox } = await open(any)
    await program(sandbox.url, 'shop', 'a-key-of-its-own')
    sandbox.merchant('prepared', { privateKey: 'a-key-from-the-test' })
    for (const name of ['shop', 'prepared']) {
      const { text } = await get(`${sandbox.url}/merchants/${name}/`)
      expect(text).toContain('Bootpay.setConfig(')
      expect(text).toContain('[ Private Key ]')
      expect(text).not.toContain('a-key-')
    }
  })

  test('an empty application id or key is refused with 400 and makes no merchant', async () => {
    const { sandbox } = await open(any)
    expect((await ask(sandbox.url, '', 'key')).http).toBe(400)
    expect((await ask(sandbox.url, 'shop', '')).http).toBe(400)
    expect(sandbox.merchants).toEqual([])
  })

  test('the merchant with the known keys keeps its key though another came first', async () => {
    const { sandbox } = await open(any)
    const wrong = await ask(sandbox.url, sandbox.applicationId, 'wrong')
    expect(wrong.http).toBe(401)
    expect((await ask(sandbox.url, sandbox.applicationId, sandbox.privateKey)).http).toBe(200)
  })

  test('each merchant has books of its own: receipts, keys, reservations, links and webhooks', async () => {
    const { sandbox } = await open(any)
    const [a, b] = [await program(sandbox.url, 'a', 'key-a'), await program(sandbox.url, 'b', 'key-b')]
    const [shopA, shopB] = [sandbox.merchant('a'), sandbox.merchant('b')]
    const { receipt_id } = shopA.pay({ price: 1000 })
    const { billing_key } = shopA.issueBillingKey()
    shopA.reserve({ billingKey: billing_key, price: 1000, executeAt: sandbox.now() / 1000 + 60 })
    await a('POST', '/request/payment', { order_id: '1', price: 1000, name: 'x' })
    expect((await a('GET', `/receipt/${receipt_id}`)).http).toBe(200)
    expect((await b('GET', `/receipt/${receipt_id}`)).code).toBe(-2100)
    expect((await b('POST', '/cancel', { receipt_id })).code).toBe(-2100)
    expect((await b('GET', `/subscribe/billing_key/${billing_key}`)).http).not.toBe(200)
    const counts = ({ receipts, billingKeys, reservations, links }: typeof shopA) =>
      [receipts, billingKeys, reservations, links].map((list) => list.length)
    expect(counts(shopA)).toEqual([2, 1, 1, 1])
    expect(counts(shopB)).toEqual([0, 0, 0, 0])
    await sandbox.advance(60_000)
    expect(shopA.reservations).toMatchObject([{ status: 1 }])
  })

  test('a token opens the books of its own merchant only, and both may use one receipt id', async () => {
    const { sandbox } = await open(any)
    const [a, b] = [await program(sandbox.url, 'a', 'key-a'), await program(sandbox.url, 'b', 'key-b')]
    sandbox.merchant('a').pay({ price: 1000, receiptId: 'same' })
    sandbox.merchant('b').pay({ price: 2000, receiptId: 'same' })
    expect((await a('GET', '/receipt/same')).data.price).toBe(1000)
    expect((await b('POST', '/cancel', { receipt_id: 'same' })).data.cancelled_price).toBe(2000)
    expect((await a('GET', '/receipt/same')).data.cancelled_price).toBe(0)
  })

  test('a merchant may be prepared before its program starts', async () => {
    const { sandbox } = await open(any)
    const shop = sandbox.merchant('late')
    expect(shop.privateKey).toBeUndefined()
    const { receipt_id } = shop.pay({ price: 5000 })
    const call = await program(sandbox.url, 'late', 'key')
    expect((await call('GET', `/receipt/${receipt_id}`)).data.price).toBe(5000)
    expect(shop.privateKey).toBe('key')
    sandbox.merchant('strict', { privateKey: 'known' })
    expect((await ask(sandbox.url, 'strict', 'other')).http).toBe(401)
    expect((await ask(sandbox.url, 'strict', 'known')).http).toBe(200)
  })

  test('webhook address, encoding and name are per merchant, with the keys of that merchant', async () => {
    const [hook, other] = [await receiver(), await receiver()]
    const { sandbox } = await open({ ...any, feedbackUrl: hook.url })
    const shop = sandbox.merchant('own', {
      privateKey: 'own-key',
      feedbackUrl: other.url,
      feedbackContentType: 'json',
    })
    sandbox.merchant('plain').pay({ price: 1000 })
    shop.pay({ price: 2000 })
    await sandbox.advance(0)
    expect(hook.deliveries).toHaveLength(1)
    expect(new URLSearchParams(hook.deliveries[0]?.body).has('private_key')).toBe(false)
    expect(JSON.parse(other.deliveries[0]?.body ?? '')).toMatchObject({
      price: 2000,
      application_id: 'own',
      private_key: 'own-key',
    })
    expect(shop.feedbacks).toHaveLength(1)
  })

  test('what is changed for one merchant changes no other', async () => {
    const { sandbox } = await open(any)
    sandbox.merchant('strict', { minimumPartialCancel: 1000 })
    for (const [name, http] of [
      ['strict', 500],
      ['loose', 200],
    ] as const) {
      const call = await program(sandbox.url, name, 'key')
      const { receipt_id } = sandbox.merchant(name).pay({ price: 5000 })
      expect((await call('POST', '/cancel', { receipt_id, price: 500 })).http).toBe(http)
    }
  })

  test('a fault of one merchant meets its requests only', async () => {
    const { sandbox } = await open(any)
    sandbox.merchant('a').failNext({ fault: 'unauthorized', path: '/request/token' })
    expect((await ask(sandbox.url, 'b', 'key')).http).toBe(200)
    expect((await ask(sandbox.url, 'a', 'key')).http).toBe(401)
    expect((await ask(sandbox.url, 'a', 'key')).http).toBe(200)
    sandbox.failNext({ fault: 'rate-limit' })
    expect((await ask(sandbox.url, 'b', 'key')).http).toBe(429)
  })

  test('requests are listed per merchant, and all together', async () => {
    const { sandbox } = await open(any)
    const a = await program(sandbox.url, 'a', 'key-a')
    await program(sandbox.url, 'b', 'key-b')
    await a('GET', '/receipt/none')
    await send(sandbox, 'GET', '/receipt/unknown', undefined, { authorization: 'unknown' })
    await ask(sandbox.url, 'a', 'wrong')
    const paths = ({ requests }: Pick<typeof sandbox, 'requests'>) => requests.map(({ path }) => path)
    expect(paths(sandbox.merchant('a'))).toEqual(['/request/token', '/receipt/none', '/request/token'])
    expect(paths(sandbox.merchant('b'))).toEqual(['/request/token'])
    expect(sandbox.requests.map(({ application_id }) => application_id)).toEqual([
      'a',
      'b',
      'a',
      undefined,
      'a',
    ])
  })

  test('the own helpers are those of the merchant with the known keys, who begins when needed', async () => {
    const { sandbox } = await open(any)
    expect(sandbox.receipts).toEqual([])
    expect(sandbox.merchants).toEqual([])
    const { receipt_id } = sandbox.pay({ price: 1000 })
    const call = await program(sandbox.url, sandbox.applicationId, sandbox.privateKey)
    expect((await call('GET', `/receipt/${receipt_id}`)).http).toBe(200)
    expect(sandbox.merchants).toHaveLength(1)
  })

  test('the address of the sandbox leads to the only merchant, or to a choice', async () => {
    const { sandbox } = await open(any)
    expect((await get(sandbox.url)).text).toContain(sandbox.url)
    sandbox.merchant('<b>&', { merchantName: '첫 가게' }).pay({ price: 7700, itemName: '국수' })
    const first = `${sandbox.url}/merchants/%3Cb%3E%26/`
    const response = await fetch(sandbox.url)
    expect([response.url, response.redirected]).toEqual([first, true])
    expect(await response.text()).toContain('국수')
    sandbox.merchant('second').pay({ price: 1000 })
    const { text } = await get(sandbox.url)
    expect(text).toContain('href="/merchants/%3Cb%3E%26/"')
    expect(text).toContain('href="/merchants/second/"')
    expect(text).not.toContain('<b>&')
  })

  test('each link and button on the pages of a merchant stays in its books, but for the way to the others', async () => {
    const { sandbox } = await open(any)
    const shop = sandbox.merchant('shop')
    const call = await program(sandbox.url, 'shop', 'key')
    sandbox.merchant('other')
    const paid = shop.pay({ price: 1000 })
    shop.pay({ price: 1000, state: 'awaiting-deposit' })
    shop.reserve({ billingKey: shop.issueBillingKey().billing_key, price: 1000, executeAt: 4e9 })
    const { data: link } = await call('POST', '/request/payment', { order_id: '1', price: 1000, name: 'x' })
    const books = `${sandbox.url}/merchants/shop/`
    expect(link).toMatch(new RegExp(`^${books}pay/`))
    expect(paid.receipt_url).toBe(`${books}bill/${paid.receipt_id}`)
    expect((await get(paid.receipt_url ?? '')).status).toBe(200)
    for (const page of [books, paid.receipt_url ?? '', link]) {
      const text = (await get(page)).text.replace('<a href="/">다른 상점', '')
      for (const [, address] of text.matchAll(/(?:href|action)="([^"#]+)"/g))
        expect(address).toMatch(/^\/(merchants\/shop\/|style\.css$|icon\.svg$)/)
    }
    expect((await post(`${books}books/pay`, { price: '5000', method: 'card' })).headers.get('location')).toBe(
      '/merchants/shop/',
    )
    expect(await post(link, { act: 'pay', method: 'card' })).toMatchObject({ status: 200 })
    expect(shop.receipts.find(({ order_id }) => order_id === '1')?.status).toBe(1)
    expect(sandbox.merchant('other').receipts).toEqual([])
    expect((await get(`${sandbox.url}/merchants/unknown/`)).status).toBe(404)
    expect((await get(`${sandbox.url}/bill/${paid.receipt_id}`)).status).toBe(404)
  })

  test('the choice tells merchants apart by application id, requests and payments; one alone has no others', async () => {
    const { sandbox } = await open(any)
    const call = await program(sandbox.url, 'first', 'key')
    await call('GET', '/receipt/none')
    const alone = await get(`${sandbox.url}/merchants/first/`)
    expect(alone.text).not.toContain('다른 상점')
    await program(sandbox.url, 'second', 'key')
    sandbox.merchant('second').pay({ price: 1000 })
    const items = (await get(sandbox.url)).text
      .match(/<li>.*?<\/li>/gs)
      ?.map((item) => item.replace(/<[^>]+>/g, ' '))
    expect(items?.map((item) => item.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/ first API 요청 requests 2 결제 payments 0 /),
      expect.stringMatching(/ second API 요청 requests 1 결제 payments 1 /),
    ])
    expect((await get(`${sandbox.url}/merchants/first/`)).text).toContain('다른 상점')
  })
})

test('without merchants: any there is one merchant, and merchant() refuses another application id', async () => {
  const { sandbox } = await open()
  expect(() => sandbox.merchant('other')).toThrow(/merchants: 'any'/)
  expect((await ask(sandbox.url, 'other', 'key')).http).toBe(401)
  const same = sandbox.merchant(sandbox.applicationId, { merchantName: '새 이름' })
  const { receipt_id } = same.pay({ price: 1000 })
  expect(sandbox.receipts).toMatchObject([{ receipt_id }])
  expect((await get(sandbox.url)).text).toContain('새 이름')
  expect(sandbox.merchants).toHaveLength(1)
})

test('an option that is not one of a merchant, or not of its type, is refused and changes nothing', async () => {
  const { sandbox } = await open(any)
  expect(() => sandbox.merchant('shop', { port: 1 } as never)).toThrow(/port/)
  expect(() => sandbox.merchant('shop', { feedbackUrl: 'nowhere' })).toThrow(/feedbackUrl/)
  expect(() => sandbox.merchant('')).toThrow(/applicationId/)
  expect(sandbox.merchants).toEqual([])
})
