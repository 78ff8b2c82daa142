import { describe, expect, it } from 'vitest'
import { BootpayClient, type BootpayError, isBootpayError } from '../../src'
import { readCallOptions, readConfig, sameConfig } from '../../src/core/config'
import { errorOf } from '../support/refusal'

const set = (...args: unknown[]) => readConfig(args[0], args[1], args[2], args[3])

function refused(...args: unknown[]): BootpayError {
  try {
    set(...args)
  } catch (error) {
    if (isBootpayError(error)) return error
    throw error
  }
  throw new Error(`it was accepted: ${String(args[2] ?? args[3])}`)
}

describe('setConfig', () => {
  it('reads what it is given, and fills in the rest', () => {
    expect(set('app', 'key')).toEqual({
      applicationId: 'app',
      privateKey: 'key',
      mode: 'production',
      origin: 'https://api.bootpay.co.kr',
      timeout: 60_000,
      maxRetries: 2,
    })
    expect(set('app', 'key', 'stage', { timeout: 1.5, maxRetries: 0 })).toEqual({
      applicationId: 'app',
      privateKey: 'key',
      mode: 'stage',
      origin: 'https://stage-api.bootpay.co.kr',
      timeout: 1.5,
      maxRetries: 0,
    })
    expect(set('app', 'key', 'development', {}).origin).toBe('https://dev-api.bootpay.co.kr')
  })

  it.each([
    [undefined, '값이 undefined입니다. 환경', 'is undefined: is the environment variable set?'],
    [null, '값이 null입니다. 환경', 'is null: is the environment variable set?'],
    // What `${process.env.X}` makes of them.
    ['undefined', '값이 undefined입니다. 환경', 'is undefined: is the environment variable set?'],
    ['null', '값이 null입니다. 환경', 'is null: is the environment variable set?'],
    ['', '값이 비어 있습니다. 환경', 'is empty: is the environment variable set?'],
    [' ', '값이 비어 있습니다. 환경', 'is empty: is the environment variable set?'],
    [5, '값은 문자열이어야 합니다', 'must be text'],
    [{}, '값은 문자열이어야 합니다', 'must be text'],
    ['key\n', '앞뒤 공백이나 제어 문자', 'has space around it or control characters'],
  ])('says of the key %j what is wrong with it', (key, korean, english) => {
    for (const [name, error] of Object.entries({
      applicationId: refused(key, 'key'),
      privateKey: refused('app', key),
    })) {
      expect(error.message).toMatch(new RegExp(`^setConfig: ${name} `))
      expect(error.message).toContain(korean)
      expect(error.message.endsWith(`(${name} ${english})`)).toBe(true)
    }
  })

  it('reads a blank mode as production, as 1.1.2 did', () => {
    for (const mode of [undefined, null, '', ' ', '\t'])
      expect(set('app', 'key', mode).mode).toBe('production')
  })

  it('refuses an unknown mode, also names that every object has', () => {
    for (const mode of [
      'test',
      'PRODUCTION',
      'constructor',
      'toString',
      '__proto__',
      'hasOwnProperty',
      1,
      {},
    ]) {
      const error = refused('app', 'key', mode)
      expect(error).toMatchObject({ type: 'config', status: 400, code: -100, method: 'setConfig' })
      expect(error.message).toContain('mode')
    }
  })

  it('refuses missing, blank, broken and odd keys, and names them without their values', () => {
    const odd = [
      undefined,
      null,
      '',
      ' ',
      12345,
      {},
      [],
      true,
      ' abcdef',
      'abcdef\n',
      'abc\0def',
      'a'.repeat(4097),
    ]
    for (const key of odd) {
      for (const [name, args] of [
        ['applicationId', [key, 'key']],
        ['privateKey', ['app', key]],
      ] as const) {
        const error = refused(...args)
        expect(error.message).toMatch(new RegExp(`^setConfig: ${name}`))
        if (typeof key === 'string' && key.trim().length > 3) expect(error.stack).not.toContain(key.trim())
      }
    }
  })

  it('takes a baseUrl of host and port, over https, or over http on this machine', () => {
    for (const [baseUrl, origin] of [
      ['https://gateway.example', 'https://gateway.example'],
      ['https://gateway.example/', 'https://gateway.example'],
      ['https://gateway.example:8443//', 'https://gateway.example:8443'],
      ['HTTPS://Gateway.Example', 'https://gateway.example'],
      ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
      ['http://127.8.9.1', 'http://127.8.9.1'],
      ['http://localhost:80', 'http://localhost'],
      ['http://[::1]:3000', 'http://[::1]:3000'],
    ]) {
      expect(set('app', 'key', undefined, { baseUrl }).origin).toBe(origin)
    }
  })

  it('refuses every other baseUrl', () => {
    for (const baseUrl of [
      ...['', 'gateway.example', '/v1', 'http://gateway.example', 'http://0.0.0.0', 'http://10.0.0.1'],
      ...['http://127.0.0.1.gateway.example', 'http://localhost.gateway.example', 'ftp://localhost'],
      ...['file:///tmp', 'data:,x', 'https://user@gateway.example', 'https://:word@gateway.example'],
      ...['https://gateway.example/v2', 'https://gateway.example?a=b', 'https://gateway.example#a'],
      ...[null, 1, {}],
    ]) {
      expect(refused('app', 'key', undefined, { baseUrl }).message, String(baseUrl)).toContain('baseUrl')
    }
  })

  it('refuses a timeout that no timer can keep, and a maxRetries beyond 0 to 5', () => {
    for (const timeout of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null]) {
      expect(refused('app', 'key', undefined, { timeout }).message).toContain('timeout')
    }
    for (const maxRetries of [-1, 6, 1.5, Number.NaN, '2', null]) {
      expect(refused('app', 'key', undefined, { maxRetries }).message).toContain('maxRetries')
    }
    expect(set('app', 'key', undefined, { timeout: 2 ** 31 - 1, maxRetries: 5 })).toMatchObject({
      maxRetries: 5,
    })
  })

  it('refuses options that are misspelt, or no object', () => {
    for (const options of ['timeout', 1, true, [], { baseURL: 'http://localhost' }, { retries: 1 }]) {
      expect(refused('app', 'key', undefined, options).message).toContain('options')
    }
    expect(set('app', 'key', undefined, null).timeout).toBe(60_000)
  })

  it('takes no option from a polluted Object.prototype', () => {
    const names = ['baseUrl', 'timeout', 'maxRetries']
    for (const name of names) {
      Object.defineProperty(Object.prototype, name, { value: 'https://evil.example', configurable: true })
    }
    try {
      expect(set('app', 'key', 'production', {})).toMatchObject({
        origin: 'https://api.bootpay.co.kr',
        timeout: 60_000,
        maxRetries: 2,
      })
    } finally {
      for (const name of names) delete (Object.prototype as unknown as Record<string, unknown>)[name]
    }
  })

  it('leaves the settings as they were when it refuses', () => {
    const client = new BootpayClient()
    client.setConfig('app', 'key', 'stage')
    client.$token = 'kept'
    expect(() => client.setConfig('', '')).toThrow()
    expect(() => client.setConfig('other', 'key', 'nowhere')).toThrow()
    expect([client.applicationId, client.mode, client.$token]).toEqual(['app', 'stage', 'kept'])
  })
})

