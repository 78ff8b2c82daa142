import { expect, test } from 'vitest'
import { Journal } from '../../src/sandbox/books/journal'
import { journalLength } from '../../src/sandbox/rules/decisions'

test('a journal forgets its oldest entries', () => {
  const journal = new Journal<number>()
  for (let entry = 0; entry <= journalLength; entry++) journal.add(entry)
  expect(journal.copy()).toHaveLength(journalLength)
  expect(journal.copy()[0]).toBe(1)
})
