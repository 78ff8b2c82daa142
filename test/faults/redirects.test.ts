import { describe, expect, it } from 'vitest'
import { executing, redirect } from '../support/fault-actions'
import { allCalls, billingKeyRequest, charge, destroyKey, verify } from './calls'
import { failureOf, open, serve, soon } from './support'

const statuses = [301, 302, 303, 307, 308]
const calls = [charge, billingKeyRequest, destroyKey, verify]

describe.each(statuses)('a redirect with %i', (status) => {
  it.each(calls)('F01-F05 to another host ends $name, and sends nothing there', async (call) => {
    const { server, client } = await open()
    const target = await serve()
    server.on(call.route, executing(redirect(status, `${target.url}${call.route.split(' ')[1]}`)))
    const error = await failureOf(call.run(client))
    expect(error).toMatchObject({
      type: 'invalid',
      status,
      code: -100,
      outcomeUnknown: call.safety !== 'lookup',
      attempts: 1,
    })
    expect(error.message).not.toContain('127.0.0.1')
    expect(error.took).toBeLessThan(soon)
    expect([server.seen(), server.executed(), target.connections]).toEqual([1, 1, 0])
  })

  it.each(calls)('F05 to the same host ends $name, which is sent once', async (call) => {
    const { server, client } = await open()
    server.on(call.route, executing(redirect(status, call.route.split(' ')[1] ?? '')))
    const error = await failureOf(call.run(client))
    expect(error).toMatchObject({ type: 'invalid', status, code: -100, attempts: 1 })
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })

  it('F02 of the token request sends the private key nowhere', async () => {
    const { server, client } = await open()
    const target = await serve()
    server.on('POST /request/token', redirect(status, `${target.url}/request/token`))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'invalid', status, code: -100, outcomeUnknown: false, attempts: 0 })
    expect([server.tokens, server.seen(), target.connections]).toEqual([1, 0, 0])
  })
})

it.each(allCalls)('F06 a redirect with the body of a success is no success for $name', async (call) => {
  const { server, client } = await open()
  const target = await serve()
  const body = '{"status":200,"code":0,"message":"","data":{}}'
  server.on(call.route, ({ socket }) => {
    socket.write(
      `HTTP/1.1 302 X\r\nlocation: ${target.url}/\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
  })
  expect(await failureOf(call.run(client))).toMatchObject({ type: 'invalid', status: 302, attempts: 1 })
  expect([server.seen(), target.connections]).toEqual([1, 0])
})
