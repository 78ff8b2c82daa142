import { expect, test } from 'vitest'
import { Journal } from '../../src/sandbox/books/journal'
import { journalLength } from '../../src/sandbox/rules/decisions'
import { cardData, open } from './support'

test('a journal forgets its oldest entries', () => {
  const journal = new Journal<number>()
  for (let entry = 0; entry <= journalLength; entry++) journal.add(entry)
  expect(journal.copy()).toHaveLength(journalLength)
  expect(journal.copy()[0]).toBe(1)
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
