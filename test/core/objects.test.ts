import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isRecord, namesOf, own, ownFields, timeOf } from '../../src/core/objects'

describe('own', () => {
  it('reads own and inherited properties, but none of Object.prototype', () => {
    class Order {
      get price() {
        return 1
      }
    }
    expect(own(new Order(), 'price')).toBe(1)
    expect(own({ price: 2 }, 'price')).toBe(2)
    expect(own({}, 'toString')).toBeUndefined()
    expect(own({ toString: 'mine' }, 'toString')).toBe('mine')
    expect(own(Object.create(null), 'price')).toBeUndefined()
  })
})

describe('ownFields', () => {
  it('takes no field from Object.prototype', () => {
    expect(ownFields({ price: 1 } as { price: number; toString?: unknown }).toString).toBeUndefined()
    expect({ ...ownFields({ price: 1 }) }).toEqual({ price: 1 })
    expect(ownFields<{ price: number }>(undefined).price).toBeUndefined()
  })
})

describe('namesOf', () => {
  it('gives own names and the accessors of classes, but no methods and nothing of Object.prototype', () => {
    class Base {
      get receiptId() {
        return 'r1'
      }
      save() {}
    }
    class Refund extends Base {
      price = 1
      get amount() {
        return 1
      }
      set secret(_: number) {}
    }
    expect(namesOf(new Refund())).toEqual(['price', 'amount', 'receiptId'])
    expect(namesOf(runInNewContext('({ price: 1 })'))).toEqual(['price'])
    expect(namesOf(Object.create(null, { price: { value: 1, enumerable: true } }))).toEqual(['price'])
    expect(namesOf({ [Symbol('a')]: 1 })).toEqual([])
  })

  it('gives what is read as well, where it is hidden, or inherited from an object without a prototype', () => {
    expect(namesOf(Object.defineProperty({}, 'amount', { get: () => 1 }))).toEqual(['amount'])
    const parsed = Object.assign(Object.create(null), { amount: 1 })
    expect(namesOf(Object.create(parsed))).toEqual(['amount'])
    expect(namesOf(Object.create(Object.create(parsed)))).toEqual(['amount'])
  })
})

describe('timeOf', () => {
  it('knows a Date of any realm, and nothing else', () => {
    expect(timeOf(new Date(5))).toBe(5)
    expect(timeOf(runInNewContext('new Date(5)'))).toBe(5)
    for (const value of [5, '5', {}, null, undefined, { getTime: () => 5 }, Object.create(Date.prototype)]) {
      expect(timeOf(value)).toBeUndefined()
    }
  })
})

describe('isRecord', () => {
  it('knows an object of any realm, and no array', () => {
    for (const value of [{}, runInNewContext('({})'), Object.create(null)]) expect(isRecord(value)).toBe(true)
    for (const value of [[], runInNewContext('[]'), null, 'x', () => 1]) expect(isRecord(value)).toBe(false)
  })
})
