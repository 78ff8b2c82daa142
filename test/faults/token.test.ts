import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../support/clock'
import { after, answer, envelope, html, issueToken, knowing, refuse, succeed } from '../support/fault-actions'
import { hastyClock } from '../support/hasty-clock'
import { charge, once, verify } from './calls'
import { connect, failureOf, keys, open, serve } from './support'

const tokenRoute = 'POST /request/token'
const minute = 60_000

/** A gateway and a client whose time moves when the test says so. */
async function openAt(clock = new FakeClock()) {
  const server = await serve()
  return { server, clock, client: connect(server.url, {}, clock) }
}
const sentTokens = (server: { requests: { route: string; headers: Record<string, string> }[] }) =>
  server.requests.filter(({ route }) => route !== tokenRoute).map(({ headers }) => headers.authorization)

afterEach(() => {
  vi.useRealTimers()
})

describe('a token is fetched', () => {
  it('A01 before the first call, and sent as it is', async () => {
    const { server, client } = await open()
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect(server.requests[0]?.json).toEqual({
      application_id: keys.applicationId,
      private_key: keys.privateKey,
    })
    expect(server.requests[0]?.headers.authorization).toBeUndefined()
    expect([server.tokens, server.seen(), sentTokens(server)]).toEqual([1, 1, ['token-1']])
  })

  it('A02 by getAccessToken, and not again by the call that follows', async () => {
    const { server, client } = await open()
    await client.getAccessToken()
    await charge.run(client)
    expect([server.tokens, server.seen(), server.executed()]).toEqual([1, 1, 1])
  })

  it('A03 once for thirty first calls at once', async () => {
    const { server, client } = await open()
    server.on(tokenRoute, after(30, issueToken()))
    await Promise.all(Array.from({ length: 30 }, () => verify.run(client)))
    expect([server.tokens, server.seen()]).toEqual([1, 30])
  })

  it('A24 once for twenty getAccessToken at once', async () => {
    const { server, client } = await open()
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.getAccessToken()))
    expect(new Set(answers.map(({ data }) => data.token))).toEqual(new Set(['token-1']))
    expect(server.tokens).toBe(1)
  })

  it('A25 once although setConfig repeats the same settings', async () => {
    const { server, client } = await open()
    for (let count = 0; count < 5; count++) {
      client.setConfig(keys.applicationId, keys.privateKey, 'production', { baseUrl: server.url })
      await verify.run(client)
    }
    expect([server.tokens, server.seen()]).toEqual([1, 5])
  })

  it('A20 by getAccessToken with status, code and data as in 1.1.2', async () => {
    const { server, client } = await open()
    const { status, code, data } = await client.getAccessToken()
    expect({ status, code, data }).toEqual({
      status: 200,
      code: 0,
      data: { token: 'token-1', server_time: 1_700_000_000, expired_at: 1_700_001_800 },
    })
    expect(server.tokens).toBe(1)
  })
})

describe('a token is renewed', () => {
  it.each([
    ['A04 four seconds before its end', 30 * minute - 4000],
    ['A05 past its end', 31 * minute],
  ])('%s, before a call is refused', async (_, later) => {
    const { server, client, clock } = await openAt()
    await verify.run(client)
    await clock.advance(later)
    await verify.run(client)
    expect([server.tokens, sentTokens(server)]).toEqual([2, ['token-1', 'token-2']])
  })

  it.each([
    ['A15 an hour fast', 60 * minute],
    ['A16 an hour slow', -60 * minute],
  ])('at the same time on a machine whose clock is %s', async (_, wrong) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 + wrong })
    const { server, client, clock } = await openAt()
    for (let count = 0; count < 5; count++) await verify.run(client)
    expect([server.tokens, server.seen()]).toEqual([1, 5])
    await clock.advance(31 * minute)
    await verify.run(client)
    expect(sentTokens(server).at(-1)).toBe('token-2')
    expect(server.tokens).toBe(2)
  })

  it('A17 in time although the clock of the machine steps back', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    const { server, client, clock } = await openAt()
    await verify.run(client)
    vi.setSystemTime(1_700_000_000_000 - 120 * minute)
    await clock.advance(31 * minute)
    await verify.run(client)
    expect([server.tokens, server.seen()]).toEqual([2, 2])
  })

  it('A21 not at every call if it lives for twenty seconds', async () => {
    const { server, client, clock } = await openAt()
    server.on(tokenRoute, issueToken(20))
    for (let count = 0; count < 3; count++) {
      await verify.run(client)
      await clock.advance(5000)
    }
    expect([server.tokens, server.seen()]).toEqual([1, 3])
  })

  it.each([
    ['A22 ends before it begins', { server_time: 1_700_000_000, expired_at: 1_600_000_000 }],
    ['A23 has no end', {}],
  ])('within half an hour when it %s', async (_, times) => {
    const { server, client, clock } = await openAt()
    server.on(tokenRoute, answer(200, envelope({ token: 'token-x', ...times })))
    for (let count = 0; count < 3; count++) await verify.run(client)
    expect([server.tokens, server.seen()]).toEqual([1, 3])
    await clock.advance(30 * minute)
    await verify.run(client)
    expect(server.tokens).toBe(2)
  })
})

