import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { selfSigned } from '../support/certificate'
import { runChild, temporaryFile } from '../support/child'
import { BootpayError } from '../support/client'
import {
  answer,
  cutByLength,
  cutText,
  envelope,
  type FaultAction,
  html,
  issueToken,
  refuse,
  reset,
  type SeenRequest,
  silence,
  succeed,
} from '../support/fault-actions'
import { account, allCalls, billingKeyRequest, cancelWithId, card, charge, secrets, userInfo } from './calls'
import { connect, failureOf, keys, open, serve } from './support'

const all = [...secrets, 'token-0', 'token-1']

/** All the ways to print an object. */
function shownBy(thing: object): string {
  const { prototype } = BootpayError
  const hidden = Reflect.ownKeys(thing).map((key) =>
    inspect((thing as any)[key], { depth: 9, showHidden: true }),
  )
  return [
    String(thing),
    inspect(thing),
    inspect(thing, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
    inspect({ ...thing }, { depth: 9 }),
    JSON.stringify(thing),
    JSON.stringify(thing, [...Object.getOwnPropertyNames(thing), ...Object.getOwnPropertyNames(prototype)]),
    (thing as Error).stack,
    (thing as Error).message,
    String((thing as Error).cause),
    ...hidden,
  ].join('\n')
}

function expectClean(text: string, alsoNot: string[] = []) {
  for (const secret of [...all, ...alsoNot]) expect(text).not.toContain(secret)
  expect(text).not.toMatch(/AxiosError|ClientRequest|IncomingMessage|_httpMessage/)
}

/** The request with everything in it, as a careless error page would repeat it. */
const echo = ({ headers, body, target }: SeenRequest) => `${target} ${JSON.stringify(headers)} ${body}`
const echoing =
  (status: number, form: (text: string) => unknown): FaultAction =>
  (exchange) =>
    answer(status, form(echo(exchange.request)))(exchange)

const faults: [string, FaultAction][] = [
  ['I01 after HTTP 500', refuse(500, -1)],
  [
    'I01 after HTTP 500 that echoes it',
    echoing(500, (text) => ({ status: 500, code: -1, message: text, data: { text, [text]: [text] } })),
  ],
  [
    'I04 after HTTP 400 that echoes it',
    echoing(400, (text) => ({ status: 400, code: -1, message: text, data: text })),
  ],
  ['I02 after a reset', reset],
  ['I03 after a timeout', silence],
  ['I05 after broken JSON', cutText],
  ['I05 after an answer cut short', cutByLength],
  ['I06 after a 502 page that echoes it', echoing(502, (text) => `<html>${text}</html>`)],
  ['I06 after a 200 page that echoes it', echoing(200, (text) => `<html>${text}</html>`)],
  ['I07 after text that begins with it', echoing(200, (text) => text)],
]

describe.each(faults)('an error %s', (_, action) => {
  it.each(allCalls)('of $name shows no secret in any form', async (call) => {
    const { server, client } = await open({
      hasToken: true,
      maxRetries: 0,
      ...(action === silence && { timeout: 2000 }),
    })
    server.on(call.route, action)
    const error = await failureOf(call.run(client))
    expectClean(shownBy(Object.getPrototypeOf(error)))
    expect(server.seen()).toBe(1)
  })

  it('I09 of getAccessToken shows no private key', async () => {
    const { server, client } = await open({ maxRetries: 0, ...(action === silence && { timeout: 2000 }) })
    server.on('POST /request/token', action)
    for (const run of [() => client.getAccessToken(), () => charge.run(client)]) {
      const error = await failureOf(run())
      expectClean(shownBy(Object.getPrototypeOf(error)))
    }
    expect([server.tokens, server.seen()]).toEqual([2, 0])
  })
})

describe('a message of the gateway', () => {
  it.each([
    ['card number', card.cardNo, '4111-1111-1111-1111'],
    ['card number', card.cardNo, '4111 1111 1111 1111'],
    ['card number', card.cardNo, card.cardNo],
    ['PIN digits', card.cardPw, card.cardPw],
    ['birth date', card.identifyNumber, card.identifyNumber],
    ['phone', userInfo.phone, '010-0000-0000'],
  ])('I08 that echoes the %s %s as "%s" is masked', async (_, __, written) => {
    const { server, client } = await open()
    server.on(billingKeyRequest.route, refuse(400, -4001, `카드(${written})를 확인하세요`))
    const error = await failureOf(billingKeyRequest.run(client))
    expect(error.message).toBe('카드(****)를 확인하세요')
  })

  it('I08 that names another card shows its first six and last four digits', async () => {
    const { server, client } = await open()
    server.on(billingKeyRequest.route, refuse(400, -4001, '5555555555554444 1630396800000'))
    const error = await failureOf(billingKeyRequest.run(client))
    expect(error.message).toBe('555555******4444 1630396800000')
  })

  it('I08 that echoes a refund account is masked', async () => {
    const { server, client } = await open()
    server.on(cancelWithId.route, refuse(400, -4001, `계좌 ${account} 예금주 홍길동`))
    expect((await failureOf(cancelWithId.run(client))).message).toBe('계좌 **** 예금주 ****')
  })

  it('I15 of a success is never altered', async () => {
    const { server, client } = await open()
    const data = { note: card.cardNo, key: keys.privateKey, who: userInfo, long: '5555555555554444' }
    server.on(billingKeyRequest.route, succeed(data))
    await expect(billingKeyRequest.run(client)).resolves.toEqual(envelope(data))
  })
})

describe('the client', () => {
  it.each(['before its first token', 'with a token', 'after a failure'])(
    'I10 I11 %s shows neither key nor token',
    async (state) => {
      const { server, client } = await open({ maxRetries: 0 })
      if (state !== 'before its first token') await client.getAccessToken()
      server.on(charge.route, reset)
      if (state === 'after a failure') await failureOf(charge.run(client))
      client.$http
      expectClean(shownBy(client), [keys.privateKey])
      expectClean(inspect({ service: { client } }, { depth: 20, showHidden: true }))
      expect({ ...client }).toEqual({})
      expect(JSON.stringify(client)).toBe('{}')
      expect(client.privateKey).toBe(keys.privateKey)
    },
  )

  it('I12 puts no secret into a URL but the key that the API wants there', async () => {
    const { server, client } = await open()
    for (const call of allCalls) await call.run(client)
    const targets = server.requests.map(({ target }) => target)
    const isKeyOnPath = /^\/subscribe\/(billing|billing_key)\/sample-billing-key$/
    expectClean(targets.filter((target) => !isKeyOnPath.test(target)).join('\n'))
    expect(targets.filter((target) => isKeyOnPath.test(target))).toHaveLength(2)
    expect(targets.join('')).not.toContain('?')
  })

  it('I16 keeps no value of a call in an input error', async () => {
    const { server, client } = await open()
    for (const [field, value] of Object.entries(card)) {
      const bad = {
        orderId: 'o',
        pg: 'nicepay',
        itemName: 'i',
        ...card,
        [field]: { toJSON: () => value, toString: () => value },
      }
      const error = await failureOf(client.requestSubscribeBillingKey(bad as any))
      expect(error).toMatchObject({ type: 'input', attempts: 0, outcomeUnknown: false })
      expect(error.message).toContain(field)
      expectClean(shownBy(Object.getPrototypeOf(error)))
    }
    expect(() => connect(server.url, { hasToken: true }).setConfig('a', ` ${keys.privateKey}`)).toThrow(
      /privateKey/,
    )
    try {
      client.setConfig('a', ` ${keys.privateKey}`)
    } catch (error) {
      expectClean(shownBy(error as Error))
    }
    expect(server.requests).toEqual([])
  })
})

describe('I13 I14 a process', () => {
  const everyCall = (url: string) => `
    const { Bootpay: client } = loadBootpay();
    client.setConfig('${keys.applicationId}', '${keys.privateKey}', 'production', { baseUrl: '${url}', timeout: 10_000, maxRetries: 1 });
    const card = ${JSON.stringify({ orderId: 'o', pg: 'nicepay', itemName: 'i', userInfo, ...card })};
    const quiet = (call) => call.catch(() => {});
    (async () => {
      await quiet(client.verify('receipt-1'));
      await quiet(client.requestSubscribeBillingKey(card));
      await quiet(client.cancel({ receiptId: 'r', refund: { account: '${account}', accountholder: '홍길동', bankcode: '004' } }));
      await quiet(client.requestUserToken({ userId: 'u', phone: '${userInfo.phone}' }));
    })();
  `
  const actions: FaultAction[] = [succeed(), refuse(500, -1), reset, html(502)]

  it.each<Record<string, string>>([{}, { DEBUG: '*' }])(
    'that makes calls with %j in its environment writes nothing',
    async (env) => {
      const server = await serve()
      for (const { route } of allCalls) server.on(route, ...actions)
      const { code, stdout, stderr } = await runChild(everyCall(server.url), env)
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' })
      expect(server.seen()).toBeGreaterThan(3)
    },
  )

  it('that makes calls over TLS with DEBUG=* writes no secret', async () => {
    const certificate = selfSigned()
    const server = await serve(certificate)
    const trusted = temporaryFile('trusted.pem', certificate.cert)
    const { code, stdout, stderr } = await runChild(everyCall(server.url), {
      DEBUG: '*',
      NODE_EXTRA_CA_CERTS: trusted,
    })
    expect(code).toBe(0)
    expectClean(stdout + stderr)
    expect(server.executed()).toBeGreaterThan(2)
  })

  it('with NODE_DEBUG=http writes nothing of a body, whatever else Node writes', async () => {
    const server = await serve()
    server.on('POST /request/token', issueToken())
    const { code, stdout, stderr } = await runChild(everyCall(server.url), { NODE_DEBUG: 'http,net,tls' })
    expect([code, stdout]).toEqual([0, ''])
    for (const secret of [card.cardNo, card.identifyNumber, account, keys.privateKey])
      expect(stderr).not.toContain(secret)
    expect(stderr).not.toBe('')
    expect(server.executed()).toBeGreaterThan(2)
  })
})
