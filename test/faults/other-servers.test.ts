import { describe, expect, it } from 'vitest'
import { answer, envelope, executing, refuse } from '../support/fault-actions'
import { charge, destroys, lookups, once, verify } from './calls'
import { failureOf, open } from './support'

/** What a firewall, a proxy, a login page or the server of another company says, in JSON of its own. */
const foreign401 = [
  { error: 'unauthorized' },
  { message: 'Unauthorized' },
  { code: 401, message: 'Unauthorized' },
  { status: 401, error: 'Unauthorized', path: '/subscribe/billing' },
  { code: '-1', message: '인증이 필요합니다' },
  // Other APIs say so that they have no code of their own for it.
  { code: 0, message: '401: Unauthorized' },
  { status: 401, code: 0, message: '' },
  { code: null },
  { code: -1.5 },
  { data: { code: -1 } },
  {},
]

describe('an answer that is not the gateway’s', () => {
  it.each(foreign401)('D26 401 as %j replays no charge, and leaves the token alone', async (body) => {
    const { server, client } = await open({ hasToken: true })
    server.on(charge.route, executing(answer(401, body)))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'api', status: 401, outcomeUnknown: true, attempts: 1 })
    expect([server.seen(), server.executed(), client.$token]).toEqual([1, 1, 'token-0'])
  })

  it.each([...once, ...destroys])('D26 401 of a firewall sends $name no second time', async (call) => {
    const { server, client } = await open({ hasToken: true })
    server.on(call.route, executing(answer(401, { error: 'unauthorized' })))
    const error = await failureOf(call.run(client))
    expect(error).toMatchObject({ status: 401, code: -100, outcomeUnknown: true, attempts: 1 })
    expect(server.executed()).toBe(1)
  })

  it.each([-99001, -1])('D26 401 with the code %i of the gateway replays the charge once', async (code) => {
    const { server, client } = await open({ hasToken: true })
    server.on(charge.route, refuse(401, code), executing(answer(200, envelope())))
    await expect(charge.run(client)).resolves.toEqual(envelope())
    expect([server.seen(charge.route), server.executed()]).toEqual([2, 1])
  })

  it.each([401, 403, 407, 412, 418, 429, 451, 500, 503])(
    'D27 %i without a code of the gateway leaves the outcome of a money call unknown',
    async (status) => {
      const { server, client } = await open({ hasToken: true, maxRetries: 5 })
      const codes = [status, 0].map((code) => ({ code, message: 'blocked' }))
      for (const body of [{ error: 'blocked' }, ...codes]) {
        server.on(charge.route, executing(answer(status, body)))
        expect(await failureOf(charge.run(client))).toMatchObject({
          status,
          outcomeUnknown: true,
          attempts: 1,
        })
      }
      expect([server.seen(), server.executed()]).toEqual([3, 3])
    },
  )

  it.each([400, 404, 409, 422])('D27 %i of a web server is a refusal', async (status) => {
    const { server, client } = await open({ hasToken: true })
    server.on(charge.route, answer(status, { status, error: 'Bad Request' }))
    expect(await failureOf(charge.run(client))).toMatchObject({ status, outcomeUnknown: false })
  })

  it.each([...once, ...destroys])('D28 2xx without a code is no success of $name', async (call) => {
    const { server, client } = await open({ hasToken: true })
    const bodies = [
      {},
      { ok: true },
      { status: 200, data: { receipt_id: 'r1' } },
      { code: '0' },
      { code: null },
      { code: 200, message: 'OK' },
      { code: 1, data: { receipt_id: 'r1' } },
    ]
    for (const body of bodies) {
      server.on(call.route, answer(200, body))
      expect(await failureOf(call.run(client))).toMatchObject({
        ...{ type: 'invalid', status: 500, code: -100, outcomeUnknown: true, attempts: 1 },
      })
    }
    expect(server.seen()).toBe(bodies.length)
  })

  it.each(lookups)('D28 2xx without a code is what $name returns', async (call) => {
    const { server, client } = await open({ hasToken: true })
    server.on(call.route, answer(200, { ok: true }))
    await expect(call.run(client)).resolves.toEqual({ ok: true })
  })

  it('D27 404 does not make a webhook one of a payment that does not exist', async () => {
    const { server, client } = await open({ hasToken: true })
    const feedback = { receipt_id: 'receipt-1', price: 1000, status: 1 } as never
    const others = [{ error: 'not found' }, { code: 404, message: 'Not Found' }, { code: 0 }]
    server.on(verify.route, ...others.map((body) => answer(404, body)), refuse(404, -2100))
    for (const { code = -100 } of others) {
      await expect(client.confirmFeedback(feedback)).rejects.toMatchObject({ status: 404, code })
    }
    await expect(client.confirmFeedback(feedback)).resolves.toMatchObject({ receipt: undefined })
  })
})
