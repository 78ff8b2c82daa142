import { describe, expect, it } from 'vitest'
import {
  after,
  answer,
  both,
  cutByLength,
  cutChunked,
  dripBody,
  dripHeaders,
  envelope,
  executing,
  type FaultAction,
  finish,
  head,
  headersOnly,
  refuse,
  reset,
  resetInBody,
  say,
  silence,
  succeed,
} from '../support/fault-actions'
import {
  billingKeyRequest,
  type Call,
  cancelWithId,
  certificate,
  charge,
  delivery,
  destroyKey,
  destroyReservation,
  fullCancel,
  link,
  lookups,
  once,
  partialCancel,
  reservation,
  submit,
  userToken,
  verify,
} from './calls'
import { expectEndedBy, failureOf, open, soon } from './support'

const lost = { code: -100, status: 500, outcomeUnknown: true, attempts: 1 }

/** A call that may move money met `action` after it was carried out: it was seen once, and its outcome is unknown. */
async function expectUnknown(call: Call, action: FaultAction, type: string, timeout?: number) {
  const { server, client } = await open({ ...(timeout && { timeout }) })
  server.on(call.route, executing(action))
  const error = await failureOf(call.run(client))
  expect(error).toMatchObject({ ...lost, type, method: call.name })
  expect([server.seen(), server.executed(), server.tokens]).toEqual([1, 1, 1])
  if (timeout) expectEndedBy(error.took, timeout)
  else expect(error.took).toBeLessThan(soon)
  return { error, server }
}

describe('a connection reset after the request', () => {
  it('C01 leaves the outcome of a charge unknown, and never repeats it', async () => {
    const { error } = await expectUnknown(charge, reset, 'conn')
    expect(error.message).toContain('ECONNRESET')
    expect(error.message).toContain('웹훅')
  })

  it('C02 never repeats a reservation', () => expectUnknown(reservation, reset, 'conn'))
  it('C03 never repeats a billing key request', () => expectUnknown(billingKeyRequest, reset, 'conn'))

  it.each([
    ['C04 a capture', submit, 'verify'],
    ['C08 a payment link', link, '링크'],
    ['a delivery', delivery, '관리자'],
    ['C05 a full cancel', fullCancel, 'verify'],
    ['C06 a partial cancel without cancelId', partialCancel, 'verify'],
  ] as const)('%s is never repeated, and the message says where to look', async (_, call, place) => {
    const { error } = await expectUnknown(call, reset, 'conn')
    expect(error.message).toContain(place)
  })

  it('C07 never repeats a cancel with cancelId, whose cancel_id is on the wire', async () => {
    const { server } = await expectUnknown(cancelWithId, reset, 'conn')
    expect(server.requests.at(-1)?.json).toMatchObject({ cancel_id: 'cancel-1', price: 500 })
  })

  it.each(once)('C01-C08 never repeats $name, even with maxRetries: 5', async (call) => {
    const { server, client } = await open({ maxRetries: 5 })
    server.on(call.route, reset, succeed())
    expect(await failureOf(call.run(client))).toMatchObject({ ...lost, type: 'conn' })
    expect([server.seen(), server.executed()]).toEqual([1, 0])
  })

  it.each(lookups)('C09 C12 C13 repeats $name, which succeeds', async (call) => {
    const { server, client } = await open()
    server.on(call.route, reset, reset, succeed())
    await expect(call.run(client)).resolves.toEqual(envelope())
    expect([server.seen(), server.executed()]).toEqual([3, 1])
  })

  it.each([verify, certificate, userToken])('C09 C12 C13 ends $name after three tries', async (call) => {
    const { server, client } = await open()
    server.on(call.route, reset)
    expect(await failureOf(call.run(client))).toMatchObject({
      type: 'conn',
      status: 500,
      code: -100,
      outcomeUnknown: false,
      attempts: 3,
    })
    expect(server.seen()).toBe(3)
  })

  it.each([destroyReservation, destroyKey])('C10 C11 repeats $name, which succeeds', async (call) => {
    const { server, client } = await open()
    server.on(call.route, reset, succeed())
    await expect(call.run(client)).resolves.toEqual(envelope())
    expect([server.seen(), server.executed()]).toEqual([2, 1])
  })

  it.each([destroyReservation, destroyKey])(
    'C10 C11 leaves $name unknown when the repetition gets a 404, because the first try may have done it',
    async (call) => {
      const { server, client } = await open()
      server.on(call.route, executing(reset), refuse(404, -2100))
      expect(await failureOf(call.run(client))).toMatchObject({
        type: 'api',
        status: 404,
        code: -2100,
        outcomeUnknown: true,
        attempts: 2,
      })
      expect([server.seen(), server.executed()]).toEqual([2, 1])
    },
  )

  it.each([destroyReservation, destroyKey])(
    'that did not happen leaves a 404 to $name a clear answer',
    async (call) => {
      const { server, client } = await open()
      server.on(call.route, refuse(404, -2100))
      expect(await failureOf(call.run(client))).toMatchObject({
        type: 'api',
        outcomeUnknown: false,
        attempts: 1,
      })
      expect(server.seen()).toBe(1)
    },
  )

  it.each([destroyReservation, destroyKey])('C10 C11 ends $name after three tries', async (call) => {
    const { server, client } = await open()
    server.on(call.route, reset)
    expect(await failureOf(call.run(client))).toMatchObject({ ...lost, type: 'conn', attempts: 3 })
    expect(server.seen()).toBe(3)
  })
})

