import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { after, answer, envelope, html, issueToken, refuse, reset, silence } from '../support/fault-actions'
import { charge, verify } from './calls'
import { expectEndedBy, failureOf, keys, open } from './support'

const tokenRoute = 'POST /request/token'

describe('a token request', () => {
  it('A09 with wrong keys ends the call with what the gateway says, without the key', async () => {
    const { server, client } = await open()
    server.on(tokenRoute, refuse(401, -1000, `키 ${keys.privateKey} 가 다릅니다`))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'api', status: 401, code: -1000, outcomeUnknown: false, attempts: 0 })
    expect(inspect(Object.getPrototypeOf(error))).not.toContain(keys.privateKey)
    expect([server.tokens, server.seen()]).toEqual([1, 0])
  })

  it.each([
    ['reset', reset],
    ['answered by 503', refuse(503, -5000)],
    ['answered by a page', html(502)],
  ])('A10 that is %s is repeated, for a charge too', async (_, action) => {
    const { server, client } = await open()
    server.on(tokenRoute, action, action, issueToken())
    await expect(charge.run(client)).resolves.toEqual(envelope())
    expect([server.tokens, server.seen(), server.executed()]).toEqual([3, 1, 1])
  })

  it('A11 that fails for ten callers is made three times, and the next call works', async () => {
    const { server, client } = await open()
    server.on(tokenRoute, refuse(503, -5000), refuse(503, -5000), refuse(503, -5000), issueToken())
    const failures = await Promise.all(Array.from({ length: 10 }, () => failureOf(charge.run(client))))
    for (const error of failures) {
      expect(error).toMatchObject({
        type: 'api',
        status: 503,
        code: -5000,
        outcomeUnknown: false,
        attempts: 0,
      })
    }
    expect([server.tokens, server.seen()]).toEqual([3, 0])
    await expect(charge.run(client)).resolves.toEqual(envelope())
    expect([server.tokens, server.seen(), server.executed()]).toEqual([4, 1, 1])
  })

  it.each([
    ['A12 without a token', {}],
    ['A12 without data', undefined],
    ['A13 with a line break in it', { token: 'token\r\nx-evil: 1' }],
    ['A13 with Korean in it', { token: '토큰' }],
    ['A14 that is a number', { token: 12 }],
    ['A14 that is empty', { token: '' }],
    ['A14 that has no end', { token: 't'.repeat(5000) }],
  ])('answered %s is an error, and no call is sent without a token', async (_, data) => {
    const { server, client } = await open()
    server.on(tokenRoute, answer(200, { status: 200, code: 0, message: '', data }))
    expect(await failureOf(charge.run(client))).toMatchObject({
      type: 'invalid',
      status: 500,
      code: -100,
      outcomeUnknown: false,
      attempts: 0,
    })
    expect([server.tokens, server.seen()]).toEqual([1, 0])
  })

  it('that is never answered ends the call at its time limit, and the charge was not sent', async () => {
    const { server, client } = await open({ timeout: 3000 })
    server.on(tokenRoute, silence)
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'timeout', status: 500, outcomeUnknown: false, attempts: 0 })
    expectEndedBy(error.took, 3000)
    expect(server.seen()).toBe(0)
  })

  it('aborted by one caller still serves the others', async () => {
    const { server, client } = await open()
    const controller = new AbortController()
    server.on(tokenRoute, (exchange) => {
      controller.abort()
      return after(20, issueToken())(exchange)
    })
    const others = [verify.run(client), charge.run(client)]
    const error = await failureOf(charge.run(client, { signal: controller.signal }))
    expect(error).toMatchObject({ type: 'abort', outcomeUnknown: false, attempts: 0 })
    await expect(Promise.all(others)).resolves.toHaveLength(2)
    expect([server.tokens, server.executed()]).toEqual([1, 2])
  })
})
