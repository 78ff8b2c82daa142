import { describe, expect, it, vi } from 'vitest'
import * as billing from '../../src/api/billing'
import { cancel } from '../../src/api/cancel'
import * as identity from '../../src/api/identity'
import * as link from '../../src/api/link'
import * as payment from '../../src/api/payment'
import * as reservation from '../../src/api/reservation'
import type { ApiRequest } from '../../src/core/request'
import { refusalOf } from '../support/refusal'
import { type FieldRule, rules } from '../support/rules'

type Make = (argument: any) => ApiRequest<unknown>
type Field = readonly [name: string, wire: string, rule: FieldRule]

const { id, idOrNumber, text, anyText, count, keys, records, part } = rules
const charge: Field[] = [
  ['billingKey', 'billing_key', id],
  ['itemName', 'item_name', text],
  ['price', 'price', rules.amount],
  ['taxFree', 'tax_free', part],
  ['orderId', 'order_id', idOrNumber],
  ['quota', 'quota', count],
  ['interest', 'interest', count],
  ['userInfo', 'user_info', keys],
  ['items', 'items', records],
  ['feedbackUrl', 'feedback_url', anyText],
  ['feedbackContentType', 'feedback_content_type', anyText],
  ['extra', 'extra', keys],
]
const chargeOf = { billingKey: 'key-1', itemName: '정기결제', price: 1000, orderId: 'o-1' }

const methods: [Make, base: Record<string, unknown>, fields: Field[]][] = [
  [
    cancel,
    // With a price: without one it may hold no name that it does not know.
    { receiptId: 'r1', price: 1000 },
    [
      ['receiptId', 'receipt_id', id],
      ['price', 'price', rules.amountUnlessAbsent],
      ['taxFree', 'tax_free', part],
      ['name', 'name', anyText],
      ['reason', 'reason', anyText],
      ['cancelId', 'cancel_id', rules.idOrNumberUnlessAbsent],
      ['refund', 'refund', rules.record],
    ],
  ],
  [
    link.requestPayment,
    { orderId: 'o-1', price: 1000, itemName: '상품' },
    [
      ['pg', 'pg', anyText],
      ['method', 'method', anyText],
      ['methods', 'methods', rules.texts],
      ['orderId', 'order_id', idOrNumber],
      ['price', 'price', rules.amount],
      ['taxFree', 'tax_free', part],
      ['itemName', 'name', text],
      ['params', 'params', rules.json],
      ['userInfo', 'user_info', keys],
      ['items', 'items', records],
      ['extra', 'extra', keys],
      ['returnUrl', 'return_url', anyText],
      ['feedbackUrl', 'feedback_url', anyText],
      ['accountExpireAt', 'account_expire_at', anyText],
      ['showAgreeWindow', 'show_agree_window', count],
    ],
  ],
  [
    payment.startDelivery,
    { receiptId: 'r1', deliveryNo: '123456', deliveryCorp: '001' },
    [
      ['deliveryNo', 'delivery_no', text],
      ['deliveryCorp', 'delivery_corp', text],
    ],
  ],
  [
    billing.requestSubscribeBillingKey,
    {
      orderId: 'o-1',
      pg: 'nicepay',
      itemName: '정기결제',
      cardNo: '5570420412341074',
      cardPw: '12',
      expireYear: '26',
      expireMonth: '12',
      identifyNumber: '901014',
    },
    [
      ['orderId', 'order_id', idOrNumber],
      ['pg', 'pg', text],
      ['itemName', 'item_name', text],
      ['cardNo', 'card_no', text],
      ['cardPw', 'card_pw', text],
      ['expireYear', 'expire_year', text],
      ['expireMonth', 'expire_month', text],
      ['identifyNumber', 'identify_number', text],
      ['userInfo', 'user_info', rules.record],
      ['extra', 'extra', keys],
    ],
  ],
  [billing.requestSubscribeBillingPayment, chargeOf, charge],
  [
    reservation.reserveSubscribeBilling,
    { ...chargeOf, schedulerType: 'oneshot', executeAt: 1700000000 },
    [...charge, ['executeAt', 'execute_at', rules.seconds]],
  ],
  [
    identity.requestUserToken,
    { userId: 'u1' },
    [
      ['userId', 'user_id', idOrNumber],
      ['email', 'email', anyText],
      ['name', 'name', anyText],
      ['gender', 'gender', count],
      ['birth', 'birth', anyText],
      ['phone', 'phone', anyText],
    ],
  ],
]

