import { once } from 'node:events'
import { Agent } from 'node:http'
import { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../../support/clock'
import { chargeData, envelope, type Handle, ok, openLoopback } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

const text = JSON.stringify(envelope)
const raw =
  (bytes: string | Buffer, end = true): Handle =>
  (request) => {
    request.socket.write(bytes)
    if (end) request.socket.end()
  }
const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

const faults: [string, Handle, type: string, status: number][] = [
  ['a connection that is cut', (request) => request.socket.destroy(), 'conn', 500],
  ['a connection that ends without an answer', (request) => request.socket.end(), 'conn', 500],
  ['an answer that is not HTTP', raw('HELLO\r\n\r\n'), 'conn', 500],
  ['an answer cut short', raw(`${head}content-length: 999\r\n\r\n${text}`), 'invalid', 500],
  [
    'a chunked answer cut short',
    raw(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"sta\r\n`),
    'invalid',
    500,
  ],
  ['a 101', raw('HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n', false), 'invalid', 500],
  ['an answer above the limit', (_, response) => response.end(`{"a":"${'x'.repeat(3e6)}"}`), 'invalid', 500],
  [
    'a small answer that inflates above the limit',
    (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(`{"a":"${'x'.repeat(3e6)}"}`))
    },
    'invalid',
    500,
  ],
  [
    'a compressed answer cut short',
    (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(JSON.stringify({ ...envelope, data: 'abcdefgh'.repeat(99) })).subarray(0, 40))
    },
    'invalid',
    500,
  ],
  ['silence', () => {}, 'timeout', 500],
  ['headers and then silence', (_, response) => response.writeHead(200).write('{'), 'timeout', 500],
]

describe.each(faults)('%s', (_, handle, type, status) => {
  it('is met once by a charge, whose outcome is open', async () => {
    const clock = new FakeClock()
    const { client, requests } = await openLoopback(handle, { maxRetries: 2 }, clock)
    const ended = errorOf(() => client.requestSubscribeBillingPayment(chargeData))
    await expect.poll(() => requests).toHaveLength(1)
    if (type === 'timeout') await clock.advance(5_000)
    const error = await ended
    expect(error).toMatchObject({ type, status, code: -100, outcomeUnknown: true, attempts: 1 })
    expect(error.message).toMatch(/^통신오류/)
    expect(requests).toHaveLength(1)
  })
})

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is neither followed nor believed', async (status) => {
    const target = await openLoopback(ok)
    const { client, requests } = await openLoopback((_, response) => {
      response.writeHead(status, { location: `${target.baseUrl}/receipt/r1` }).end(text)
    })
    for (const call of [() => client.verify('r1'), () => client.submit('r1')]) {
      expect(await errorOf(call)).toMatchObject({ type: 'invalid', status })
    }
    expect([requests.length, target.requests.length]).toEqual([2, 0])
  })
})

describe('an answer', () => {
  it.each(['gzip', 'deflate', 'br'])('may be compressed by %s', async (encoding) => {
    const { gzipSync, deflateSync, brotliCompressSync } = await import('node:zlib')
    const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding]!
    const { client } = await openLoopback((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text))
    })
    await expect(client.verify('r1')).resolves.toEqual(envelope)
  })

  it('keeps Korean text that arrives in pieces', async () => {
    const body = Buffer.from(JSON.stringify({ ...envelope, message: '한글 메시지' }))
    const { client } = await openLoopback(async (_, response) => {
      response.writeHead(200, { 'content-encoding': 'identity' })
      for (const byte of body) {
        response.write(Buffer.from([byte]))
        await settle()
      }
      response.end()
    })
    await expect(client.verify('r1')).resolves.toMatchObject({ message: '한글 메시지' })
  })

  it('of 204 is none', async () => {
    const { client } = await openLoopback((_, response) => {
      response.writeHead(204, { 'content-encoding': 'gzip' }).end()
    })
    expect(await errorOf(() => client.destroySubscribeBillingKey('k'))).toMatchObject({
      outcomeUnknown: true,
    })
  })
})

