import { describe, expect, it } from 'vitest'
import {
  destroySubscribeBillingKey,
  lookupBillingKey,
  lookupBillingKeyByReceipt,
  requestSubscribeBillingKey,
  requestSubscribeBillingPayment,
} from '../../src/api/billing'
import { destroyReserveSubscribeBilling, reserveSubscribeBilling } from '../../src/api/reservation'
import { refusalOf } from '../support/refusal'
import { encodedIds, rules } from '../support/rules'

const advice = { korean: expect.any(String), english: expect.any(String) }
const card = {
  orderId: 'o1',
  pg: 'payapp',
  itemName: '월 구독',
  cardNo: '5570420412341074',
  cardPw: '12',
  expireYear: '26',
  expireMonth: '12',
  identifyNumber: '901014',
}
const charge = { billingKey: 'bk', itemName: '상품', price: 55000, orderId: 'o2' }

describe('requests as values', () => {
  it('requestSubscribeBillingKey sends the card, once, and names every secret in it', () => {
    const userInfo = { username: '홍길동', email: 'a@b.kr', phone: '01012341234', birth: '901014' }
    expect(requestSubscribeBillingKey({ ...card, userInfo, extra: { subscribeTestPayment: 1 } })).toEqual({
      name: 'requestSubscribeBillingKey',
      method: 'POST',
      path: '/request/card_rebill',
      template: '/request/card_rebill',
      body: {
        order_id: 'o1',
        pg: 'payapp',
        item_name: '월 구독',
        card_no: '5570420412341074',
        card_pw: '12',
        expire_year: '26',
        expire_month: '12',
        identify_number: '901014',
        user_info: userInfo,
        extra: { subscribe_test_payment: 1 },
      },
      safety: 'once',
      advice,
      secrets: [
        ...['5570420412341074', '12', '26', '12', '901014'],
        ...['홍길동', 'a@b.kr', '01012341234', '901014', undefined, undefined],
      ],
      withCard: true,
    })
  })

  it('requestSubscribeBillingPayment charges, once, and points at the webhook', () => {
    const wanted = requestSubscribeBillingPayment({
      ...charge,
      taxFree: 5000,
      quota: 3,
      interest: 1,
      userInfo: { id: 'u1', address: '서울' },
      items: [{ unique: 'i1', qty: 2, itemName: '마우스', price: 500, cat1: '전자' }],
      feedbackUrl: 'https://shop.example/cb',
      feedbackContentType: 'urlencoded',
      extra: { rawData: 1 },
    })
    expect(wanted).toEqual({
      name: 'requestSubscribeBillingPayment',
      method: 'POST',
      path: '/subscribe/billing',
      template: '/subscribe/billing',
      body: {
        billing_key: 'bk',
        order_id: 'o2',
        item_name: '상품',
        price: 55000,
        tax_free: 5000,
        interest: 1,
        quota: 3,
        items: [{ unique: 'i1', qty: 2, item_name: '마우스', price: 500, cat1: '전자' }],
        user_info: { id: 'u1', address: '서울' },
        feedback_url: 'https://shop.example/cb',
        feedback_content_type: 'urlencoded',
        extra: { raw_data: 1 },
      },
      safety: 'once',
      advice,
      secrets: ['bk', undefined, undefined, undefined, undefined, undefined, '서울'],
    })
    expect(wanted.advice?.korean).toContain('웹훅')
  })

  it('reserveSubscribeBilling reserves, once', () => {
    expect(
      reserveSubscribeBilling({
        ...charge,
        items: [{ unique: 'i1', qty: 1, itemName: '마우스', price: 1000 }],
        quota: 0,
        interest: 0,
        extra: { rawData: 1 },
        schedulerType: 'oneshot',
        executeAt: new Date(1700000000999),
      }),
    ).toEqual({
      name: 'reserveSubscribeBilling',
      method: 'POST',
      path: '/subscribe/billing/reserve',
      template: '/subscribe/billing/reserve',
      body: {
        billing_key: 'bk',
        order_id: 'o2',
        item_name: '상품',
        price: 55000,
        quota: 0,
        interest: 0,
        items: [{ unique: 'i1', qty: 1, item_name: '마우스', price: 1000 }],
        extra: { raw_data: 1 },
        scheduler_type: 'oneshot',
        execute_at: 1700000000,
      },
      safety: 'once',
      advice,
      secrets: ['bk', ...new Array(6).fill(undefined)],
    })
  })

  it('reserveSubscribeBilling sends the type that was named, and none when none was, as 1.1.2 did', () => {
    const bare = { ...charge, executeAt: 1700000000 }
    const typeOf = (schedulerType: unknown) =>
      reserveSubscribeBilling({ ...bare, schedulerType } as never).body?.scheduler_type
    expect([undefined, null, 'oneshot', 'daily'].map(typeOf)).toEqual([
      undefined,
      undefined,
      'oneshot',
      'daily',
    ])
    refusalOf(
      () => reserveSubscribeBilling({ ...bare, schedulerType: {} } as never),
      'reserveSubscribeBilling',
      'schedulerType',
    )
  })

  it('destroyReserveSubscribeBilling may be repeated, and says so', () => {
    expect(destroyReserveSubscribeBilling('612debc70d681b0039e6133d')).toEqual({
      name: 'destroyReserveSubscribeBilling',
      method: 'DELETE',
      path: '/subscribe/billing/reserve/612debc70d681b0039e6133d',
      template: '/subscribe/billing/reserve/:id',
      body: undefined,
      safety: 'destroy',
      advice,
      secrets: [],
    })
    // A reservation that was charged is refused in the words of one that was cancelled.
    expect(destroyReserveSubscribeBilling('r1').advice?.korean).toContain('결제되었을 수')
  })

  it('destroySubscribeBillingKey may be repeated, and hides the key', () => {
    expect(destroySubscribeBillingKey('612debc70d681b0039e6133d')).toEqual({
      name: 'destroySubscribeBillingKey',
      method: 'DELETE',
      path: '/subscribe/billing/612debc70d681b0039e6133d',
      template: '/subscribe/billing/:id',
      body: undefined,
      safety: 'destroy',
      advice,
      secrets: ['612debc70d681b0039e6133d'],
    })
  })

  it('lookupBillingKey is a lookup, and hides the key', () => {
    expect(lookupBillingKey('bk')).toEqual({
      name: 'lookupBillingKey',
      method: 'GET',
      path: '/subscribe/billing_key/bk',
      template: '/subscribe/billing_key/:id',
      body: undefined,
      safety: 'lookup',
      advice: undefined,
      secrets: ['bk'],
    })
  })
})

