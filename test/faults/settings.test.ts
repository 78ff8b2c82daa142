import { describe, expect, it } from 'vitest'
import { BootpayError, bootpay, clientWith, isBootpayError } from '../support/client'
import { type FaultAction, refuse, reset } from '../support/fault-actions'
import { hastyClock } from '../support/hasty-clock'
import { allCalls, charge, verify } from './calls'
import { connect, failureOf, keys, open, serve } from './support'

const { applicationId, privateKey } = keys

/** What `setConfig` throws. */
function thrownBy(...given: unknown[]): any {
  try {
    clientWith(hastyClock).setConfig(...(given as [string, string]))
  } catch (error) {
    return error
  }
  throw new Error('it was accepted')
}

function expectWrong(field: string, ...given: unknown[]) {
  const error = thrownBy(...given)
  expect(error).toBeInstanceOf(BootpayError)
  expect(error).toMatchObject({ type: 'config', status: 400, code: -100, attempts: 0, method: 'setConfig' })
  expect(error.message).toContain(field)
  expect(error.message).not.toContain(privateKey)
}

describe('settings', () => {
  it.each(allCalls)('K01 that are missing make $name reject without a request', async (call) => {
    const error = await failureOf(call.run(clientWith(hastyClock)))
    expect(error).toMatchObject({ type: 'config', status: 400, code: -100, attempts: 0, method: call.name })
    expect(error.message).toContain('setConfig')
  })

  it.each([
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'valueOf',
    'Production',
    'prod',
    1,
    {},
    true,
  ])('K03 of the mode %j are refused', (mode) => expectWrong('mode', applicationId, privateKey, mode))

  it.each([undefined, null, '', ' ', 1, {}, ['a'], ' a', 'a ', 'a\nb', 'a\0b'])(
    'K04 with the key %j are refused',
    (key) => {
      expectWrong('applicationId', key, privateKey)
      expectWrong('privateKey', applicationId, key)
    },
  )

  it.each([undefined, null, '', ' '])('K05 with the mode %j are those of production', (mode) => {
    const client = clientWith(hastyClock)
    client.setConfig(applicationId, privateKey, mode as any)
    expect(client.mode).toBe('production')
  })

  it.each([
    'nowhere',
    'ftp://localhost',
    'http://gateway.invalid',
    'http://127.0.0.1.gateway.invalid',
    'http://localhost.gateway.invalid',
    'http://10.0.0.1',
    'https://user:password@localhost',
    'https://localhost/path',
    'https://localhost?a=b',
    'https://localhost#a',
    'javascript:alert(1)',
    '',
    1,
    null,
  ])('K07 with the baseUrl %j are refused', (baseUrl) =>
    expectWrong('baseUrl', applicationId, privateKey, '', { baseUrl }),
  )

  it('K07 with a slash at the end of baseUrl are accepted', async () => {
    const server = await serve()
    const client = connect(`${server.url}/`)
    await verify.run(client)
    expect(server.requests.at(-1)?.route).toBe(verify.route)
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '60000', null])(
    'K08 with the timeout %j are refused',
    (timeout) => expectWrong('timeout', applicationId, privateKey, '', { timeout }),
  )

  it.each([-1, 6, 1.5, Number.NaN, '2', null])('K08 with maxRetries %j are refused', (maxRetries) =>
    expectWrong('maxRetries', applicationId, privateKey, '', { maxRetries }),
  )

  it('K06 that are refused leave the previous ones in force', async () => {
    const { server, client } = await open()
    expect(() => client.setConfig('other', privateKey, 'constructor')).toThrow(BootpayError)
    await verify.run(client)
    expect(client.applicationId).toBe(applicationId)
    expect(server.requests[0]?.json.application_id).toBe(applicationId)
  })
})

describe('an error', () => {
  async function failed(action: FaultAction = refuse(404, -2100, '영수증이 없습니다')) {
    const { server, client } = await open({ maxRetries: 0 })
    server.on(charge.route, action)
    const error: any = await charge.run(client).catch((problem) => problem)
    return error
  }

  it.each([
    ['Z01 of the API', undefined, 'BootpayApiError'],
    ['Z02 of the network', reset, 'BootpayConnectionError'],
  ])('%s is an Error with a stack', async (_, action, name) => {
    const error = await failed(action)
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(BootpayError)
    expect(error).toBeInstanceOf((bootpay as any)[name])
    expect([error.name, isBootpayError(error)]).toEqual([name, true])
    expect(error.stack).toMatch(new RegExp(`^${name}: .*\n +at `))
    expect('cause' in error).toBe(false)
  })

  it('Z03 reads like the plain object of 1.1.2, as JSON and spread', async () => {
    const error = await failed()
    const old = { status: 404, code: -2100, message: '영수증이 없습니다' }
    expect(JSON.parse(JSON.stringify(error))).toEqual(old)
    expect({ ...error }).toEqual(old)
  })

  it('Z05 has the calling function in its stack', async () => {
    const { server, client } = await open()
    server.on(verify.route, refuse(400, -1))
    async function shopCode() {
      return await client.verify('receipt-1')
    }
    const error = await shopCode().catch((problem) => problem)
    expect(error.stack).toContain('shopCode')
    expect(error.stack).toContain('settings.test')
  })

  it('Z06 of bad input has a numeric status and code', async () => {
    const { server, client } = await open()
    const error = await client.verify('').catch((problem) => problem)
    expect(error).toBeInstanceOf(Error)
    expect({ ...error }).toEqual({ status: 400, code: -100, message: error.message })
    expect(server.connections).toBe(0)
  })
})
