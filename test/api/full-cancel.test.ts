import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { cancel } from '../../src/api/cancel'
import { refusalOf } from '../support/refusal'

const receiptId = 'r1'
const make = (data: object) => cancel(data as never)
const refused = (data: object) => refusalOf(() => make(data), 'cancel').message

/** Names under which an amount was seen in programs, in the gateway's v2 and in its answers, and their kin. */
const amounts = [
  ...[
    'amount',
    'Amount',
    'AMOUNT',
    'cancelAmount',
    'cancel_amount',
    'refundAmount',
    'refund_amount',
    'money',
  ],
  ...['Price', 'PRICE', 'prices', 'pric', 'priec', 'price ', ' price', 'pr ice', 'price\n', 'price\u200b'],
  ...[
    'cancelPrice',
    'cancel_price',
    'refundPrice',
    'refund_price',
    'requestCancelPrice',
    'request_cancel_price',
  ],
  ...[
    'total',
    'value',
    'sum',
    'krw',
    'won',
    'cancelledPrice',
    '금액',
    '0',
    '__proto__',
    'constructor',
    'toString',
  ],
]

describe('a cancel without price', () => {
  it.each(amounts)(
    'that carries %j is refused before sending, and says how a full cancel is written',
    (name) => {
      for (const value of [500, '500', undefined, null, {}]) {
        const data = Object.defineProperty({ receiptId }, name, { value, enumerable: true })
        expect(refused(data)).toMatch(/전액을 취소하려면 .*for a full cancel leave price out/)
      }
    },
  )

  it('lists the names that it does not know, and none of their values', () => {
    const message = refused({ receiptId, amount: 'top secret', 금액: 500, memo: 1 })
    expect(message).toContain('unknown names: amount, 금액, memo.')
    expect(message).not.toMatch(/secret|500/)
  })

  it('is refused for any other name, as one cannot know what it was meant for', () => {
    for (const name of ['id', 'orderId', 'createdAt', 'user', 'a'.repeat(5000)]) {
      expect(refused({ receiptId, [name]: 1 }).length).toBeLessThan(400)
    }
  })

  it('looks at the names that classes, rows of an ORM, proxies and other realms give an object', () => {
    class Refund {
      receiptId = receiptId
      get amount() {
        return 500
      }
    }
    class Row extends Refund {}
    const objects = [
      new Refund(),
      new Row(),
      Object.assign(Object.create({ amount: 500 }), { receiptId }),
      Object.assign(Object.create(null), { receiptId, amount: 500 }),
      new Proxy({ receiptId, amount: 500 }, {}),
      runInNewContext('({ receiptId: "r1", amount: 500 })'),
    ]
    for (const data of objects) expect(refused(data)).toContain('amount')
  })

  it('is refused for a name inside refund that is not of an account', () => {
    const refund = { account: '1', accountholder: '홍길동', bankcode: '004' }
    expect(refused({ receiptId, refund: { ...refund, price: 500 } })).toContain('refund.price')
    expect(make({ receiptId, refund }).body).toEqual({ receipt_id: receiptId, refund })
  })

  it('is a full cancel with all the names that it knows, also where price is there and undefined', () => {
    const known = { taxFree: 0, name: '관리자', reason: '변심', cancelId: 'c1' }
    expect(make({ receiptId, price: undefined, refund: undefined, ...known }).body).toEqual({
      ...{ receipt_id: receiptId, tax_free: 0, name: '관리자', reason: '변심', cancel_id: 'c1' },
      refund: undefined,
    })
    expect(JSON.stringify(make({ receiptId, price: undefined }).body)).toBe('{"receipt_id":"r1"}')
    class Refund {
      get receiptId() {
        return receiptId
      }
      save() {}
    }
    expect(make(new Refund()).body).toEqual({ receipt_id: receiptId })
    expect(make(runInNewContext('({ receiptId: "r1" })')).body).toEqual({ receipt_id: receiptId })
  })

  it('takes neither a price nor a name from a polluted Object.prototype', () => {
    const pollute = (value: unknown) =>
      Object.defineProperty(Object.prototype, 'price', {
        ...{ value, configurable: true, enumerable: true, writable: true },
      })
    pollute(1)
    try {
      expect(make({ receiptId }).body).toEqual({ receipt_id: receiptId })
    } finally {
      delete (Object.prototype as { price?: number }).price
    }
  })

  it('is refused when its names cannot be read', () => {
    const fail = () => {
      throw new Error('top secret')
    }
    for (const trap of ['ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor']) {
      expect(refused(new Proxy({ receiptId }, { [trap]: fail }))).not.toContain('secret')
    }
  })

  it.each([0, -0, '', ' ', '0', '0.00', null])(
    'whose price is %j is refused, and says to leave it out',
    (price) => {
      const { message } = refusalOf(() => make({ receiptId, price }), 'cancel', 'price')
      expect(message).toMatch(/전액을 취소하려면 price를 빼세요 .*for a full cancel leave price out/)
    },
  )
})

describe('a cancel with a price', () => {
  it('ignores names that it does not know', () => {
    const row = { id: 7, memo: 'x', createdAt: new Date(), amount: 100, total: 1 }
    expect(make({ ...row, receiptId, price: 500 }).body).toEqual({ receipt_id: receiptId, price: 500 })
  })

  it('refuses the names of v2 all the same', () => {
    for (const name of ['cancelPrice', 'cancel_price']) {
      refusalOf(() => make({ receiptId, price: 500, [name]: 300 }), 'cancel', name)
      expect(make({ receiptId, price: 500, [name]: undefined }).body).toEqual({
        receipt_id: 'r1',
        price: 500,
      })
    }
  })

  it('sends the amount of a database as digits', () => {
    expect(make({ receiptId, price: '4000.00' }).body).toEqual({ receipt_id: receiptId, price: '4000' })
  })
})
