import { describe, expect, it } from 'vitest'
import { BootpayApiError } from '../../src'
import { requestSubscribeBillingKey } from '../../src/api/billing'
import { cancel } from '../../src/api/cancel'
import { verify } from '../../src/api/payment'
import { failure } from '../../src/core/failure'
import { refusalOf } from '../support/refusal'
import { openSender, refused, reply, serverTime } from '../support/sender'

const card = '5570420412341074'
const issue = requestSubscribeBillingKey({
  orderId: 'o1',
  pg: 'nicepay',
  itemName: '월 구독',
  cardNo: card,
  cardPw: '37',
  expireYear: '26',
  expireMonth: '12',
  identifyNumber: '901014',
})

describe('a success', () => {
  it.each([
    ['as it came', { status: 200, code: 0, message: '', data: { a: [1, null], 한글: '값' } }],
    ['also when its own status says otherwise', { status: 500, code: -1, message: 'x' }],
    ['also without any of the usual fields', { a: 1 }],
  ])('is the body %s', async (_, body) => {
    const { script, send } = openSender()
    script.otherwise = reply(200, body)
    await expect(send(verify('r1'))).resolves.toEqual(body)
  })

  it('may begin with a byte order mark, or be an object already', async () => {
    const { script, send } = openSender()
    const body = { status: 200, code: 0 }
    script.replies = [reply(200, `\ufeff${JSON.stringify(body)}`), { status: 201, body }]
    await expect(send(verify('r1'))).resolves.toEqual(body)
    await expect(send(verify('r1'))).resolves.toBe(body)
  })

  it('with __proto__ keys pollutes nothing', async () => {
    const { script, send } = openSender()
    script.otherwise = reply(200, '{"status":200,"__proto__":{"polluted":1}}')
    const body = await send(verify('r1'))
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a refusal of the gateway', () => {
  it('keeps status, code, message and data', async () => {
    const { script, fail } = openSender()
    const body = {
      status: 404,
      code: -2100,
      message: '영수증 정보를 찾지 못했습니다.',
      data: { pg: { a: null } },
    }
    script.otherwise = reply(404, body)
    const error = await fail(verify('r1'))
    expect(error).toBeInstanceOf(BootpayApiError)
    expect({ ...error }).toEqual(body)
    expect(JSON.parse(JSON.stringify(error))).toEqual(body)
  })

  it('has fields of the right kinds, whatever was sent', async () => {
    for (const body of [
      {},
      { status: 'bad', code: '-1', message: { a: 1 } },
      { status: null, code: null, message: ' ' },
      { status: 200, code: 1.5, message: ['x'] },
    ]) {
      const { script, fail } = openSender()
      script.otherwise = reply(400, body)
      const error = await fail(verify('r1'))
      expect({ ...error }).toEqual({ status: 400, code: -100, message: expect.stringContaining('HTTP 400') })
    }
  })

  it('takes the status that the gateway states, if it is one of an error', async () => {
    const { script, fail } = openSender()
    script.otherwise = reply(500, { status: 422, code: -7, message: 'x' })
    expect(await fail(cancel({ receiptId: 'r1' }))).toMatchObject({ status: 422, code: -7, type: 'api' })
  })

  it('with __proto__ keys pollutes nothing', async () => {
    const { script, fail } = openSender()
    script.otherwise = reply(
      400,
      '{"code":-1,"__proto__":{"message":"x"},"data":{"__proto__":{"polluted":1}}}',
    )
    const error = await fail(verify('r1'))
    expect(error.message).toContain('HTTP 400')
    expect(Object.getPrototypeOf(error.data)).toBe(Object.prototype)
    expect(JSON.stringify(error)).not.toContain('__proto__')
  })
})

describe('an error', () => {
  it('shows nothing of an unreadable answer', async () => {
    for (const [status, text] of [
      [502, `<html>${card} token-1</html>`],
      [200, `${card} is not JSON`],
    ] as const) {
      const { script, fail } = openSender()
      script.otherwise = reply(status, text)
      const error = await fail(issue)
      expect(error.data).toBeUndefined()
      expect(`${error.stack} ${JSON.stringify(error)}`).not.toMatch(/557042|html|token-1/)
    }
  })

  it('shows no secret of the call that the gateway repeats', async () => {
    const { script, fail } = openSender()
    const echo = `카드 ${card} (5570-4204-1234-1074), 생년월일 901014, 비밀번호 37, the sample key, token-1`
    script.otherwise = reply(500, {
      status: 500,
      code: -7,
      message: echo,
      data: { echo, [card]: Number(card) },
    })
    const error = await fail(issue)
    const shown = `${error.stack} ${JSON.stringify(error)}`
    for (const secret of [card, '5570-4204', '901014', '37', 'the sample key', 'token-1']) {
      expect(shown).not.toContain(secret)
    }
    expect(error.message).toContain('카드 ****')
  })

  it('shows other card numbers as their first six and last four digits', async () => {
    const { script, fail } = openSender()
    script.otherwise = refused(500, -7, '4111111111111111은 1630396800000에 거절')
    expect((await fail(issue)).message).toBe('411111******1111은 1630396800000에 거절')
  })

  it('that is a mistake of ours shows none of its words', async () => {
    const { script, send } = openSender()
    script.replies = [
      {
        get status(): number {
          throw new Error('top secret')
        },
      },
    ]
    await expect(send(cancel({ receiptId: 'r1' }))).rejects.toMatchObject({
      type: 'conn',
      status: 500,
      code: -100,
      outcomeUnknown: true,
      message: expect.not.stringContaining('secret'),
    })
  })

  it('is one of its own for every caller of a shared failure', async () => {
    const { script, send } = openSender({ maxRetries: 0 })
    script.token = () => ({ failure: failure('conn', 'x') })
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => send(verify('r1'))))
    const errors = results.map((result) => (result as PromiseRejectedResult).reason)
    expect(new Set(errors).size).toBe(10)
    expect(errors[0]).toMatchObject({ type: 'conn', method: 'verify', attempts: 0 })
  })

  it('comes before any request when the body cannot be written', async () => {
    const { send, sent } = openSender()
    const wanted = { ...cancel({ receiptId: 'r1' }), body: { a: 1n } }
    const thrown = await send(wanted).catch((error) => error)
    refusalOf(() => {
      throw thrown
    }, 'cancel')
    expect(sent).toHaveLength(0)
  })
})

describe('getAccessToken', () => {
  it('answers with the envelope, from memory, with server_time moved to now', async () => {
    const { clock, token, tokens } = openSender()
    const body = {
      status: 200,
      code: 0,
      message: '',
      data: { token: 'token-1', server_time: serverTime, expired_at: serverTime + 1800 },
    }
    expect(await Promise.all(Array.from({ length: 20 }, () => token()))).toEqual(new Array(20).fill(body))
    await clock.advance(5_500)
    expect((await token()).data).toEqual({ ...body.data, server_time: serverTime + 5 })
    expect(tokens()).toHaveLength(1)
  })

  it('rejects as every call does', async () => {
    const { clock, script, token } = openSender()
    script.token = () => refused(500, -1, 'the sample key')
    const ended = token().catch((error) => error)
    await clock.advance(10_000)
    expect(await ended).toMatchObject({ type: 'api', status: 500, message: '****', method: 'getAccessToken' })
    await expect(token({ signal: AbortSignal.abort() })).rejects.toMatchObject({ type: 'abort' })
  })
})
