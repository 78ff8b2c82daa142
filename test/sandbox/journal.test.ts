import { expect, test } from 'vitest'
import { Journal } from '../../src/sandbox/books/journal'
import { journalLength } from '../../src/sandbox/rules/decisions'
import { cardData, open, receiver, send } from './support'

test('a journal forgets its oldest entries', () => {
  const journal = new Journal<number>()
  for (let entry = 0; entry <= journalLength; entry++) journal.add(entry)
  expect(journal.copy()).toHaveLength(journalLength)
  expect(journal.copy()[0]).toBe(1)
})

test('an entry keeps its number when the journal forgets older ones', () => {
  const journal = new Journal<string>()
  for (let count = 0; count < journalLength; count++) journal.add('older')
  journal.add('opened')
  const { number } = journal.numbered().at(-1)!
  journal.add('newer')
  expect(number).toBe(journalLength)
  expect(journal.numbered().at(-2)).toEqual({ number, entry: 'opened' })
})

test('an opened part of the books keeps its id when the journal forgets older entries', async () => {
  const { sandbox, call } = await open()
  const text = (msg: string) => call('POST', '/push/sms', { data: { rps: '01000000000', msg } })
  for (let count = 0; count < journalLength; count++) await text('older')
  await text('opened')
  const idsOfOpened = async () => {
    const page = await (await fetch(sandbox.url)).text()
    const parts = page.matchAll(/<details [^>]*id="((?:request|message)-\d+)".*?<\/details>/gs)
    return Array.from(parts, ([part, id]) => part.includes('opened') && id).filter(Boolean)
  }
  const before = await idsOfOpened()
  await text('newer')
  expect(before).toEqual(['request-1001', 'message-1000'])
  expect(await idsOfOpened()).toEqual(before)
})

test('the journal shows a card number that the PG covered', async () => {
  const { sandbox, call } = await open()
  sandbox.pay({ price: 1000, receiptId: 'r-1', cardNo: cardData.card_no })
  await call('GET', '/receipt/r-1')
  expect(sandbox.requests.at(-1)?.answer).toMatchObject({
    data: { payment_data: { card_no: '55704204****1074' } },
  })
})

test('the journal hides card data, keys and persons, and nothing else', async () => {
  const { sandbox, call } = await open()
  await call('POST', '/request/card_rebill', { ...cardData, cardNo: cardData.card_no, extra: { token: 't' } })
  await call('POST', '/request/payment', {
    order_id: 'l-1',
    name: '머그컵',
    price: 1000,
    items: [{ item_name: '머그컵', unique: 'mug-1', price: 1000 }],
    extra: { expire: 30, expire_month: 12 },
    params: { unique: 'cart-1', di: 1 },
  })
  await call('POST', '/cancel', {
    receipt_id: 'none',
    refund: { account: '66569112432134', bankcode: '004' },
  })
  const bodies = sandbox.requests.map(({ body }) => body)
  expect(bodies).toEqual([
    { application_id: sandbox.applicationId, private_key: '***' },
    {
      ...cardData,
      card_no: '***',
      card_pw: '***',
      expire_year: '***',
      expire_month: '***',
      identify_number: '***',
      cardNo: '***',
      extra: { token: '***' },
    },
    {
      order_id: 'l-1',
      name: '머그컵',
      price: 1000,
      items: [{ item_name: '머그컵', unique: 'mug-1', price: 1000 }],
      extra: { expire: 30, expire_month: 12 },
      params: { unique: 'cart-1', di: 1 },
    },
    { receipt_id: 'none', refund: { account: '***', bankcode: '004' } },
  ])
})

test.each([
  ['a path that can be decoded', '/receipt/r-1'],
  ['a path that cannot be decoded', '/receipt/%zz'],
])('the query after %s is not recorded', async (_name, path) => {
  const heard: string[] = []
  const { sandbox } = await open({ onRequest: (entry) => heard.push(JSON.stringify(entry)) })
  await fetch(`${sandbox.url}${path}?private_key=the-secret&a=?b`)
  expect(sandbox.requests).toMatchObject([{ path }])
  expect(heard.join()).not.toContain('the-secret')
  expect(await (await fetch(sandbox.url)).text()).not.toContain('the-secret')
})