describe('a token that the gateway refuses', () => {
  it.each([verify, ...once])('A06 A07 is renewed, and $name sent once more', async (call) => {
    const { server, client } = await open({ hasToken: true })
    server.on(call.route, knowing(['token-1'], succeed()))
    await expect(call.run(client)).resolves.toEqual(envelope())
    expect([server.tokens, server.seen(), server.executed()]).toEqual([1, 2, 1])
    expect(sentTokens(server)).toEqual(['token-0', 'token-1'])
  })

  it.each([verify, charge])('A08 twice is the error of $name', async (call) => {
    const { server, client } = await open({ hasToken: true })
    server.on(call.route, refuse(401, -1100, '권한이 없습니다'))
    expect(await failureOf(call.run(client))).toMatchObject({
      type: 'api',
      status: 401,
      code: -1100,
      message: '권한이 없습니다',
      outcomeUnknown: false,
      attempts: 2,
    })
    expect([server.tokens, server.seen(), server.executed()]).toEqual([1, 2, 0])
  })

  it('by an HTML page and not by JSON is not renewed for a charge', async () => {
    const { server, client } = await open({ hasToken: true })
    server.on(charge.route, html(401))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({
      type: 'invalid',
      status: 401,
      code: -100,
      outcomeUnknown: true,
      attempts: 1,
    })
    expect([server.tokens, server.seen()]).toEqual([0, 1])
  })
})

describe('a token belongs to its settings', () => {
  it('A18 so another merchant gets another token', async () => {
    const { server, client } = await open()
    await verify.run(client)
    client.setConfig('another-application', 'another-key', 'production', { baseUrl: server.url })
    await verify.run(client)
    expect(sentTokens(server)).toEqual(['token-1', 'token-2'])
    expect(server.requests.at(-2)?.json.application_id).toBe('another-application')
  })

  it('A19 so one that arrives after setConfig serves only the calls that waited for it', async () => {
    const { server, client } = await open()
    server.on(tokenRoute, after(60, issueToken()), issueToken())
    const first = charge.run(client)
    await expect.poll(() => server.tokens).toBe(1)
    client.setConfig('another-application', 'another-key', 'production', { baseUrl: server.url })
    await verify.run(client)
    await first
    await verify.run(client)
    const used = server.requests.map(({ route, headers }) => [route, headers.authorization])
    expect(used.filter(([route]) => route === charge.route)).toEqual([[charge.route, 'token-1']])
    expect(used.filter(([route]) => route === verify.route)).toEqual([
      [verify.route, 'token-2'],
      [verify.route, 'token-2'],
    ])
    expect([server.tokens, server.executed(charge.route)]).toEqual([2, 1])
  })

  it('A26 so it is never sent to another gateway', async () => {
    const { server, client } = await open()
    const another = await serve()
    another.on(tokenRoute, answer(200, envelope({ token: 'token-of-another' })))
    await verify.run(client)
    client.setConfig(keys.applicationId, keys.privateKey, 'production', { baseUrl: another.url })
    await verify.run(client)
    expect([sentTokens(server), sentTokens(another)]).toEqual([['token-1'], ['token-of-another']])
  })

  it('A27 so two clients in one process share none', async () => {
    const server = await serve()
    const clients = [connect(server.url, {}, hastyClock), connect(server.url, {}, hastyClock)]
    await Promise.all(clients.map((client) => verify.run(client)))
    expect(new Set(sentTokens(server))).toEqual(new Set(['token-1', 'token-2']))
  })
})