it('lookupBillingKeyByReceipt is a lookup by the receipt of a payment window', () => {
  expect(lookupBillingKeyByReceipt('r/1')).toEqual({
    name: 'lookupBillingKeyByReceipt',
    method: 'GET',
    path: '/subscribe/billing/r%2F1',
    template: '/subscribe/billing/:id',
    body: undefined,
    safety: 'lookup',
    advice: undefined,
    secrets: [],
  })
})

describe('ids in the path', () => {
  const methods = [
    [destroyReserveSubscribeBilling, 'reserveId', '/subscribe/billing/reserve/'],
    [destroySubscribeBillingKey, 'billingKey', '/subscribe/billing/'],
    [lookupBillingKey, 'billingKey', '/subscribe/billing_key/'],
    [lookupBillingKeyByReceipt, 'receiptId', '/subscribe/billing/'],
  ] as const

  it('are encoded, so that no id of a reservation names a billing key, nor the other way round', () => {
    for (const [make, , prefix] of methods) {
      for (const id of encodedIds) {
        const { path } = make(id)
        expect(path).toBe(prefix + encodeURIComponent(id))
        expect(new URL(path, 'https://host.invalid').pathname).toBe(path)
      }
    }
    expect(destroySubscribeBillingKey('reserve/x').path).toBe('/subscribe/billing/reserve%2Fx')
    expect(destroyReserveSubscribeBilling('../key').path).toBe('/subscribe/billing/reserve/..%2Fkey')
  })

  it('are refused when they are no id', () => {
    for (const [make, field] of methods) {
      for (const id of rules.id.refuses) refusalOf(() => make(id as string), make.name, field)
    }
  })
})

describe('card data', () => {
  it('is in no refusal, whichever field is missing', () => {
    for (const missing of Object.keys(card)) {
      const error = refusalOf(
        () => requestSubscribeBillingKey({ ...card, [missing]: undefined }),
        'requestSubscribeBillingKey',
        missing,
      )
      for (const secret of ['5570420412341074', '901014']) expect(error.message).not.toContain(secret)
    }
  })

  it('may be given as numbers, as old code does', () => {
    const numbers = { ...card, cardNo: 5570420412341074, expireYear: 26 } as any
    expect(requestSubscribeBillingKey(numbers).body).toMatchObject({
      card_no: 5570420412341074,
      expire_year: 26,
    })
  })
})
