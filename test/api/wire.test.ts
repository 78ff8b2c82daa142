import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BootpayClient } from '../../src'
import { vectors } from '../data/wire-vectors.json'

const origin = 'https://api.bootpay.co.kr'
const token = 'f'.repeat(64)

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => {
  nock.enableNetConnect()
  nock.restore()
})

describe('each recorded call puts exactly its request on the wire', () => {
  for (const vector of vectors) {
    it(vector.name, async () => {
      const seen: { method: string; path: string; headers: Record<string, string>; body: unknown }[] = []
      const answer = {
        status: 200,
        code: 0,
        message: '',
        data: { token, server_time: 1_700_000_000, expired_at: 1_700_001_800 },
      }
      nock(origin)
        .persist()
        .intercept(/.*/, vector.request.method)
        .reply(function (uri, body) {
          seen.push({
            method: vector.request.method,
            path: uri,
            headers: Object.fromEntries(
              Object.entries(this.req.headers).map(([name, value]) => [name, String(value)]),
            ),
            body,
          })
          return [200, answer]
        })
      const client = new BootpayClient()
      client.setConfig('app', 'key')
      if (vector.method !== 'getAccessToken') client.$token = token

      const method = client[vector.method as 'verify'] as (...args: unknown[]) => Promise<unknown>
      await expect(method.apply(client, vector.args)).resolves.toEqual(answer)

      expect(seen).toHaveLength(1)
      const [sent] = seen as [(typeof seen)[0]]
      expect(sent.path).toBe(vector.request.path)
      expect(sent.body).toEqual(vector.request.body ?? '')
      expect(sent.headers.host).toBe('api.bootpay.co.kr')
      expect(sent.headers.accept).toBe('application/json')
      expect(sent.headers.authorization).toBe(vector.method === 'getAccessToken' ? undefined : token)
      expect(sent.headers['content-type']).toBe(vector.request.body ? 'application/json' : undefined)
    })
  }
})