for (const [make, base, fields] of methods) {
  describe(make.name, () => {
    for (const [name, wire, rule] of fields) {
      it(`sends ${name} as ${wire} and nothing else changes`, () => {
        const { [wire]: _, ...rest } = make(base).body as Record<string, unknown>
        for (const [given, sent] of rule.takes) {
          const { body } = make({ ...base, [name]: given })
          expect(body, String(given)).toEqual(sent === undefined ? rest : { ...rest, [wire]: sent })
          expect(Object.hasOwn(body ?? {}, wire)).toBe(sent !== undefined)
        }
      })

      it(`refuses ${rule.refuses.length} values of ${name}, names it and shows none of them`, () => {
        for (const given of rule.refuses) {
          const error = refusalOf(() => make({ ...base, [name]: given }), make.name, name)
          if (typeof given === 'string' && /\w\w/.test(given)) expect(error.message).not.toContain(given)
          expect(error.stack).not.toContain('top secret')
        }
      })

      it(`refuses a ${name} that throws when it is read, without its words`, () => {
        const data = Object.defineProperty({ ...base }, name, {
          enumerable: true,
          get() {
            throw new Error('top secret')
          },
        })
        const error = refusalOf(() => make(data), make.name, name)
        expect(error.stack).not.toContain('top secret')
      })
    }

    it('reads each field once', () => {
      const read: PropertyKey[] = []
      const watched = new Proxy(base, {
        get(target, name) {
          read.push(name)
          return Reflect.get(target, name)
        },
      })
      make(watched)
      expect(read).toEqual([...new Set(read)])
    })

    it('sends no unknown key', () => {
      vi.spyOn(process, 'emitWarning').mockReturnValue()
      const body = make(base).body
      const more = { receipt_id: 'x', price_: 1, tax_free: 1, application_id: 'a' }
      expect(make({ ...base, ...more }).body).toEqual(body)
    })

    it('takes frozen arguments, and leaves what it was given as it was', () => {
      const full = { ...base, userInfo: { username: '홍길동' }, items: [{ itemName: 'a', qty: 1 }] }
      const copy = structuredClone(full)
      const frozen = Object.freeze({
        ...full,
        userInfo: Object.freeze(full.userInfo),
        items: Object.freeze(full.items.map(Object.freeze)),
      })
      make(frozen)
      expect(frozen).toEqual(copy)
    })

    it('holds the values at the time of the call', () => {
      const data: any = {
        ...base,
        userInfo: { username: '홍길동' },
        items: [{ qty: 1 }],
        extra: { a: { b: 1 } },
        refund: { account: '66569112432134' },
        params: { a: [1] },
        methods: ['card'],
      }
      const wanted = make(data)
      const before = JSON.stringify(wanted)
      data.price = 1
      data.userInfo.username = 'x'
      data.items[0].qty = 2
      data.extra.a.b = 2
      data.refund.account = 'x'
      data.params.a.push(2)
      data.methods.push('x')
      expect(JSON.stringify(wanted)).toBe(before)
    })

    it('takes a class instance with accessors', () => {
      class Order {}
      for (const [name, value] of Object.entries(base)) {
        Object.defineProperty(Order.prototype, name, { get: () => value })
      }
      expect(make(new Order())).toEqual(make(base))
    })

    it('takes no field from a polluted Object.prototype', () => {
      const lent = Object.fromEntries(fields.map(([name]) => [name, name === 'price' ? 1 : 'lent']))
      const wanted = make(base)
      const required = Object.keys(base)[0] as string
      pollute({ ...lent, body: {}, safety: 'lookup', advice: {}, secrets: [] }, () => {
        expect(make(base)).toEqual(wanted)
        const { [required]: _, ...without } = base
        refusalOf(() => make(without), make.name, required)
      })
    })

    it('refuses what is no parameter object', () => {
      for (const given of [undefined, null, 'text', 1, true, [], [base], () => base, Symbol('a')]) {
        refusalOf(() => make(given), make.name)
      }
    })
  })
}

/** Puts `lent` on `Object.prototype` while `run` runs. */
function pollute(lent: Record<string, unknown>, run: () => void) {
  const names = Object.keys(lent)
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, { value: lent[name], configurable: true, writable: true })
  }
  try {
    run()
  } finally {
    for (const name of names) delete (Object.prototype as unknown as Record<string, unknown>)[name]
  }
}
