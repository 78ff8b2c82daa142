import { describe, expect, it } from 'vitest'
import { BootpayClient } from '../src'
import type { Clock } from '../src/core/clock'
import { FakeClock, settle } from './support/clock'
import { type Reply, record, tokenReply } from './support/recorder'
import { errorOf } from './support/refusal'

const success: Reply = { data: { status: 200, code: 0, message: '', data: {} } }
const withClock = BootpayClient as new (clock: Clock) => BootpayClient

/** A client whose gateway names in each token whom it was made for, and where. */
function open() {
  const clock = new FakeClock()
  const client = new withClock(clock)
  const script = { delay: 0, reply: success }
  const sent = record(client, async ({ path, body, host }) => {
    const { delay, reply } = script
    if (delay > 0) await new Promise<void>((resolve) => clock.after(delay, resolve))
    return path === '/request/token' ? tokenReply(`${body.application_id}@${host}`) : reply
  })
  const calls = () => sent.filter(({ path }) => path !== '/request/token')
  const tokens = () => sent.filter(({ path }) => path === '/request/token')
  return { clock, client, script, sent, calls, tokens }
}

describe('setConfig', () => {
  it('with the same values keeps the token, as README samples need it', async () => {
    const { client, tokens, calls } = open()
    for (let index = 0; index < 5; index++) {
      client.setConfig('one', 'key')
      await client.getAccessToken()
      await client.verify('r1')
    }
    expect([tokens().length, calls().length]).toEqual([1, 5])
  })

  it.each([
    ['application', ['two', 'key']],
    ['key', ['one', 'other key']],
    ['mode', ['one', 'key', 'stage']],
    ['address', ['one', 'key', '', { baseUrl: 'https://gateway.example' }]],
    ['timeout', ['one', 'key', '', { timeout: 1000 }]],
  ] as const)('with another %s drops the token', async (_, args) => {
    const { client, tokens } = open()
    client.setConfig('one', 'key')
    await client.verify('r1')
    client.setConfig(...(args as unknown as [string, string]))
    expect(client.$token).toBeUndefined()
    await client.verify('r1')
    expect(tokens()).toHaveLength(2)
  })

  it('while calls are in flight leaves each with its own host, token and keys', async () => {
    const { clock, client, script, sent, tokens } = open()
    script.delay = 100
    client.setConfig('one', 'key')
    const first = client.cancel({ receiptId: 'r1' })
    client.setConfig('two', 'key', 'stage')
    const second = client.cancel({ receiptId: 'r2' })
    client.setConfig('three', 'key', 'development')
    await clock.advance(1000)
    await Promise.all([first, second])
    const seen = sent
      .filter(({ path }) => path === '/cancel')
      .map(({ host, headers, body }) => [host, headers.authorization, body.receipt_id])
    expect(seen).toEqual([
      ['api.bootpay.co.kr', 'one@api.bootpay.co.kr', 'r1'],
      ['stage-api.bootpay.co.kr', 'two@stage-api.bootpay.co.kr', 'r2'],
    ])
    expect(tokens().map(({ body }) => body.application_id)).toEqual(['one', 'two'])
    expect(client.$token).toBeUndefined()
  })

  it('while a token is on its way lets that token serve its own configuration only', async () => {
    const { clock, client, script } = open()
    script.delay = 100
    client.setConfig('one', 'key')
    const late = client.getAccessToken()
    await settle()
    client.setConfig('two', 'key')
    await clock.advance(100)
    expect((await late).data.token).toBe('one@api.bootpay.co.kr')
    expect(client.$token).toBeUndefined()
    const next = client.verify('r1')
    await clock.advance(1000)
    await next
    expect(client.$token).toBe('two@api.bootpay.co.kr')
  })
})

