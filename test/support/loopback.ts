import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach } from 'vitest'
import { BootpayClient, type BootpayOptions } from '../../src'
import type { Clock } from '../../src/core/clock'

export type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** A server on this machine that does what the test says, and a client that has a token for it. */
export async function openLoopback(handle: Handle, options: BootpayOptions = {}, clock?: Clock) {
  const requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
  const sockets = new Set<Socket>()
  const server = createServer(async (request, response) => {
    request.on('error', () => {})
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '', headers } = request
    requests.push({ method, url, headers, body })
    handle(request, response, body)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('clientError', (_, socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  endings.push(close)
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = clock
    ? new (BootpayClient as new (clock: Clock) => BootpayClient)(clock)
    : new BootpayClient()
  // Loads axios, which takes longer than the time limits of some tests.
  client.$http.getUri()
  client.setConfig('app', 'key', 'production', { baseUrl, timeout: 5_000, maxRetries: 0, ...options })
  client.$token = 'token'
  return { client, requests, sockets, baseUrl, close }
}

export const envelope = { status: 200, code: 0, message: '', data: { price: 1000 } }
export const ok: Handle = (_, response) => json(response, 200, envelope)

export function json(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

export const chargeData = { billingKey: 'key-1', itemName: '정기결제', price: 1000, orderId: 'o-1' }
