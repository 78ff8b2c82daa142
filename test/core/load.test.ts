import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type * as Package from '../../src'
import * as load from '../../src/core/load'
import * as loadStatic from '../../src/core/load-static'
import { modulePath } from '../support/client'
import { openLoopback } from '../support/loopback'
import { errorOf } from '../support/refusal'

/** The package in a process in which one module cannot be loaded. */
function packageWithout(missing: string): typeof Package {
  const file = modulePath()
  const real = createRequire(file)
  const require = (name: string) => {
    if (name !== missing) return real(name)
    throw Object.assign(new Error(`Cannot find module '${name}' in /srv/shop`), { code: 'MODULE_NOT_FOUND' })
  }
  const module = { exports: {} }
  new Function('require', 'module', 'exports', readFileSync(file, 'utf8'))(require, module, module.exports)
  return module.exports as typeof Package
}

function clientWithout(missing: string, baseUrl: string) {
  const client = new (packageWithout(missing).BootpayClient)()
  client.setConfig('app', 'key', 'production', { baseUrl })
  client.$token = 'token'
  return client
}

const named = (name: string) => ({
  type: 'config',
  code: -100,
  status: 400,
  message:
    `${name} 모듈을 불러올 수 없습니다. 설치와 번들 설정을 확인하세요: MODULE_NOT_FOUND ` +
    `(the module ${name} could not be loaded; check the installation and the bundler's settings: MODULE_NOT_FOUND)`,
})

describe('a module that cannot be loaded is named by the error', () => {
  it.each([
    ['node:http', 'http://127.0.0.1:1'],
    ['node:https', 'https://127.0.0.1:1'],
  ])('%s: a cancel was not sent', async (name, baseUrl) => {
    const client = clientWithout(name, baseUrl)
    const error = await errorOf(() => client.cancel({ receiptId: 'r1', price: 100 }))
    expect(error).toMatchObject({ ...named(name), method: 'cancel', outcomeUnknown: false })
  })

  it('axios: where $http is read', async () => {
    const client = clientWithout('axios', 'http://127.0.0.1:1')
    expect(await errorOf(() => client.$http)).toMatchObject(named('axios'))
  })

  it('node:crypto: the key of a webhook could not be compared, which does not make it a forgery', async () => {
    const { parseFeedback } = packageWithout('node:crypto')
    const body = { receipt_id: 'r1', price: 100, status: 1, private_key: 'key' }
    expect(await errorOf(() => parseFeedback(body, { privateKey: 'key' }))).toMatchObject(
      named('node:crypto'),
    )
    expect(parseFeedback(body)).toMatchObject({ receipt_id: 'r1', authentic: undefined })
  })

  it('node:zlib: the gateway may have done what it was asked, and its answer ends no process', async () => {
    const { baseUrl, requests } = await openLoopback((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{}'))
    })
    const client = clientWithout('node:zlib', baseUrl)
    const cancelled = await errorOf(() => client.cancel({ receiptId: 'r1', price: 100 }))
    expect(cancelled.message).toContain(named('node:zlib').message)
    expect(cancelled).toMatchObject({ type: 'config', outcomeUnknown: true, attempts: 1 })
    const looked = await errorOf(() => client.verify('r1'))
    expect(looked).toMatchObject({ ...named('node:zlib'), outcomeUnknown: false, attempts: 1 })
    expect(requests).toHaveLength(2)
  })
})

describe('the static imports of the ES module build', () => {
  const loaders = (all: object) => Object.keys(all).sort()

  it('have the loaders of the CommonJS build', () => {
    expect(loaders(loadStatic)).toEqual(loaders(load))
  })

  it.each(['loadHttp', 'loadHttps', 'loadNet', 'loadTls', 'loadZlib', 'loadCrypto'] as const)(
    'give by %s the very module that others patch',
    (name) => {
      expect(loadStatic[name]()).toBe(load[name]())
    },
  )

  it('give axios', () => {
    expect(loadStatic.loadAxios().create).toBeTypeOf('function')
  })

  it('never count an error as a failure to load', () => {
    expect(loadStatic.isLoadFailure(new Error('any'))).toBe(false)
  })
})
