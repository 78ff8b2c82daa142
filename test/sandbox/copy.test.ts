import { expect, test } from 'vitest'
import { copyOf } from '../../src/sandbox/rules/copy'

test('a copy of plain data is equal at every depth, and shares no object with it', () => {
  const data = { list: [{ a: 1 }, null, [undefined, 'text']], ['__proto__']: { own: true }, none: undefined }
  const copy = copyOf(data)
  expect(copy).toStrictEqual(data)
  expect(copy).not.toBe(data)
  expect(copy.list).not.toBe(data.list)
  expect(copy.list[0]).not.toBe(data.list[0])
  expect(copy.list[2]).not.toBe(data.list[2])
})

test.each(['text', 1, true, null, undefined])('a copy of %j is itself', (value) => {
  expect(copyOf(value)).toBe(value)
})
