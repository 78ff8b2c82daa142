import { describe, expect, it } from 'vitest'
import { path, request } from '../../src/core/request'
import { snakeCase, snakeKeys, snakeList } from '../../src/core/snake'
import fc from '../support/property'

describe('snakeCase', () => {
  it.each([
    ['itemName', 'item_name'],
    ['already_snake', 'already_snake'],
    ['PGName', 'p_g_name'],
    ['aB1C', 'a_b1_c'],
    ['A', 'a'],
    ['', ''],
    ['한글Key', '한글_key'],
  ])('%s becomes %s', (camel, snake) => expect(snakeCase(camel)).toBe(snake))

  it('leaves no capital, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const once = snakeCase(key)
        return !/[A-Z]/.test(once) && snakeCase(once) === once
      }),
    )
  })
})

describe('free objects', () => {
  it('change their top-level keys only', () => {
    expect(snakeKeys({ itemName: { innerName: 1 } })).toEqual({ item_name: { innerName: 1 } })
    expect(snakeList([{ itemName: 1 }, {}])).toEqual([{ item_name: 1 }, {}])
  })

  it('are nothing when they are empty or absent', () => {
    for (const nothing of [undefined, {}]) expect(snakeKeys(nothing)).toBeUndefined()
    for (const nothing of [undefined, []]) expect(snakeList(nothing)).toBeUndefined()
  })

  it('set no prototype', () => {
    const copy = snakeKeys(JSON.parse('{"__proto__":{"polluted":1}}')) as object
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('path', () => {
  it('makes exactly one segment of each value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        fc.pre(id !== '.' && id !== '..')
        const { path: made, template } = path`/receipt/${id}`
        return (
          new URL(made, 'https://host.invalid').pathname === made &&
          decodeURIComponent(made.slice('/receipt/'.length)) === id &&
          made.split('/').length === 3 &&
          template === '/receipt/:id'
        )
      }),
    )
  })

  it('keeps what is written in the template', () => {
    expect(path`/a/${'b'}/c/${'d e'}`).toEqual({ path: '/a/b/c/d%20e', template: '/a/:id/c/:id' })
  })
})

describe('request', () => {
  it('leaves absent fields out of the body', () => {
    const { body } = request('cancel', 'POST', '/cancel', {
      body: { a: undefined, b: null, c: 0, d: '' },
      safety: 'once',
    })
    expect(body).toEqual({ b: null, c: 0, d: '' })
    expect(Object.keys(body ?? {})).toEqual(['b', 'c', 'd'])
  })

  it('spells every field out', () => {
    expect(request('verify', 'GET', '/receipt/a', { safety: 'lookup' })).toEqual({
      name: 'verify',
      method: 'GET',
      path: '/receipt/a',
      template: '/receipt/a',
      body: undefined,
      safety: 'lookup',
      advice: undefined,
      secrets: [],
    })
  })
})