describe('tokens', () => {
  it('can be restored, dropped and cleared', async () => {
    const { client, calls, tokens } = open()
    client.setConfig('one', 'key')
    client.$token = 'kept'
    await client.verify('r1')
    client.clearAccessToken()
    await client.verify('r2')
    expect(calls().map(({ headers }) => headers.authorization)).toEqual(['kept', 'one@api.bootpay.co.kr'])
    expect(tokens()).toHaveLength(1)
  })

  it('are renewed by the clock of the client', async () => {
    const { clock, client, tokens } = open()
    client.setConfig('one', 'key')
    await client.verify('r1')
    await clock.advance(24 * 60_000)
    await client.verify('r1')
    await clock.advance(2 * 60_000)
    await client.verify('r1')
    expect(tokens()).toHaveLength(2)
  })
})

describe('a call', () => {
  it('sends the values of the moment it was made', async () => {
    const { client, calls } = open()
    client.setConfig('one', 'key')
    const data = {
      receiptId: 'r1',
      price: 1000,
      refund: { account: '1', accountholder: '홍길동', bankcode: '004' },
    }
    const called = client.cancel(data)
    data.price = 1
    data.refund.account = '2'
    await called
    expect(calls()[0]?.body).toMatchObject({ price: 1000, refund: { account: '1' } })
  })

  it('rejects and never throws, whatever it is given', async () => {
    const { client, sent } = open()
    client.setConfig('one', 'key')
    const methods = [
      ...['verify', 'submit', 'certificate', 'cancel', 'requestPayment', 'requestUserToken', 'startDelivery'],
      ...['requestSubscribeBillingKey', 'requestSubscribeBillingPayment', 'reserveSubscribeBilling'],
      ...['destroyReserveSubscribeBilling', 'destroySubscribeBillingKey', 'lookupBillingKey'],
    ] as 'verify'[]
    for (const method of methods) {
      for (const argument of [undefined, null, {}, '', Number.NaN]) {
        const rejected = client[method](argument as string)
        expect(await errorOf(() => rejected)).toMatchObject({
          type: 'input',
          method,
          status: 400,
          code: -100,
        })
      }
    }
    const rejected = client.getAccessToken({ timeout: 0 })
    expect(await errorOf(() => rejected)).toMatchObject({ type: 'input', method: 'getAccessToken' })
    expect(sent).toHaveLength(0)
  })

  it('fails with a stack that leads to its caller, with await and with then', async () => {
    const { clock, client, script } = open()
    client.setConfig('one', 'key')
    script.reply = { status: 400, data: { status: 400, code: -1, message: 'x' } }
    async function theAwaiter() {
      return await client.verify('r1')
    }
    function theChainer() {
      return client.cancel({ receiptId: 'r1' }).then((answer) => answer)
    }
    function theTokenSeeker() {
      script.reply = success
      client.clearAccessToken()
      client.$http.defaults.adapter = () => Promise.reject(new Error('x'))
      return client.getAccessToken().then((answer) => answer)
    }
    async function theMistaken() {
      return await client.verify('')
    }
    for (const caller of [theAwaiter, theChainer, theMistaken]) {
      const { stack } = await errorOf(caller)
      expect(stack).toContain(`at ${caller.name}`)
      expect(stack).toContain('bootpay.test.ts')
    }
    const seeking = errorOf(theTokenSeeker)
    await clock.advance(10_000)
    expect((await seeking).stack).toContain('at theTokenSeeker')
  })

  it('that fails leaves others alone', async () => {
    const { client } = open()
    client.setConfig('one', 'key')
    record(client, ({ path, body }) => {
      if (path === '/request/token') return tokenReply('t')
      if (path === '/cancel')
        return { status: 400, data: { status: 400, code: -1, message: body.receipt_id } }
      return { data: { status: 200, code: 0, data: { receipt_id: path.slice('/receipt/'.length) } } }
    })
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        index % 2
          ? client.verify(`r${index}`).then(({ data }) => data.receipt_id)
          : client.cancel({ receiptId: `r${index}` }).then(
              () => 'success',
              ({ message }) => message,
            ),
      ),
    )
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => `r${index}`))
  })
})
