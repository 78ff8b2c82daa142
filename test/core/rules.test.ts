import { describe, expect, it } from 'vitest'
import { amount, amountOrZero, refundAmount } from '../../src/core/amounts'
import { argument } from '../../src/core/fields'
import * as input from '../../src/core/rules'
import { refusalOf } from '../support/refusal'
import { type FieldRule, rules } from '../support/rules'

const { optional, unlessAbsent } = input

const pairs: [string, input.Rule<unknown>, FieldRule][] = [
  ['id', input.id, rules.id],
  ['idOrNumber', input.idOrNumber, rules.idOrNumber],
  ['unlessAbsent(idOrNumber)', unlessAbsent(input.idOrNumber), rules.idOrNumberUnlessAbsent],
  ['amount', amount, rules.amount],
  ['refundAmount', refundAmount, rules.amountUnlessAbsent],
  ['unlessAbsent(amountOrZero)', unlessAbsent(amountOrZero), rules.part],
  ['text', input.text, rules.text],
  ['optional(anyText)', optional(input.anyText), rules.anyText],
  ['optional(count)', optional(input.count), rules.count],
  ['optional(json)', optional(input.json), rules.json],
  ['optional(record)', optional(input.record), rules.record],
  ['optional(records)', optional(input.records), rules.records],
  ['optional(texts)', optional(input.texts), rules.texts],
  ['seconds', input.seconds, rules.seconds],
]

describe('a rule', () => {
  it.each(pairs)('%s takes and refuses what it should', (_, rule, { takes, refuses }) => {
    const read = (value: unknown) => argument('method', 'field', value, rule)
    for (const [given, sent] of takes) expect(read(given), String(given)).toEqual(sent)
    for (const given of refuses) refusalOf(() => read(given), 'method', 'field')
  })

  it('costs no time for an amount that is longer than any', () => {
    const text = `1.${'0'.repeat(1_000_000)}1`
    const start = performance.now()
    refusalOf(() => argument('method', 'field', text, amount), 'method', 'field')
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('copies what it takes', () => {
    const inner = { a: [1] }
    const [copy] = input.records([inner]) as [typeof inner]
    expect(copy).toEqual(inner)
    expect(copy).not.toBe(inner)
    expect(copy.a).not.toBe(inner.a)
  })
})

describe('a refusal', () => {
  it('is Korean with English after it, and names method and field', () => {
    const { message } = refusalOf(() => argument('cancel', 'price', null, amount), 'cancel', 'price')
    expect(message).toBe(
      'cancel: price 값은 0보다 큰 금액(원)이어야 합니다 (price must be an amount above 0)',
    )
  })
})
