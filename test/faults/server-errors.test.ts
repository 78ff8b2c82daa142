import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock'
import { answer, envelope, executing, html, refuse, succeed } from '../support/fault-actions'
import { haste } from '../support/hasty-clock'
import { billingKeyRequest, charge, destroys, lookups, once, verify } from './calls'
import { connect, failureOf, open, serve, soon } from './support'

const troubles = [429, 500, 502, 503, 504]
const refusals = [400, 403, 404, 409, 422]
const wait = (seconds: number | string) => ({ 'retry-after': seconds })

describe('a server in trouble', () => {
  it.each(troubles)('E01 E02 repeats a lookup after one %i', async (status) => {
    const { server, client } = await open()
    server.on(verify.route, refuse(status, -5000), succeed())
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect([server.seen(), server.executed()]).toEqual([2, 1])
  })

  it.each([...lookups, ...destroys])('E01 E02 repeats $name after a 503', async (call) => {
    const { server, client } = await open()
    server.on(call.route, refuse(503, -5000), html(502), succeed())
    await expect(call.run(client)).resolves.toEqual(envelope())
    expect([server.seen(), server.executed()]).toEqual([3, 1])
  })

  it.each([
    ['in seconds', () => 1, 1000],
    ['as a date', () => new Date(Date.now() + 3000).toUTCString(), 1000],
  ])('E03 lets a lookup wait for a Retry-After %s', async (_, retryAfter, least) => {
    const { server, client } = await open()
    server.on(verify.route, refuse(429, -5000, '잠시 후', wait(retryAfter())), succeed())
    await expect(verify.run(client)).resolves.toEqual(envelope())
    const [first, second] = server.requests.filter(({ route }) => route === verify.route)
    expect((second!.at - first!.at) * haste).toBeGreaterThan(least * 0.95)
    expect(server.seen()).toBe(2)
  })

  it.each(once)('E04 E11 never repeats $name, whatever the status', async (call) => {
    const { server, client } = await open({ maxRetries: 5 })
    for (const status of troubles) {
      server.on(call.route, refuse(status, -5000, '점검 중', wait(7)))
      const seen = server.seen()
      expect(await failureOf(call.run(client))).toMatchObject({
        type: 'api',
        status,
        code: -5000,
        outcomeUnknown: false,
        attempts: 1,
        retryAfter: 7,
      })
      expect([server.seen() - seen, server.executed()]).toEqual([1, 0])
    }
  })

  it.each([500, 502, 503, 504])('E11 leaves a charge unknown after a %i without a code', async (status) => {
    const { server, client } = await open()
    server.on(charge.route, executing(answer(status, { message: '점검 중' })))
    expect(await failureOf(charge.run(client))).toMatchObject({
      type: 'api',
      status,
      code: -100,
      message: expect.stringContaining('점검 중'),
      outcomeUnknown: true,
      attempts: 1,
    })
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })

  it('E05 ends a call at once with a Retry-After of an hour on the error', async () => {
    const { server, client } = await open()
    server.on(verify.route, refuse(429, -5000, '잠시 후', wait(3600)))
    const error = await failureOf(verify.run(client))
    expect(error).toMatchObject({ type: 'api', status: 429, code: -5000, attempts: 1, retryAfter: 3600 })
    expect(error.outcomeUnknown).toBe(false)
    expect(error.took).toBeLessThan(soon)
    expect(server.seen()).toBe(1)
  })

  it('E06 does not wait for a Retry-After beyond the time limit', async () => {
    const server = await serve()
    const client = connect(server.url, { timeout: 3000 }, systemClock)
    server.on(verify.route, refuse(503, -5000, '잠시 후', wait(4)))
    const error = await failureOf(verify.run(client))
    expect(error).toMatchObject({ type: 'api', status: 503, attempts: 1, retryAfter: 4 })
    expect(error.took).toBeLessThan(3000 * haste)
  })

  it('E07 ends a lookup after three tries, with the last answer', async () => {
    const { server, client } = await open()
    server.on(verify.route, refuse(500, -5001), refuse(500, -5002), refuse(500, -5003, '세 번째'))
    expect(await failureOf(verify.run(client))).toMatchObject({
      type: 'api',
      status: 500,
      code: -5003,
      message: '세 번째',
      outcomeUnknown: false,
      attempts: 3,
    })
    expect(server.seen()).toBe(3)
  })

  it('E12 is not stormed by the retries of two hundred lookups', async () => {
    const { server, client } = await open()
    await client.getAccessToken()
    server.on(verify.route, refuse(503, -5000))
    const failures = await Promise.all(Array.from({ length: 200 }, () => failureOf(verify.run(client))))
    expect(failures.every(({ status }) => status === 503)).toBe(true)
    // A budget of 500 pays for 100 repetitions.
    expect(server.seen()).toBe(300)
    expect(server.executed()).toBe(0)
  })

  it('E13 tells a charge in retryAfter how long to wait', async () => {
    const { server, client } = await open()
    server.on(charge.route, refuse(503, -5000, '점검 중', wait(7)))
    expect(await failureOf(charge.run(client))).toMatchObject({ retryAfter: 7, attempts: 1 })
    server.on(charge.route, refuse(503, -5000, '점검 중', wait(new Date(Date.now() + 100_000).toUTCString())))
    const { retryAfter } = await failureOf(charge.run(client))
    expect(retryAfter).toBeGreaterThanOrEqual(97)
    expect(retryAfter).toBeLessThanOrEqual(100)
    expect(server.seen()).toBe(2)
  })
})

describe('a refusal', () => {
  it.each([verify, charge, billingKeyRequest, ...destroys])(
    'E08 of $name keeps its fields and is not repeated',
    async (call) => {
      const { server, client } = await open()
      for (const status of refusals) {
        server.on(call.route, refuse(status, -status, `거절 ${status}`))
        const seen = server.seen()
        const error = await failureOf(call.run(client))
        expect(error).toMatchObject({
          type: 'api',
          status,
          code: -status,
          message: `거절 ${status}`,
          outcomeUnknown: false,
          attempts: 1,
          retryAfter: undefined,
        })
        expect(server.seen() - seen).toBe(1)
      }
      expect(server.executed()).toBe(0)
    },
  )

  it('E10 by the card company with status 500 keeps its code, and is not unknown', async () => {
    const { server, client } = await open()
    server.on(charge.route, refuse(500, -2003, '한도 초과'))
    expect(await failureOf(charge.run(client))).toMatchObject({
      type: 'api',
      status: 500,
      code: -2003,
      message: '한도 초과',
      outcomeUnknown: false,
      attempts: 1,
    })
    expect([server.seen(), server.executed()]).toEqual([1, 0])
  })
})
