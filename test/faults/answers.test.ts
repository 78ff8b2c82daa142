import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { settle } from '../support/clock'
import {
  after,
  answer,
  both,
  cutText,
  envelope,
  executing,
  type FaultAction,
  finish,
  flood,
  gzipCut,
  gzipped,
  head,
  html,
  inPieces,
  makeBomb,
  refuse,
  say,
  succeed,
  zipped,
} from '../support/fault-actions'
import { charge, destroyKey, destroyReservation, verify } from './calls'
import { failureOf, open, soon } from './support'

const manyBrackets = (pairs: number) => '['.repeat(pairs) + ']'.repeat(pairs)
const longHeader = both(say(head(200, { 'x-long': 'x'.repeat(64 * 1024), 'content-length': 2 })), say('{}'))

/** Answers that cannot be used: the error's status, and how often a lookup asks. */
const unusable: [string, FaultAction, { type?: string; status?: number; tries?: number }][] = [
  ['D01 an empty body', answer(200, ''), { tries: 3 }],
  ['D02 nothing but white space', answer(200, ' \r\n'), { tries: 3 }],
  ['D03 a 204', say(head(204)), {}],
  ['D04 an HTML page under 200', html(200), {}],
  ['D05 an HTML page under 502', html(502), { status: 502, tries: 3 }],
  ['D21 an HTML page under 504', html(504), { status: 504, tries: 3 }],
  ['an HTML page under 404', html(404), { status: 404 }],
  ['D06 JSON that breaks off', cutText, { tries: 3 }],
  ['D06 text', answer(200, 'it worked'), {}],
  ['D07a []', answer(200, '[]'), {}],
  ['D07b "ok"', answer(200, '"ok"'), {}],
  ['D07c null', answer(200, 'null'), {}],
  ['D07d 42', answer(200, '42'), {}],
  ['D07e true', answer(200, 'true'), {}],
  ['D10 fifty kilobytes that inflate to fifty megabytes', makeBomb(), {}],
  ['D11 gzip that is none', answer(200, '{}', { 'content-encoding': 'gzip' }), { tries: 3 }],
  ['D12 gzip that was cut short', gzipCut, { tries: 3 }],
  ['D13 something that is not HTTP', both(say('SSH-2.0-none\r\n'), finish), { type: 'conn', tries: 3 }],
  ['D14 a header of 64 KB', longHeader, { type: 'conn', tries: 3 }],
  ['D22 400 KB of nested brackets', answer(200, manyBrackets(200_000)), {}],
]