const unreadable: [name: string, type: string, body: string][] = [
  [
    'a multipart form',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="private_key"\r\n\r\nthe-secret\r\n--x--\r\n',
  ],
  ['JSON in quotes', 'application/x-www-form-urlencoded', '"{\\"private_key\\":\\"the-secret\\"}"'],
  ['a form encoded twice', 'application/x-www-form-urlencoded', 'a%3D1%26private_key%3Dthe-secret'],
  ['XML', 'text/xml', '<private_key>the-secret</private_key>'],
  ['lines of text', 'text/plain', 'private_key: the-secret\n'],
]
test.each(unreadable)(
  '%s is refused as no body, and nothing of it is recorded',
  async (_name, type, body) => {
    const { sandbox } = await open()
    const refused = await send(sandbox, 'POST', '/request/token', body, { 'content-type': type })
    expect([refused.http, refused.hint.rule]).toEqual([400, 'malformedBody'])
    expect(sandbox.requests).toMatchObject([{ body: {} }])
    expect(JSON.stringify(sandbox.requests)).not.toContain('the-secret')
  },
)

test('a secret is hidden however its name is written', async () => {
  const { sandbox, call } = await open()
  const body = { 'private-key': 'a', 'Card No': 'b', privateKey: 'c', CARD_PW: 'd' }
  await call('POST', '/cancel', body)
  const hidden = Object.fromEntries(Object.keys(body).map((name) => [name, '***']))
  expect(sandbox.requests.at(-1)?.body).toEqual(hidden)
})

test('a request of the v2 API, which reaches the same host, is recorded without its secrets', async () => {
  const { sandbox, call } = await open()
  const card = {
    card_no: '5',
    card_pw: '00',
    card_identity_no: '9',
    card_expire_year: '99',
    card_expire_month: '12',
  }
  const refused = await call('POST', '/v2/request/subscribe', { pg: 'nicepay', secret_key: 's', ...card })
  expect(refused.http).toBe(404)
  const hidden = Object.fromEntries(Object.keys(card).map((name) => [name, '***']))
  expect(sandbox.requests.at(-1)?.body).toEqual({ pg: 'nicepay', secret_key: '***', ...hidden })
})

test.each(['a/key+of=base64', "my key!(of)'~*"])(
  'the answer of a receiver that repeats the webhook with the key %j is recorded without it',
  async (privateKey) => {
    const { url, deliveries } = await receiver(() => {
      const key = new URLSearchParams(deliveries.at(-1)?.body).get('private_key') ?? 'none'
      return { body: [key, encodeURIComponent(key), JSON.stringify(key).replaceAll('/', '\\/')].join(' ') }
    })
    const { sandbox } = await open({ feedbackUrl: url, privateKey })
    sandbox.pay({ price: 1000 })
    await sandbox.advance(0)
    expect(sandbox.feedbacks[0]?.answer?.body).toBe('*** *** "***"')
  },
)

test.each([
  ['my secret~key!(1)*', 'urlencoded'],
  ['my secret~key!(1)*', 'json'],
  // Half of a surrogate pair, which has no percent encoding.
  ['a\ud800b', 'urlencoded'],
] as const)(
  'a webhook with the key %j as %s that is sent back whole shows no key',
  async (key, contentType) => {
    const { url, deliveries } = await receiver(() => ({ body: deliveries.at(-1)?.body ?? '' }))
    const { sandbox } = await open({ feedbackUrl: url, privateKey: key, feedbackContentType: contentType })
    sandbox.pay({ price: 1000 })
    await sandbox.advance(0)
    const [entry] = sandbox.feedbacks
    expect(entry?.answered).toBe(false)
    expect(entry?.answer?.body).toMatch(/private_key"?[=:]"?\*\*\*/)
  },
)
