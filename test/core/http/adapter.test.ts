import http from 'node:http'
import { Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BootpayClient } from '../../../src'
import { chargeData, envelope, json, ok, openLoopback } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

afterEach(() => vi.restoreAllMocks())

describe('the adapter of $http', () => {
  it('connects to an IPv6 address, and to the port that the scheme means', async () => {
    const request = vi.spyOn(http, 'request').mockImplementation(() => {
      throw new Error('far enough')
    })
    const client = new BootpayClient()
    const meet = async (baseUrl: string) => {
      client.setConfig('app', 'key', '', { baseUrl, maxRetries: 0 })
      client.$token = 'token'
      await errorOf(() => client.verify('r1'))
      return request.mock.lastCall?.[0]
    }
    expect(await meet('http://[::1]:8080')).toMatchObject({
      hostname: '::1',
      port: '8080',
      path: '/receipt/r1',
    })
    expect(await meet('http://localhost')).toMatchObject({ hostname: 'localhost', port: 80 })
  })

  it('notices when the peer of a connection vanishes', async () => {
    const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive')
    const { client } = await openLoopback(ok)
    await client.requestSubscribeBillingPayment(chargeData)
    expect(keepAlive).toHaveBeenCalledWith(true, 60_000)
  })

  it('reads an answer for which other code has set an encoding', async () => {
    const { request } = http
    vi.spyOn(http, 'request').mockImplementation(((...given: Parameters<typeof request>) =>
      request(...given).prependListener('response', (response) =>
        response.setEncoding('utf8'),
      )) as typeof request)
    const message = '결제'
    const { client } = await openLoopback((_, response) => json(response, 200, { ...envelope, message }))
    await expect(client.verify('r1')).resolves.toEqual({ ...envelope, message })
  })

  it('ends the call as invalid when other code closes the response', async () => {
    const { request } = http
    vi.spyOn(http, 'request').mockImplementation(((...given: Parameters<typeof request>) =>
      request(...given).prependListener('response', (response) => response.destroy())) as typeof request)
    const { client } = await openLoopback((_, response) => response.writeHead(200).write('{'))
    const error = await errorOf(() => client.requestSubscribeBillingPayment(chargeData))
    expect(error).toMatchObject({ type: 'invalid', outcomeUnknown: true })
  })

  it('stops reading an answer that is too long', async () => {
    let closed: Promise<unknown> | undefined
    const { client } = await openLoopback((request, response) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve))
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', write)
      write()
    })
    expect(await errorOf(() => client.verify('r1'))).toMatchObject({ type: 'invalid' })
    await closed
  })

  it('sends the name and version of this package', async () => {
    const { client, requests } = await openLoopback(ok)
    await client.verify('r1')
    expect(requests[0]?.headers['user-agent']).toMatch(/^bootpay-backend-nodejs\/\d+\.\d+\.\d+/)
  })
})
