import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import * as surface from '../src'
import { clientMembers, methodNames, whereToAddARow, withoutRequest } from './support/methods'
import { record } from './support/recorder'

const { Bootpay, BootpayClient, RestClient } = surface
const key = 'the sample private key'
const token = 'the-sample-token'

describe('the exports', () => {
  it('are exactly these', () => {
    expect(Object.keys(surface).sort()).toEqual([
      'BankCode',
      'Bootpay',
      'BootpayApiError',
      'BootpayClient',
      'BootpayConnectionError',
      'BootpayError',
      'BootpayInputError',
      'BootpayResponseError',
      'BootpayRestClient',
      'BootpayTimeoutError',
      'PaymentStatus',
      'ReservationStatus',
      'RestClient',
      'isBootpayError',
      'parseFeedback',
    ])
  })

  it('hold one default client under three names', () => {
    expect(RestClient).toBe(Bootpay)
    expect(surface.BootpayRestClient).toBe(Bootpay)
    expect(Bootpay).toBeInstanceOf(BootpayClient)
  })

  it('hold the code tables', () => {
    expect(surface.PaymentStatus).toMatchObject({ PAID: 1, AWAITING_APPROVAL: 2, CANCELLED: 20 })
    expect(surface.ReservationStatus).toMatchObject({ WAITING: 0, DONE: 1, CANCELLED: 3 })
    expect(surface.BankCode).toMatchObject({ 국민은행: '004', 카카오뱅크: '090' })
  })
})

describe('the client', () => {
  it('has exactly these methods and accessors, on its prototypes', () => {
    const names = Object.entries(clientMembers()).map(([name, { get, set }]) =>
      get ? `${set ? 'get set' : 'get'} ${name}` : name,
    )
    const accessors = ['get $http', 'get applicationId', 'get mode', 'get privateKey', 'get set $token']
    expect(names.sort(), whereToAddARow).toEqual(
      ['constructor', ...methodNames, ...Object.keys(withoutRequest), ...accessors].sort(),
    )
    expect(Reflect.ownKeys(new BootpayClient())).toEqual([])
  })

  it('has getters that return the current configuration', () => {
    const client = new BootpayClient()
    expect([client.applicationId, client.privateKey, client.mode, client.$token]).toEqual([
      undefined,
      undefined,
      'production',
      undefined,
    ])
    client.setConfig('app', key, 'stage')
    client.$token = token
    expect([client.applicationId, client.privateKey, client.mode, client.$token]).toEqual([
      'app',
      key,
      'stage',
      token,
    ])
    expect(client.$http).toBe(client.$http)
    expect(typeof client.$http.interceptors.request.use).toBe('function')
  })

  it('prints neither key nor token, at any depth, before and after a call', async () => {
    const client = new BootpayClient()
    record(client, () => ({ data: { status: 200, code: 0 } }))
    client.setConfig('the sample application', key)
    client.$token = token
    await client.verify('r1')
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    console.log(client)
    const shown = [
      inspect(client),
      inspect({ a: { b: [client] } }, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
      inspect(client, { showHidden: true, showProxy: true, getters: false, depth: null }),
      JSON.stringify(client),
      JSON.stringify({ ...client }),
      String(client),
      inspect(log.mock.calls),
    ].join('\n')
    for (const secret of [key, token, 'the sample application']) expect(shown).not.toContain(secret)
    expect(JSON.stringify(client)).toBe('{}')
  })

  it('takes $token = undefined before setConfig, and drops a token by it afterwards', () => {
    const client = new BootpayClient()
    client.$token = undefined
    client.clearAccessToken()
    client.setConfig('app', key)
    client.$token = token
    client.$token = undefined
    expect(client.$token).toBeUndefined()
    client.$token = token
    client.$token = null as unknown as undefined
    expect(client.$token).toBeUndefined()
    client.$token = token
    client.$token = ''
    expect(client.$token).toBeUndefined()
  })

  it('shows neither key nor token when it is printed with its getters', () => {
    const client = new BootpayClient()
    client.setConfig('app', key)
    client.$token = token
    for (const value of [client, [client], { client }]) {
      const shown = inspect(value, { getters: true, showHidden: true, depth: 9 })
      expect(shown).toContain('BootpayClient {')
      expect(shown).not.toContain(key)
      expect(shown).not.toContain(token)
    }
  })

  it('refuses a $token that would break a header, and any $token before setConfig', () => {
    const client = new BootpayClient()
    expect(() => {
      client.$token = token
    }).toThrow(surface.BootpayInputError)
    client.setConfig('app', key)
    for (const bad of ['a b', 'a\r\nb', '토큰', 1, {}]) {
      expect(() => {
        client.$token = bad as string
      }).toThrow(/\$token/)
    }
    expect(client.$token).toBeUndefined()
  })

  it('is one of many, each with its own settings', () => {
    const [one, other] = [new BootpayClient(), new BootpayClient()]
    one.setConfig('app', key)
    one.$token = token
    expect([other.applicationId, other.$token]).toEqual([undefined, undefined])
    expect(one.$http).not.toBe(other.$http)
  })
})