describe('connections', () => {
  it('are shared by lookups and fresh for what moves money', async () => {
    const { client, sockets } = await openLoopback(ok)
    for (const id of ['r1', 'r2', 'r3']) await client.verify(id)
    expect(sockets.size).toBe(1)
    for (const id of ['r1', 'r2', 'r3']) await client.submit(id)
    expect(sockets.size).toBe(4)
  })

  it('that are refused prove that nothing was sent, so even a charge is tried again', async () => {
    const { client } = await openLoopback(ok)
    // Nothing listens there.
    client.setConfig('app', 'key', '', { baseUrl: 'http://127.0.0.1:1', maxRetries: 1 })
    client.$token = 'token'
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({
      type: 'conn',
      outcomeUnknown: false,
      attempts: 2,
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('to a TLS port that speaks plain HTTP end as tls, with nothing sent', async () => {
    const { client, baseUrl } = await openLoopback(ok)
    client.setConfig('app', 'key', '', { baseUrl: baseUrl.replace('http:', 'https:') })
    client.$token = 'token'
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({
      type: 'tls',
      outcomeUnknown: false,
      attempts: 1,
    })
  })

  it('that are never made end after ten seconds each, with nothing sent', async () => {
    const clock = new FakeClock()
    const { client } = await openLoopback(ok, { timeout: 60_000, maxRetries: 1 }, clock)
    const agent = new Agent()
    ;(agent as any).createConnection = () => Object.assign(new Socket(), { connecting: true })
    client.$http.defaults.httpAgent = agent
    const startedAt = clock.now()
    const ended = errorOf(() => client.submit('r1')).then((error) => ({
      error,
      after: clock.now() - startedAt,
    }))
    await clock.advance(30_000)
    expect(await ended).toMatchObject({
      error: { type: 'timeout', outcomeUnknown: false, attempts: 2 },
      after: 20_125,
    })
  })

  it('that were made leave the rest of the time to the answer', async () => {
    const clock = new FakeClock()
    const { client, requests } = await openLoopback(() => {}, { timeout: 60_000 }, clock)
    const ended = errorOf(() => client.submit('r1'))
    await expect.poll(() => requests).toHaveLength(1)
    await clock.advance(59_999)
    const early = await Promise.race([ended, settle().then(() => 'not yet')])
    await clock.advance(1)
    expect(early).toBe('not yet')
    expect(await ended).toMatchObject({ type: 'timeout', outcomeUnknown: true })
  })
})

describe('an abort', () => {
  it('at any moment leaves no request without a waiting caller, and no doubt about a charge', async () => {
    for (let ticks = 0; ticks < 60; ticks++) {
      const { client, requests, sockets, close } = await openLoopback(() => {})
      const caller = new AbortController()
      const ended = errorOf(() => client.submit('r1', { signal: caller.signal }))
      for (let tick = 0; tick < ticks; tick++) await undefined
      caller.abort()
      const error = await ended
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(error.type).toBe('abort')
      if (requests.length > 0) expect(error.outcomeUnknown, `${ticks} ticks`).toBe(true)
      const open = () => [...sockets].filter((socket) => !socket.destroyed)
      await expect.poll(open, { message: `${ticks} ticks` }).toEqual([])
      close()
    }
  })

  it('ends the connection of a charge under way', async () => {
    const { client, sockets } = await openLoopback(() => caller.abort())
    const caller = new AbortController()
    const error = await errorOf(() => client.submit('r1', { signal: caller.signal }))
    expect(error).toMatchObject({ type: 'abort', outcomeUnknown: true, attempts: 1 })
    const [socket] = sockets
    if (!socket?.destroyed) await once(socket as Socket, 'close')
    expect(socket?.destroyed).toBe(true)
  })
})
