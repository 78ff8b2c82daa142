import { once } from 'node:events'
import { createServer, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { BootpayClient } from '../../../src'
import type { Clock } from '../../../src/core/clock'
import { FakeClock } from '../../support/clock'
import { envelope } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

/** A client over HTTP/2, and the requests that its server has seen. */
async function openHttp2(answer: (stream: ServerHttp2Stream) => void, clock?: Clock) {
  const streams: ServerHttp2Stream[] = []
  const server = createServer().on('stream', (stream) => {
    streams.push(stream.on('error', () => {}))
    stream.resume().on('end', () => answer(stream))
  })
  onTestFinished(() => {
    for (const { session } of streams) session?.destroy()
    server.close()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = clock ? new BootpayClient(clock) : new BootpayClient()
  const { port } = server.address() as AddressInfo
  client.setConfig('app', 'key', 'production', { baseUrl: `http://127.0.0.1:${port}`, maxRetries: 0 })
  client.$token = 'token'
  client.$http.defaults.httpVersion = 2
  return { client, streams }
}

it('$http may use HTTP/2', async () => {
  const { client, streams } = await openHttp2((stream) => stream.end(JSON.stringify(envelope)))
  await expect(client.submit('r1')).resolves.toEqual(envelope)
  expect(streams).toHaveLength(1)
})

it('a request over HTTP/2 ends with the time limit of its call', async () => {
  const clock = new FakeClock()
  const { client, streams } = await openHttp2(() => {}, clock)
  const ended = errorOf(() => client.submit('r1', { timeout: 300 }))
  await expect.poll(() => streams).toHaveLength(1)
  await clock.advance(300)
  expect(await ended).toMatchObject({ type: 'timeout', outcomeUnknown: true })
  await expect.poll(() => streams.map(({ closed }) => closed)).toEqual([true])
})
