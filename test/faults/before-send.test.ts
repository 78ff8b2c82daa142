import dns from 'node:dns'
import { Agent } from 'node:https'
import type { Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { selfSigned } from '../support/certificate'
import { envelope } from '../support/fault-actions'
import { charge, destroyKey, verify } from './calls'
import { connect, expectEndedBy, failureOf, open, serve, soon } from './support'

const certificate = selfSigned()
const clearly = { status: 500, code: -100, outcomeUnknown: false, retryAfter: undefined }

/** A port on which nothing listens. */
const closedPort = 1

type Lookup = (
  hostname: string,
  options: { all?: boolean },
  done: (error: Error | null, addresses?: unknown) => void,
) => void
/** Replaces the look-up of names for the rest of the test; returns a count of the look-ups. */
function resolveNames(lookup: Lookup) {
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(lookup as never)
  onTestFinished(() => spy.mockRestore())
  return spy
}

describe.each([verify, charge, destroyKey])('$name', (call) => {
  it('B01 B02 to a port where nothing listens is tried three times, and nothing was sent', async () => {
    const error = await failureOf(call.run(connect(`http://127.0.0.1:${closedPort}`, { hasToken: true })))
    expect(error).toMatchObject({ ...clearly, type: 'conn', attempts: 3 })
    expect(error.message).toContain('ECONNREFUSED')
    expect(error.took).toBeLessThan(2000 + soon)
  })

  it('B02 to a gateway that starts between two tries is carried out once', async () => {
    const { server, client } = await open({ hasToken: true })
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const lookups = resolveNames((_, { all }, done) =>
      lookups.mock.calls.length === 1
        ? done(refused)
        : done(null, all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1'),
    )
    client.setConfig('sample-application', 'sample-private-key', 'production', {
      baseUrl: `http://localhost:${server.port}`,
    })
    client.$token = 'token-0'
    await expect(call.run(client)).resolves.toEqual(envelope())
    expect([lookups.mock.calls.length, server.seen(), server.executed()]).toEqual([2, 1, 1])
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'B03 to a name that is not found (%s) is tried three times',
    async (code) => {
      const lookups = resolveNames((_, __, done) =>
        done(Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo' })),
      )
      const error = await failureOf(call.run(connect('https://gateway.invalid', { hasToken: true })))
      expect(error).toMatchObject({ ...clearly, type: 'conn', attempts: 3 })
      expect(error.message).toContain(code)
      expect(error.took).toBeLessThan(2000 + soon)
      expect(lookups).toHaveBeenCalledTimes(3)
    },
  )

  it('B04 N04 to a name whose two addresses both refuse fails with a message, and nothing was sent', async () => {
    resolveNames((_, __, done) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]),
    )
    const error = await failureOf(call.run(connect(`http://localhost:${closedPort}`, { hasToken: true })))
    expect(error).toMatchObject({ ...clearly, type: 'conn' })
    expect(error.attempts).toBe(3)
    expect(error.message).toContain('통신오류')
  })

  it('B06 to a port that speaks no TLS is not tried again, and nothing was sent', async () => {
    const server = await serve()
    server.welcome((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
    const error = await failureOf(call.run(connect(`https://localhost:${server.port}`, { hasToken: true })))
    expect(error).toMatchObject({ ...clearly, type: 'tls', attempts: 1 })
    expect(error.took).toBeLessThan(soon)
    expect([server.connections, server.seen()]).toEqual([1, 0])
  })

  it('B07 whose TLS handshake never ends is over at its time limit, and nothing was sent', async () => {
    const server = await serve()
    const mute = () => {}
    server.welcome(mute, mute, mute)
    const client = connect(`https://localhost:${server.port}`, { hasToken: true, timeout: 3000 })
    const error = await failureOf(call.run(client))
    expect(error).toMatchObject({ ...clearly, type: 'timeout' })
    expect(error.took).toBeLessThan(3000 + soon)
    if (call === charge) expectEndedBy(error.took, 3000)
    expect([server.seen(), server.executed()]).toEqual([0, 0])
  })

  it('N02 to a server with a self-signed certificate fails at once, and nothing was sent', async () => {
    const server = await serve(certificate)
    const error = await failureOf(call.run(connect(server.url, { hasToken: true })))
    expect(error).toMatchObject({ ...clearly, type: 'tls', attempts: 1 })
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
    expect([server.connections, server.seen()]).toEqual([1, 0])
  })
})

describe('a certificate that is trusted', () => {
  it.each([
    ['is accepted', {}, undefined],
    ['N02 is refused once it has expired', { notAfter: new Date(Date.UTC(2021, 0, 1)) }, 'CERT_HAS_EXPIRED'],
    ['N02 is refused for another host', { host: 'another.invalid' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s', async (_, options, problem) => {
    const own = selfSigned(options)
    const server = await serve(own)
    const client = connect(server.url, { hasToken: true })
    client.$http.defaults.httpsAgent = new Agent({ ca: own.cert })
    if (problem === undefined) {
      await expect(charge.run(client)).resolves.toEqual(envelope())
      expect([server.seen(), server.executed()]).toEqual([1, 1])
      return
    }
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ ...clearly, type: 'tls', attempts: 1 })
    expect(error.message).toContain(problem)
    expect(server.seen()).toBe(0)
  })
})

describe('a connection that no server accepts', () => {
  it('N01 N03 is given up after ten seconds of a longer limit, and a charge may be tried again', async () => {
    const { server } = await open()
    const lookups = resolveNames((_, { all }, done) => {
      // The first look-up hangs.
      if (lookups.mock.calls.length > 1) done(null, all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1')
    })
    const client = connect(`http://localhost:${server.port}`, { hasToken: true, timeout: 30_000 })
    await expect(charge.run(client)).resolves.toEqual(envelope())
    expect([lookups.mock.calls.length, server.seen(), server.executed()]).toEqual([2, 1, 1])
  })

  it('N03 ends by the limit of the call where that is shorter, and nothing was sent', async () => {
    resolveNames(() => {})
    const client = connect('http://localhost:9', { hasToken: true, timeout: 3000 })
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ ...clearly, type: 'timeout', attempts: 1 })
    expectEndedBy(error.took, 3000)
  })
})

describe('B08 a connection reset before the request is read', () => {
  const resetLater = (socket: Socket) => setTimeout(() => socket.resetAndDestroy(), 20)

  it('counts as sent for a charge: nothing proves that it was not', async () => {
    const { server, client } = await open({ hasToken: true })
    server.welcome(resetLater)
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'conn', status: 500, code: -100, outcomeUnknown: true, attempts: 1 })
    expect([server.connections, server.seen(), server.executed()]).toEqual([1, 0, 0])
  })

  it('is repeated for a lookup', async () => {
    const { server, client } = await open({ hasToken: true })
    server.welcome(resetLater)
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect([server.connections, server.seen()]).toEqual([2, 1])
  })
})
