import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BootpayClient } from '../../src'

/*
 * The numbers of bench/ that are exact, and so can fail a build. Sizes and files loaded are held by test/package;
 * times are only ever compared side by side, by `npm run bench`.
 */

let server: Server
let url: string
let asked: Record<string, number>
let token: string

beforeEach(async () => {
  asked = {}
  token = 'a'.repeat(64)
  server = createServer((request, response) => {
    const path = request.url ?? ''
    asked[path] = (asked[path] ?? 0) + 1
    request.resume().once('end', () => {
      const [status, answer] = answerTo(path, request.headers.authorization)
      response.statusCode = status
      response.end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

function answerTo(path: string, authorization: string | undefined): [number, object] {
  if (path === '/request/token') {
    const data = { token, server_time: 1_700_000_000, expired_at: 1_700_001_800 }
    return [200, { status: 200, code: 0, message: '', data }]
  }
  if (authorization !== token) return [401, { status: 401, code: -1000, message: 'unauthorized' }]
  if (path === '/receipt/missing') return [500, { status: 500, code: -2100, message: 'not found' }]
  return [200, { status: 200, code: 0, message: '', data: { receipt_id: 'r1', status: 1, price: 1000 } }]
}

function asTheReadmeSays(client: BootpayClient) {
  client.setConfig('application-id', 'private-key', 'production', { baseUrl: url })
  return client.getAccessToken().then(() => client.verify('r1'))
}

describe('requests', () => {
  it('are one per operation when every handler sets the configuration and asks for the token', async () => {
    const client = new BootpayClient()
    for (let operation = 0; operation < 20; operation++) await asTheReadmeSays(client)
    expect(asked).toEqual({ '/request/token': 1, '/receipt/r1': 20 })
  })

  it('for a token are one, however many first calls wait for it', async () => {
    const client = new BootpayClient()
    client.setConfig('application-id', 'private-key', 'production', { baseUrl: url })
    await Promise.all(Array.from({ length: 200 }, () => client.verify('r1')))
    expect(asked).toEqual({ '/request/token': 1, '/receipt/r1': 200 })
  })

  it('for a token are one, however many calls meet one that was revoked, and none of them fails', async () => {
    const client = new BootpayClient()
    await asTheReadmeSays(client)
    token = 'b'.repeat(64)
    asked = {}
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.verify('r1')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(asked['/request/token']).toBe(1)
    // At most one replay each: calls that begin after the renewal need none.
    expect(asked['/receipt/r1']).toBeLessThanOrEqual(400)
  })
})

/** What a script of this folder prints of its calls, made in a process of their own. */
async function measured(script: string, ...args: string[]) {
  const program = ['--expose-gc', resolve('test/bench', script), resolve('dist/bootpay.mjs'), url, ...args]
  const { stdout } = await promisify(execFile)(process.execPath, program)
  return JSON.parse(stdout)
}

describe('the heap after 20,000 calls and a garbage collection', () => {
  it('has grown by less than 5 bytes a call when they were answered', { timeout: 240_000 }, async () => {
    const { outcomes, growth } = await measured('memory.mjs', 'r1', '5')
    expect(outcomes).toMatchObject({ failed: 0 })
    expect(outcomes.answered).toBeGreaterThanOrEqual(40_000)
    expect(growth).toBeLessThan(5)
  })

  it('has grown by less than 5 bytes a call when they failed', { timeout: 240_000 }, async () => {
    const { outcomes, growth } = await measured('memory.mjs', 'missing', '5')
    expect(outcomes).toMatchObject({ answered: 0 })
    expect(outcomes.failed).toBeGreaterThanOrEqual(40_000)
    expect(growth).toBeLessThan(5)
  })
})

describe('the old generation of the heap', () => {
  // A function that is written in an assignment to a property is made there, and keeps all of its call: some 6,000 bytes.
  it.each([
    ['answered', 'r1'],
    ['failed', 'missing'],
  ])('receives less than 2,000 bytes of each %s call', { timeout: 60_000 }, async (end, receiptId) => {
    const { outcomes, perCall } = await measured('old-generation.mjs', receiptId)
    expect(outcomes).toEqual({ answered: 0, failed: 0, [end]: 5000 })
    expect(perCall).toBeLessThan(2000)
  })
})
