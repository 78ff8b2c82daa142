import { expect, test } from 'vitest'
import type { Merchants } from '../../src/sandbox/books/merchants'
import { requestToken as answerToken } from '../../src/sandbox/books/tokens'
import { minutes, open, requestToken, send, tokenOf, unixNow } from './support'

test('a token answers with its life in whole seconds', async () => {
  const { sandbox } = await open()
  const { http, status, code, message, data } = await requestToken(sandbox)
  expect({ http, status, code, message }).toEqual({ http: 200, status: 200, code: 0, message: '' })
  expect(data.token).toMatch(/^[0-9a-f]{64}$/)
  expect(Math.abs(data.server_time - unixNow(sandbox))).toBeLessThanOrEqual(1)
  expect(data.expired_at - data.server_time).toBeGreaterThanOrEqual(1799)
  expect(data.expired_at - data.server_time).toBeLessThanOrEqual(1800)
})

test('a new token has its whole life left, also when the second ends while it is made', () => {
  let time = 1_999
  const gateway = { clock: { now: () => time++ }, tokens: [] }
  const merchants = { admit: () => gateway } as unknown as Merchants
  const answer = answerToken(merchants, { application_id: 'an application', private_key: 'a key' })
  expect(answer.expired_at - answer.server_time).toBe(1800)
})

test('within 25 minutes the same token comes back, with the same end', async () => {
  const { sandbox } = await open()
  const first = await requestToken(sandbox)
  await sandbox.advance(25 * minutes - 5_000)
  const again = await requestToken(sandbox)
  expect(again.data.token).toBe(first.data.token)
  expect(again.data.expired_at).toBe(first.data.expired_at)
  expect(again.data.server_time).toBeGreaterThan(first.data.server_time + 1_490)
})

test('after 25 minutes a new token comes, and the old one keeps its last five', async () => {
  const { sandbox } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  const old = await tokenOf(sandbox)
  await sandbox.advance(25 * minutes)
  const young = await tokenOf(sandbox)
  expect(young).not.toBe(old)
  const look = (authorization: string) =>
    send(sandbox, 'GET', `/receipt/${receipt_id}`, undefined, { authorization })
  expect((await look(old)).http).toBe(200)
  expect((await look(young)).http).toBe(200)
  await sandbox.advance(5 * minutes)
  expect((await look(old)).http).toBe(401)
  expect((await look(young)).http).toBe(200)
})

test('no token, an unknown one and one behind Bearer are refused with 401', async () => {
  const { sandbox } = await open()
  const { receipt_id } = sandbox.pay({ price: 1000 })
  const token = await tokenOf(sandbox)
  for (const authorization of [undefined, 'nonsense', `Bearer ${token}`]) {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const refused = await send(sandbox, 'GET', `/receipt/${receipt_id}`, undefined, headers)
    expect(refused).toMatchObject({ http: 401, status: 401 })
    expect(refused.code).toBeLessThanOrEqual(-99000)
    expect(refused).not.toHaveProperty('data')
  }
})

test('wrong keys are refused with 401, missing ones with 400', async () => {
  const { sandbox } = await open()
  const ask = (application_id: string, private_key: string) =>
    send(sandbox, 'POST', '/request/token', { application_id, private_key })
  expect((await ask('unknown', sandbox.privateKey)).http).toBe(401)
  const refused = await ask(sandbox.applicationId, 'wrong')
  expect(refused.http).toBe(401)
  expect(refused.message).toContain('올바르지 않은 접근')
  expect((await ask('', '')).http).toBe(400)
})

test('an address outside the list is refused with 401', async () => {
  const { sandbox } = await open({ allowedAddresses: ['203.0.113.7'] })
  expect((await requestToken(sandbox)).http).toBe(401)
  const { sandbox: other } = await open({ allowedAddresses: ['127.0.0.1'] })
  expect((await requestToken(other)).http).toBe(200)
})

test('the default keys have the shape of real ones and say that they are not', async () => {
  const { sandbox } = await open()
  expect(sandbox.applicationId).toMatch(/^[0-9a-f]{24}$/)
  expect(Buffer.from(sandbox.privateKey, 'base64')).toHaveLength(32)
  expect(Buffer.from(sandbox.privateKey, 'base64').toString()).toContain('not-a-real-key')
})