describe.each(unusable)('%s', (_, action, { type = 'invalid', status = 500, tries = 1 }) => {
  const expected = { type, status, code: -100, retryAfter: undefined }

  it('ends a lookup with an error that quotes nothing of the answer', async () => {
    const { server, client } = await open()
    server.on(verify.route, action)
    const error = await failureOf(verify.run(client))
    expect(error).toMatchObject({ ...expected, outcomeUnknown: false, attempts: tries })
    expect(error.data).toBeUndefined()
    expect(error.message).toContain('통신오류')
    expect(error.message).not.toMatch(/[<{[]|JSON\.parse|Unexpected/)
    expect(error.took).toBeLessThan(tries * soon)
    expect([server.seen(), server.executed()]).toEqual([tries, 0])
  })

  it('leaves the outcome of a charge unknown, and is not repeated', async () => {
    const { server, client } = await open()
    server.on(charge.route, executing(action))
    const error = await failureOf(charge.run(client))
    expect(error).toMatchObject({ ...expected, outcomeUnknown: true, attempts: 1 })
    expect(error.took).toBeLessThan(soon)
    expect([server.seen(), server.executed()]).toEqual([1, 1])
  })
})

describe('an answer', () => {
  it.each([destroyKey, destroyReservation])(
    'D03 of 204 leaves the outcome of $name unknown, and is not repeated',
    async (call) => {
      const { server, client } = await open()
      server.on(call.route, executing(say(head(204))))
      expect(await failureOf(call.run(client))).toMatchObject({
        type: 'invalid',
        status: 500,
        outcomeUnknown: true,
        attempts: 1,
      })
      expect([server.seen(), server.executed()]).toEqual([1, 1])
    },
  )

  it.each([verify, charge])(
    'D09 of 48 MB to $name is read no further than the limit of 2 MB',
    async (call) => {
      const { server, client } = await open()
      const sent = { bytes: 0 }
      server.on(call.route, executing(flood(48, sent)))
      const error = await failureOf(call.run(client))
      expect(error).toMatchObject({ type: 'invalid', status: 500, code: -100, attempts: 1 })
      expect(error.outcomeUnknown).toBe(call === charge)
      // The buffers of both sockets come on top.
      expect(sent.bytes).toBeLessThan(16 * 2 ** 20)
      expect([server.seen(), server.executed()]).toEqual([1, 1])
    },
  )

  it.each([
    ['D08 after a byte order mark', answer(200, `\ufeff${JSON.stringify(envelope({ n: '상품' }))}`)],
    [
      'D15 under the wrong content type',
      answer(200, envelope({ n: '상품' }), { 'content-type': 'text/html' }),
    ],
    ['D16 split inside a character', inPieces(JSON.stringify(envelope({ n: '상품' })), [50, 51, 52])],
    ['in whole gzip', zipped(gzipped(JSON.stringify(envelope({ n: '상품' }))))],
    [
      'in chunks',
      say(
        `${head(200, { 'transfer-encoding': 'chunked' })}${chunked(JSON.stringify(envelope({ n: '상품' })))}`,
      ),
    ],
  ])('%s is read', async (_, action) => {
    const { server, client } = await open()
    server.on(verify.route, action)
    await expect(verify.run(client)).resolves.toEqual(envelope({ n: '상품' }))
    expect(server.seen()).toBe(1)
  })

  it('D16 is split inside a Korean character in this test', () => {
    const start = Buffer.from(JSON.stringify(envelope({ n: '상품' }))).indexOf('상품')
    expect(start).toBeLessThanOrEqual(51)
    expect(start + Buffer.byteLength('상품')).toBeGreaterThan(52)
  })

  it('D17 with __proto__ keys pollutes no prototype, as a success or as an error', async () => {
    const { server, client } = await open()
    const hostile = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}'
    server.on(
      verify.route,
      answer(200, `{"status":200,"code":0,${hostile},"data":{${hostile}}}`),
      answer(400, `{"status":400,"code":-1,"message":"거절",${hostile},"data":{"kept":1,${hostile}}}`),
    )
    await expect(verify.run(client)).resolves.toMatchObject({ status: 200 })
    const error = await failureOf(verify.run(client))
    expect(({} as any).polluted).toBeUndefined()
    expect((error as any).polluted).toBeUndefined()
    expect(error.data.polluted).toBeUndefined()
    expect(Object.keys(error.data)).not.toContain('__proto__')
    expect(error.data.kept).toBe(1)
  })

  it('D18 that refuses keeps its status, code, message and data', async () => {
    const { server, client } = await open()
    const body = { status: 404, code: -2100, message: '영수증이 없습니다', data: { tid: 't1', list: [1] } }
    server.on(verify.route, answer(404, body))
    const error = await failureOf(verify.run(client))
    expect({ ...Object.getPrototypeOf(error) }).toEqual(body)
    expect(error).toMatchObject({ type: 'api', outcomeUnknown: false, attempts: 1 })
    expect(server.seen()).toBe(1)
  })

  it('D19 with code -2100 and status 500 is as final as a 404', async () => {
    const { server, client } = await open()
    server.on(verify.route, refuse(500, -2100))
    expect(await failureOf(verify.run(client))).toMatchObject({
      type: 'api',
      status: 500,
      code: -2100,
      attempts: 1,
    })
    expect(server.seen()).toBe(1)
  })

  it.each([
    { status: 'bad', code: '-1', message: { ko: '오류' } },
    { status: null, code: null, message: null },
    { status: [400], code: 1.5, message: ['오류'] },
    { status: true, code: {}, message: ' ' },
    {},
  ])(
    'D20 that refuses with fields of the wrong types still gives a status, a code and a message: %j',
    async (body) => {
      const { server, client } = await open()
      server.on(charge.route, answer(400, body))
      const error = await failureOf(charge.run(client))
      expect(error).toMatchObject({
        type: 'api',
        status: 400,
        code: -100,
        outcomeUnknown: false,
        attempts: 1,
      })
      expect(error.message).toContain('HTTP 400')
      expect([server.seen(), server.executed()]).toEqual([1, 0])
    },
  )

  it('D22 that refuses with deeply nested data is an error that can be printed', async () => {
    const { server, client } = await open()
    server.on(
      verify.route,
      answer(400, `{"status":400,"code":-1,"message":"거절","data":${manyBrackets(100_000)}}`),
    )
    const error = await failureOf(verify.run(client))
    expect(error).toMatchObject({ type: 'api', status: 400, code: -1 })
    expect(inspect(error, { depth: Infinity }).length).toBeLessThan(10_000)
    expect(JSON.stringify(error.data).length).toBeLessThan(1000)
  })

  it('D23 of 2xx is returned as it is, even if the status in its body says otherwise', async () => {
    const { server, client } = await open()
    const body = { status: 400, code: -1, message: '거절', data: null, more: [1] }
    server.on(verify.route, answer(200, body))
    await expect(verify.run(client)).resolves.toEqual(body)
  })

  it('D24 of 500 without status and code gets both, and only a lookup is repeated', async () => {
    const { server, client } = await open()
    server.on(verify.route, answer(500, { error: 'internal' }))
    server.on(charge.route, executing(answer(500, { error: 'internal' })))
    const expected = { type: 'api', status: 500, code: -100 }
    const ofRead = await failureOf(verify.run(client))
    expect(ofRead).toMatchObject({ ...expected, outcomeUnknown: false, attempts: 3 })
    expect(ofRead.message).toContain('HTTP 500')
    expect(await failureOf(charge.run(client))).toMatchObject({
      ...expected,
      outcomeUnknown: true,
      attempts: 1,
    })
    expect([server.seen(verify.route), server.seen(charge.route), server.executed()]).toEqual([3, 1, 1])
  })

  it.each([
    ['at once', both],
    ['a moment later', (one: FaultAction, other: FaultAction) => both(one, after(30, other))],
  ])('D25 beyond the one expected, %s, is not taken for the answer to the next call', async (_, join) => {
    const { server, client } = await open({ hasToken: true })
    const stray = answer(200, envelope({ receipt_id: 'stray' }))
    let isSent = () => {}
    const strayIsSent = new Promise<void>((resolve) => {
      isSent = resolve
    })
    server.on(
      verify.route,
      both(join(answer(200, envelope({ receipt_id: 'first' })), stray), () => isSent()),
      succeed({ receipt_id: 'second' }),
    )
    await expect(verify.run(client)).resolves.toEqual(envelope({ receipt_id: 'first' }))
    await strayIsSent
    // The client reads it in between.
    await settle()
    await settle()
    await expect(verify.run(client)).resolves.toEqual(envelope({ receipt_id: 'second' }))
    expect(server.seen()).toBe(2)
  })
})

function chunked(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`
}
