import { describe, expect, it } from 'vitest'
import { cancel } from '../../src/api/cancel'
import { requestPayment } from '../../src/api/link'
import { startDelivery, submit, verify } from '../../src/api/payment'
import { refusalOf } from '../support/refusal'
import { encodedIds, refusedIds, rules } from '../support/rules'

const advice = { korean: expect.any(String), english: expect.any(String) }

describe('requests as values', () => {
  it('verify looks a receipt up', () => {
    expect(verify('612df0250d681b001de61de6')).toEqual({
      name: 'verify',
      method: 'GET',
      path: '/receipt/612df0250d681b001de61de6',
      template: '/receipt/:id',
      body: undefined,
      safety: 'lookup',
      advice: undefined,
      secrets: [],
    })
  })

  it('cancel sends all that it was given, once, and advises on an unknown outcome', () => {
    const refund = { account: '66569112432134', accountholder: '홍길동', bankcode: '004' }
    expect(
      cancel({
        receiptId: 'r1',
        price: 500,
        taxFree: 100,
        name: '관리자',
        reason: '단순 변심',
        cancelId: 'c-1',
        refund,
      }),
    ).toEqual({
      name: 'cancel',
      method: 'POST',
      path: '/cancel',
      template: '/cancel',
      body: {
        receipt_id: 'r1',
        price: 500,
        tax_free: 100,
        name: '관리자',
        reason: '단순 변심',
        cancel_id: 'c-1',
        refund,
      },
      safety: 'once',
      advice,
      secrets: ['66569112432134', '홍길동'],
    })
    expect(cancel({ receiptId: 'r1' }).advice?.english).toContain('verify')
  })

  it('cancel of everything has no price on the wire, not even null', () => {
    expect(JSON.stringify(cancel({ receiptId: 'r1' }).body)).toBe('{"receipt_id":"r1"}')
    expect(JSON.stringify(cancel({ receiptId: 'r1', taxFree: 0 }).body)).toBe(
      '{"receipt_id":"r1","tax_free":0}',
    )
  })

  it('requestPayment makes a link, once', () => {
    expect(
      requestPayment({
        pg: 'kcp',
        method: 'card',
        methods: ['card', 'phone'],
        orderId: 1630396800000,
        price: 1000,
        taxFree: 0,
        itemName: '상품',
        params: { cart: [17] },
        userInfo: { username: '홍길동', email: 'a@b.kr', phone: '01012341234' },
        items: [{ itemName: '마우스', qty: 1, unique: 'i1', price: 1000 }],
        extra: { expire: 30, dispCashResult: true },
        returnUrl: 'https://shop.example/return',
      }),
    ).toEqual({
      name: 'requestPayment',
      method: 'POST',
      path: '/request/payment',
      template: '/request/payment',
      body: {
        pg: 'kcp',
        method: 'card',
        methods: ['card', 'phone'],
        order_id: 1630396800000,
        price: 1000,
        tax_free: 0,
        name: '상품',
        params: { cart: [17] },
        user_info: { username: '홍길동', email: 'a@b.kr', phone: '01012341234' },
        items: [{ item_name: '마우스', qty: 1, unique: 'i1', price: 1000 }],
        extra: { expire: 30, disp_cash_result: true },
        return_url: 'https://shop.example/return',
      },
      safety: 'once',
      advice,
      secrets: ['홍길동', 'a@b.kr', '01012341234', undefined, undefined, undefined],
    })
  })

  it('submit captures, once', () => {
    expect(submit('r1')).toEqual({
      name: 'submit',
      method: 'POST',
      path: '/submit',
      template: '/submit',
      body: { receipt_id: 'r1' },
      safety: 'once',
      advice,
      secrets: [],
    })
  })

  it('startDelivery puts the receipt in the path, once', () => {
    expect(startDelivery({ receiptId: 'r/1', deliveryNo: '123456', deliveryCorp: '001' })).toEqual({
      name: 'startDelivery',
      method: 'PUT',
      path: '/delivery/start/r%2F1',
      template: '/delivery/start/:id',
      body: { delivery_no: '123456', delivery_corp: '001' },
      safety: 'once',
      advice,
      secrets: [],
    })
  })
})

describe('ids', () => {
  const delivery = { deliveryNo: '123456', deliveryCorp: '001' }
  const inPath = [
    ['verify', verify, '/receipt/'],
    ['startDelivery', (receiptId: any) => startDelivery({ ...delivery, receiptId }), '/delivery/start/'],
  ] as const

  it.each(inPath)('%s encodes a hostile id to one segment', (_, make, prefix) => {
    for (const id of encodedIds) {
      const { path } = make(id)
      expect(path).toBe(prefix + encodeURIComponent(id))
      expect(new URL(path, 'https://host.invalid').pathname).toBe(path)
      expect(path.slice(prefix.length)).toMatch(/^[\w.~!*'()%-]+$/)
    }
  })

  it('are refused when they are no id', () => {
    expect(refusedIds.length + encodedIds.length).toBeGreaterThan(31)
    for (const [name, make] of [...inPath, ['submit', submit] as const]) {
      for (const id of rules.id.refuses) refusalOf(() => make(id as string), name, 'receiptId')
    }
  })

  it('submit sends the id as it is', () => {
    for (const id of encodedIds) expect(submit(id).body).toEqual({ receipt_id: id })
  })
})

describe('free objects', () => {
  it('spell their top-level keys in snake_case, as 1.1.2 did', () => {
    const { body } = requestPayment({
      orderId: 'o',
      price: 100,
      itemName: 'x',
      extra: { PGName: 'a', aB1C: 'b', already_snake: 'c', deepOne: { deepTwo: 1 } },
    })
    expect(body?.extra).toEqual({ p_g_name: 'a', a_b1_c: 'b', already_snake: 'c', deep_one: { deepTwo: 1 } })
  })

  it('are not sent when they are empty', () => {
    const { body } = requestPayment({
      orderId: 'o',
      price: 100,
      itemName: 'x',
      userInfo: {},
      items: [],
      extra: {},
    })
    expect(body).toEqual({ order_id: 'o', price: 100, name: 'x' })
  })

  it('carry no __proto__ key and pollute nothing', () => {
    const hostile = JSON.parse(
      '{"a":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    const { body } = requestPayment({
      orderId: 'o',
      price: 100,
      itemName: 'x',
      userInfo: hostile,
      items: [hostile],
      extra: hostile,
    })
    const clean = { a: 1, constructor: { prototype: { polluted: 1 } } }
    expect(body).toMatchObject({ user_info: clean, items: [clean], extra: clean })
    expect(JSON.stringify(body)).not.toContain('__proto__')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('amounts that are easily mistaken', () => {
  it('a cancel that names its amount as v2 does is refused, because it would cancel everything', () => {
    const misnamed = { receiptId: 'r1', cancelPrice: 1000 } as never
    expect(() => cancel(misnamed)).toThrow(/cancelPrice/)
    expect(() => cancel({ receiptId: 'r1', cancel_price: 1000 } as never)).toThrow(/cancel_price/)
  })

  it('a link may cost nothing where nothing is paid, and nowhere else', () => {
    const link = { orderId: 'o1', itemName: '카드 등록', price: 0 }
    for (const method of ['card_rebill', 'auth'])
      expect(requestPayment({ ...link, method }).body?.price).toBe(0)
    for (const method of ['card', undefined]) {
      expect(() => requestPayment({ ...link, ...(method && { method }) })).toThrow(/price/)
    }
  })
})