describe('sameConfig', () => {
  it('differs for a change of any single setting', () => {
    const one = set('app', 'key')
    expect(sameConfig(one, set('app', 'key', 'production', { timeout: 60_000 }))).toBe(true)
    for (const other of [
      set('app2', 'key'),
      set('app', 'key2'),
      set('app', 'key', 'stage'),
      set('app', 'key', '', { baseUrl: 'https://gateway.example' }),
      set('app', 'key', '', { timeout: 1 }),
      set('app', 'key', '', { maxRetries: 1 }),
    ]) {
      expect(sameConfig(one, other)).toBe(false)
    }
  })
})

describe('options whose reading throws', () => {
  it('are refused without their words', () => {
    const hostile = Object.defineProperty({}, 'timeout', {
      enumerable: true,
      get() {
        throw new Error('top secret')
      },
    })
    const error = refused('app', 'key', undefined, hostile)
    expect(error).toMatchObject({ type: 'config' })
    expect(error.message).toContain('timeout')
    expect(error.stack).not.toContain('secret')
    const trap = new Proxy({}, { ownKeys: () => Reflect.get(hostile, 'timeout') })
    expect(refused('app', 'key', undefined, trap)).toMatchObject({ type: 'config' })
  })
})

describe('options of a call', () => {
  it('may be absent', () => {
    for (const options of [undefined, null, {}, { signal: null }]) {
      expect(readCallOptions('verify', options)).toEqual({ signal: undefined, timeout: undefined })
    }
  })

  it('are a signal and a timeout', () => {
    const { signal } = new AbortController()
    expect(readCallOptions('verify', { signal, timeout: 1 })).toEqual({ signal, timeout: 1 })
  })

  it('take the signal of another realm, and refuse it in place of the options', async () => {
    const foreign = Object.assign(new EventTarget(), { aborted: false }) as unknown as AbortSignal
    expect(readCallOptions('verify', { signal: foreign })).toMatchObject({ signal: foreign })
    const { message } = await errorOf(() => readCallOptions('verify', foreign))
    expect(message).toContain('{ signal')
  })

  it('are refused when they are anything else', async () => {
    const hostileTraps = {
      ownKeys() {
        throw new Error('top secret')
      },
    }
    const hostile = {
      get timeout() {
        throw new Error('top secret')
      },
    }
    for (const options of [
      'x',
      1,
      { timeout: 0 },
      { timeout: '1' },
      { signal: {} },
      { signal: 1 },
      { timeOut: 1 },
      [],
      AbortSignal.abort(),
      { maxRetries: 6 },
      { baseUrl: 'https://elsewhere.invalid' },
      hostile,
      new Proxy({}, hostileTraps),
    ]) {
      const error = await errorOf(() => readCallOptions('verify', options))
      expect(error).toMatchObject({ type: 'input', status: 400, code: -100, method: 'verify' })
      expect(error.message).toMatch(/^verify: (options|timeout|signal|maxRetries)/)
      expect(error.stack).not.toContain('secret')
    }
  })
})

describe('before setConfig', () => {
  const client = new BootpayClient()
  const calls: [string, () => Promise<unknown>][] = [
    ['getAccessToken', () => client.getAccessToken()],
    ['verify', () => client.verify('r1')],
    ['cancel', () => client.cancel({ receiptId: 'r1' })],
    ['submit', () => client.submit('r1')],
  ]

  it.each(calls)('%s rejects and sends nothing', async (method, call) => {
    const error = await errorOf(call)
    expect(error).toMatchObject({ type: 'config', status: 400, code: -100, method, attempts: 0 })
    expect(error.message).toContain('setConfig')
  })
})
