import nock from 'nock'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { BootpayClient } from '../../../src'
import { envelope } from '../../support/loopback'
import { errorOf } from '../../support/refusal'

describe('under nock', () => {
  const client = new BootpayClient()
  client.setConfig('app', 'key', '', { maxRetries: 0 })
  client.$token = 'token'
  const gateway = () => nock('https://api.bootpay.co.kr').post('/submit')
  afterEach(() => {
    nock.abortPendingRequests()
    nock.cleanAll()
  })
  afterAll(() => nock.restore())

  it('an answer that comes too late leaves the outcome of a charge open', async () => {
    gateway().delay(20_000).reply(200, envelope)
    const error = await errorOf(() => client.submit('r1', { timeout: 1_000 }))
    expect(error).toMatchObject({ type: 'timeout', outcomeUnknown: true })
  })

  it('a reset leaves it open, a refused connection does not', async () => {
    gateway().replyWithError(Object.assign(new Error('top secret'), { code: 'ECONNRESET' }))
    const reset = await errorOf(() => client.submit('r1'))
    expect(reset).toMatchObject({ type: 'conn', outcomeUnknown: true })
    expect(reset.message).toContain('ECONNRESET')
    expect(reset.stack).not.toContain('secret')
    const unreachable = [
      { code: 'ECONNREFUSED', syscall: 'connect' },
      { code: 'ENOTFOUND', syscall: 'getaddrinfo' },
      { errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] },
    ]
    for (const details of unreachable) {
      gateway().replyWithError(Object.assign(new Error('x'), details))
      expect(await errorOf(() => client.submit('r1'))).toMatchObject({ type: 'conn', outcomeUnknown: false })
    }
    const half = { errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNRESET' }] }
    gateway().replyWithError(Object.assign(new Error('x'), half))
    expect(await errorOf(() => client.submit('r1'))).toMatchObject({ outcomeUnknown: true })
  })

  it('a certificate that cannot be trusted ends as tls', async () => {
    for (const code of ['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      gateway().replyWithError(Object.assign(new Error('top secret'), { code }))
      const error = await errorOf(() => client.submit('r1'))
      expect(error).toMatchObject({ type: 'tls', status: 500, code: -100, attempts: 1 })
      expect(error.message).toContain(code)
    }
  })
})
