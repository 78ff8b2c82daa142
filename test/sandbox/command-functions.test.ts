import { expect, test } from 'vitest'
import { functionOf } from '../../src/sandbox/command/functions'
import { methods, sampleIds } from '../support/methods'

// `request` sends what another method may send too.
const { request: _, ...own } = methods

test.each(Object.entries(own))('the summary names the request of %s by that method', (name, { route }) => {
  const [method = '', path = ''] = route(sampleIds).split(' ')
  expect(functionOf(method, path)).toBe(name)
})

test('the summary names a request of no method by what it asked for', () => {
  expect(functionOf('GET', '/request/token')).toBe('GET /request/token')
  expect(functionOf('POST', '/nothing')).toBe('POST /nothing')
})
