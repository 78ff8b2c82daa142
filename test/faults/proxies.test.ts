import { type AddressInfo, connect as connectTo, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BootpayOptions } from '../../src'
import { selfSigned } from '../support/certificate'
import { reportOf, temporaryFile } from '../support/child'
import { FakeClock, settle } from '../support/clock'
import { envelope } from '../support/fault-actions'
import type { FaultServer } from '../support/fault-server'
import { billingKeyRequest, card, charge, secrets, userInfo, verify } from './calls'
import { connect, failureOf, keys, serve } from './support'

const certificate = selfSigned()

interface Proxy {
  url: string
  /** The first line of each request. */
  asked: string[]
  /** All it could read: what comes after a tunnel is made is the server's and the client's. */
  read: string
  connections: number
}

/** A proxy that makes tunnels, or answers with `refusal` in place of that. */
async function startProxy(refusal?: string): Promise<Proxy> {
  const proxy: Proxy = { url: '', asked: [], read: '', connections: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    proxy.connections++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', (bytes) => {
      const head = bytes.toString('latin1')
      proxy.read += head
      proxy.asked.push(head.split('\r\n')[0] ?? '')
      const port = /^CONNECT localhost:(\d+) /.exec(head)?.[1]
      if (refusal || !port) return socket.end(refusal ?? 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
      const target = connectTo(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(target).pipe(socket)
      })
      socket.on('data', (more) => {
        proxy.read += more.toString('latin1')
      })
      sockets.add(target)
      target.on('error', () => socket.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  proxy.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return proxy
}

/** A process that asks for a billing key and verifies a payment. */
const run = (server: FaultServer, environment: Record<string, string>) =>
  reportOf(
    `
      const { Bootpay: client } = loadBootpay();
      client.setConfig('${keys.applicationId}', '${keys.privateKey}', 'production',
        { baseUrl: '${server.url}', timeout: 6000, maxRetries: 0 });
      client.$token = 'sample-token';
      const card = ${JSON.stringify({ orderId: 'order-1', pg: 'nicepay', itemName: '정기결제', userInfo, ...card })};
      outcome(client.requestSubscribeBillingKey(card)).then(async (issued) =>
        report([issued, await outcome(client.verify('receipt-1'))]));
    `,
    environment,
  )

const trusting = () => ({ NODE_EXTRA_CA_CERTS: temporaryFile('authority.pem', certificate.cert) })
const bothWork = [{ value: envelope() }, { value: envelope() }]

describe('a proxy from the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'])(
    'F07 named by %s carries a tunnel and can read nothing of it',
    async (name) => {
      const server = await serve(certificate)
      const proxy = await startProxy()
      expect(await run(server, { ...trusting(), [name]: proxy.url })).toEqual(bothWork)
      expect([server.seen(billingKeyRequest.route), server.seen(verify.route), server.executed()]).toEqual([
        1, 1, 2,
      ])
      expect(proxy.asked).toEqual(Array(2).fill(`CONNECT localhost:${server.port} HTTP/1.1`))
      for (const secret of [...secrets, 'sample-token', 'card_rebill', 'receipt']) {
        expect(proxy.read).not.toContain(secret)
      }
    },
  )

  it.each(['407 Proxy Authentication Required', '502 Bad Gateway', '403 Forbidden'])(
    'N10 that refuses the tunnel with %s ends the call, and sees no request',
    async (status) => {
      const server = await serve(certificate)
      const proxy = await startProxy(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`)
      const [issued, verified] = await run(server, { ...trusting(), HTTPS_PROXY: proxy.url })
      // It looks like an answer, so nothing proves that the gateway saw nothing.
      const expected = { type: 'invalid', status: Number(status.slice(0, 3)), code: -100, attempts: 1 }
      expect(issued.error).toMatchObject({ ...expected, outcomeUnknown: true })
      expect(verified.error).toMatchObject({ ...expected, outcomeUnknown: false })
      expect([server.connections, server.seen()]).toEqual([0, 0])
      for (const secret of [...secrets, 'sample-token']) expect(proxy.read).not.toContain(secret)
    },
  )

  it('F07 whose address cannot be read ends the call, and nothing was sent', async () => {
    const server = await serve(certificate)
    const [issued] = await run(server, { ...trusting(), HTTPS_PROXY: 'http://not an address' })
    expect(issued.error).toMatchObject({ type: 'conn', outcomeUnknown: false })
    expect(server.connections).toBe(0)
  })

  it('F07 does not switch the check of certificates off', async () => {
    const server = await serve(certificate)
    const proxy = await startProxy()
    const results = await run(server, { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    for (const { error } of results) {
      expect(error).toMatchObject({
        type: 'tls',
        status: 500,
        code: -100,
        outcomeUnknown: false,
        attempts: 1,
      })
    }
    expect(server.seen()).toBe(0)
    for (const secret of secrets) expect(proxy.read).not.toContain(secret)
  })

  it('F07 is not used for a host that NO_PROXY names', async () => {
    const server = await serve(certificate)
    const proxy = await startProxy()
    const environment = { ...trusting(), HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost' }
    expect(await run(server, environment)).toEqual(bothWork)
    expect([proxy.connections, server.seen()]).toEqual([0, 2])
  })

  it('F07 is not used for plain http to this machine', async () => {
    const server = await serve()
    const proxy = await startProxy()
    const all = { HTTP_PROXY: proxy.url, http_proxy: proxy.url, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url }
    expect(await run(server, all)).toEqual(bothWork)
    expect([proxy.connections, server.seen(), server.executed()]).toEqual([0, 2, 2])
  })
})

describe('a proxy that makes no tunnel', () => {
  /** A proxy for this process that does this with a request, and a client whose time the test decides. */
  async function behind(handle: (socket: Socket) => void, options: BootpayOptions = {}) {
    const connections: Socket[] = []
    const server = createServer((socket) => {
      connections.push(socket)
      socket.on('error', () => {})
      socket.once('data', () => handle(socket))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    onTestFinished(() => {
      vi.unstubAllEnvs()
      server.close()
      for (const socket of connections) socket.destroy()
    })
    const clock = new FakeClock()
    const client = connect('https://localhost:1', { hasToken: true, maxRetries: 0, ...options }, clock)
    return { client, clock, connections }
  }

  const faults: [string, (socket: Socket) => void][] = [
    ['closes the connection', (socket) => socket.end()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['closes it within the answer', (socket) => socket.end('HTTP/1.1 200 Connection est')],
    ['answers what is not HTTP', (socket) => socket.write('HELLO\r\n\r\n')],
    [
      'makes one and closes it at once',
      (socket) => socket.end('HTTP/1.1 200 Connection established\r\n\r\n'),
    ],
    [
      'makes one in which no TLS is spoken',
      (socket) => socket.write('HTTP/1.1 200 Connection established\r\n\r\nHELLO\r\n\r\n'),
    ],
  ]

  it.each(faults)('F07 that %s ends a charge at once, and nothing was sent', async (_, fault) => {
    const { client, connections } = await behind(fault)
    const error = await failureOf(charge.run(client))
    expect(['conn', 'tls']).toContain(error.type)
    expect(error).toMatchObject({ outcomeUnknown: false, attempts: 1 })
    expect(connections).toHaveLength(1)
  })

  it.each(faults.slice(0, 4))('F07 that %s is tried again for a lookup', async (_, fault) => {
    const { client, clock, connections } = await behind(fault, { maxRetries: 1 })
    const ended = failureOf(verify.run(client))
    await expect.poll(() => clock.waiting).toBe(1)
    await expect
      .poll(async () => {
        await clock.advance(1000)
        return connections
      })
      .toHaveLength(2)
    expect(await ended).toMatchObject({ type: 'conn', attempts: 2 })
  })

  it('F07 that keeps silent ends a charge after ten seconds, and nothing was sent', async () => {
    const { client, clock, connections } = await behind(() => {})
    const ended = failureOf(charge.run(client))
    await expect.poll(() => connections).toHaveLength(1)
    const closed = new Promise((resolve) => connections[0]?.once('close', resolve))
    await clock.advance(9_999)
    const early = await Promise.race([ended, settle().then(() => 'not yet')])
    await clock.advance(1)
    expect(early).toBe('not yet')
    expect(await ended).toMatchObject({ type: 'timeout', outcomeUnknown: false, attempts: 1 })
    await closed
    expect(clock.waiting).toBe(0)
  })
})

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  it('B05 does not switch the check of certificates off', async () => {
    const server = await serve(certificate)
    const results = await run(server, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    for (const { error } of results) {
      expect(error).toMatchObject({
        type: 'tls',
        status: 500,
        code: -100,
        outcomeUnknown: false,
        attempts: 1,
      })
      expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
    }
    expect([server.connections, server.seen()]).toEqual([2, 0])
  })

  it('B05 is ignored, while NODE_EXTRA_CA_CERTS is obeyed', async () => {
    const server = await serve(certificate)
    expect(await run(server, trusting())).toEqual(bothWork)
    expect([server.seen(), server.executed()]).toEqual([2, 2])
  })
})