describe('a charge', () => {
  it('C14 whose connection is closed without an answer is unknown, and never repeated', () =>
    expectUnknown(charge, finish, 'conn'))
  it('C15 that is not answered ends at its time limit, unknown', () =>
    expectUnknown(charge, silence, 'timeout', 3000))
  it('C17 whose answer is shorter than announced is unknown', () =>
    expectUnknown(charge, cutByLength, 'invalid'))
  it('C18 whose chunked answer has no end is unknown', () => expectUnknown(charge, cutChunked, 'invalid'))
  it('C19 whose answer stops after the headers ends at its time limit, unknown', () =>
    expectUnknown(charge, headersOnly, 'timeout', 3000))
  it('C20 whose answer arrives byte by byte ends at its time limit', () =>
    expectUnknown(charge, dripBody, 'timeout', 3000))
  it('C20 whose headers arrive byte by byte ends at its time limit', () =>
    expectUnknown(charge, dripHeaders, 'timeout', 3000))
  it('C25 that was carried out before the connection broke is unknown', () =>
    expectUnknown(charge, after(50, reset), 'conn'))
  it('C28 whose answer breaks off in the headers is unknown', () =>
    expectUnknown(charge, both(say('HTTP/1.1 200 OK\r\ncontent-le'), finish), 'conn'))
  it('C29 whose 200 is reset inside the body is unknown, with a message', async () => {
    const { error } = await expectUnknown(charge, resetInBody, 'conn')
    expect(error.message).toContain('통신오류')
  })

  it('C26 answered by 101 ends at once and is unknown', async () => {
    const { server, client } = await open()
    const upgrade = say(head(101, { connection: 'upgrade', upgrade: 'websocket' }))
    server.on(charge.route, executing(upgrade))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ type: 'invalid', code: -100, outcomeUnknown: true, attempts: 1 })
    expect(error.took).toBeLessThan(soon)
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })

  it('C27 answered by 100 and 103 first succeeds', async () => {
    const { server, client } = await open()
    const early = say(`${head(100)}${head(103, { link: '</a>; rel=preload' })}`)
    server.on(charge.route, executing(both(early, answer(200, envelope({ receipt_id: 'r1' })))))
    await expect(charge.run(client)).resolves.toEqual(envelope({ receipt_id: 'r1' }))
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })

  it('C30 has outcomeUnknown: true after a reset, and false after a refusal', async () => {
    const { server, client } = await open()
    server.on(charge.route, executing(reset), refuse(400, -2001))
    expect((await failureOf(charge.run(client))).outcomeUnknown).toBe(true)
    expect((await failureOf(charge.run(client))).outcomeUnknown).toBe(false)
    expect([server.seen(), server.executed()]).toEqual([2, 1])
  })

  it('uses a fresh connection, closed afterwards', async () => {
    const { server, client } = await open()
    await verify.run(client)
    await charge.run(client)
    await charge.run(client)
    const connections = server.requests.map(({ connection }) => connection)
    expect(connections).toEqual([1, 1, 2, 3])
    expect(server.requests.at(-1)?.headers.connection).toBe('close')
  })

  it('C24 is carried out once although the server closed every idle connection', async () => {
    const { server, client } = await open()
    await verify.run(client)
    server.disconnect((socket) => socket.resetAndDestroy())
    await expect(charge.run(client)).resolves.toEqual(envelope())
    expect([server.seen(charge.route), server.executed(charge.route)]).toEqual([1, 1])
  })

  it('aborted by its caller while the gateway works on it ends at once, unknown', async () => {
    const { server, client } = await open()
    const controller = new AbortController()
    server.on(
      charge.route,
      executing(() => controller.abort()),
    )
    const error = await failureOf(charge.run(client, { signal: controller.signal }))
    expect(error).toMatchObject({ ...lost, type: 'abort' })
    expect(error.took).toBeLessThan(soon)
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })
})

describe('a lookup', () => {
  it.each([
    ['C16 is not answered', silence],
    ['C21 has headers that arrive byte by byte', dripHeaders],
    ['C20 has a body that arrives byte by byte', dripBody],
  ])('that %s ends within its time limit', async (_, action) => {
    const { server, client } = await open({ timeout: 3000 })
    server.on(verify.route, action)
    const error = await failureOf(verify.run(client))
    expect(error).toMatchObject({ type: 'timeout', code: -100, status: 500, outcomeUnknown: false })
    expect(error.took).toBeLessThan(3000 + soon)
    expect(server.seen()).toBe(error.attempts)
    expect(error.attempts).toBeGreaterThan(1)
    expect(error.attempts).toBeLessThanOrEqual(3)
  })

  it('C16 whose first try gets no answer has time for another', async () => {
    const { server, client } = await open({ timeout: 30_000 })
    server.on(verify.route, silence, succeed())
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect(server.seen()).toBe(2)
  })

  it.each([
    ['C22 by length', cutByLength],
    ['C22 without its last chunk', cutChunked],
    ['C29 by a reset', resetInBody],
  ])('whose answer is cut %s is repeated', async (_, action) => {
    const { server, client } = await open()
    server.on(verify.route, action, succeed())
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect(server.seen()).toBe(2)
  })

  it('C23 on an idle connection that breaks as it is used again succeeds', async () => {
    const { server, client } = await open()
    server.on(verify.route, succeed(), reset, succeed())
    await verify.run(client)
    await expect(verify.run(client)).resolves.toEqual(envelope())
    expect(server.seen()).toBe(3)
    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 2])
  })
})
