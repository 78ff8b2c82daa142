import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masker } from '../../src/core/mask'

const card = '5570420412341074'

describe('secrets of the call', () => {
  it('are removed from text, wherever they stand', () => {
    const mask = masker(['key+of/sample=', 'user@shop.example'], false)
    expect(mask('key+of/sample= for user@shop.example, key+of/sample=')).toBe('**** for ****, ****')
    expect(mask('userxshop.example')).toBe('userxshop.example')
  })

  it('are removed from keys and values of data at every depth', () => {
    const mask = masker(['홍길동', card], false)
    const data = {
      홍길동: 1,
      list: [`이름 홍길동`, { inner: { card: Number(card), name: '홍길동' } }],
      price: 1000,
    }
    expect(mask(data)).toEqual({
      '****': 1,
      list: ['이름 ****', { inner: { card: '****', name: '****' } }],
      price: 1000,
    })
  })

  it('given as digits are found grouped by spaces or dashes, but only where they stand alone', () => {
    const mask = masker([card, '12', 901014], false)
    expect(mask('5570-4204-1234-1074')).toBe('****')
    expect(mask('5570 4204 1234 1074')).toBe('****')
    expect(mask('12/26, 3012원, 901014-1')).toBe('****/26, 3012원, ****-1')
    expect(mask(12)).toBe('****')
    expect(mask(3012)).toBe(3012)
  })

  it('given with dashes are found without them', () => {
    expect(masker(['010-1234-1234'], false)('01012341234')).toBe('****')
    expect(masker([' - '], false)('a - b')).toBe('a - b')
  })

  it('that are parts of one another are removed longest first', () => {
    expect(masker(['abc', 'abcdef'], false)('abcdef abc')).toBe('**** ****')
  })

  it('of one letter, of nothing, or that are no text hide nothing', () => {
    const mask = masker(['a', '', ' ', undefined, null, {}, true], false)
    expect(mask('a banana')).toBe('a banana')
  })

  it('never survive, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(secret.trim() !== '' && !/^[\d -]+$/.test(secret) && !'****'.includes(secret))
        fc.pre(!`${before}****${after}`.includes(secret))
        return !String(masker([secret], false)(before + secret + after)).includes(secret)
      }),
    )
  })
})

describe('card numbers in a call that carried one', () => {
  const mask = masker([], true)

  it('keep their first six and last four digits', () => {
    expect(mask(`card ${card}!`)).toBe('card 557042******1074!')
    expect(mask('5570-4204-1234-1074')).toBe('557042******1074')
    expect(mask({ no: Number(card) })).toEqual({ no: '****' })
  })

  it('are told from other runs of digits by their check digit and length', () => {
    for (const text of ['5570420412341075', '1630396800000', '4242', '1'.repeat(20)])
      expect(mask(text)).toBe(text)
  })

  it('are left alone in other calls', () => {
    expect(masker([], false)(card)).toBe(card)
  })
})

describe('data', () => {
  const mask = masker(['secret'], false)

  it('keeps its other values', () => {
    const data = { a: null, b: true, c: [1.5, undefined], d: {} }
    expect(mask(data)).toEqual(data)
    expect(mask(undefined)).toBeUndefined()
  })

  it('loses its __proto__ keys', () => {
    const clean = mask(JSON.parse('{"__proto__":{"polluted":1},"a":[{"__proto__":{"polluted":1},"b":1}]}'))
    expect(JSON.stringify(clean)).toBe('{"a":[{"b":1}]}')
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype)
  })

  it('is a copy', () => {
    const data = { a: ['secret'] }
    expect(mask(data)).toEqual({ a: ['****'] })
    expect(data).toEqual({ a: ['secret'] })
  })

  it('is cut off where nothing sane is any deeper', () => {
    const nested = JSON.parse(`${'{"a":'.repeat(30)}"secret"${'}'.repeat(30)}`)
    expect(JSON.stringify(mask(nested))).toBe(`${'{"a":'.repeat(21)}"****"${'}'.repeat(21)}`)
    const deepest = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(JSON.stringify(mask(deepest))).toContain('****')
  })
})

describe('a secret in a form or a query', () => {
  it('is removed in its encoded spelling too', () => {
    const mask = masker(['a+key/of=sample', 'half \ud800'], false)
    expect(mask('key=a%2Bkey%2Fof%3Dsample&x=a+key/of=sample')).toBe('key=****&x=****')
  })
})
