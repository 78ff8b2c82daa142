import { AsyncLocalStorage } from 'node:async_hooks'
import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { Bootpay, BootpayClient, type BootpayError, parseFeedback } from '../src'
import { record, tokenReply } from './support/recorder'
import { errorOf } from './support/refusal'

const receipt = (id: string) => ({ receipt_id: id, order_id: 'o1', price: 1000, status: 1 })

function open(client = new BootpayClient()) {
  client.setConfig('app', 'a private key')
  const sent = record(client, ({ path }) =>
    path === '/request/token'
      ? tokenReply('a-token')
      : { data: { status: 200, code: 0, data: receipt(path.split('/').at(-1) as string) } },
  )
  const paths = () => sent.map(({ path }) => path).filter((path) => path !== '/request/token')
  return { client, paths }
}

describe.each([
  ['the default client', () => Bootpay],
  ['a client of one’s own', () => new BootpayClient()],
])('%s', (_, make) => {
  it('has methods that work when they are taken off', async () => {
    const { client, paths } = open(make())
    const { verify, cancel, getAccessToken, setConfig, clearAccessToken } = client
    clearAccessToken()
    setConfig('app', 'a private key')
    await getAccessToken()
    await verify('r1')
    await cancel({ receiptId: 'r2' })
    expect(paths()).toEqual(['/receipt/r1', '/cancel'])
    expect((await errorOf(() => verify(''))).message).toContain('verify: receiptId')
  })

  it('has methods for map, flatMap and forEach, which pass an index and the collection', async () => {
    const { client, paths } = open(make())
    const verify = client.verify as (...args: unknown[]) => Promise<unknown>
    await Promise.all(['r1', 'r2'].map(verify))
    await Promise.all(['r3'].flatMap(verify))
    await Promise.all([{ receiptId: 'r4', price: 1 }].map(client.cancel as typeof verify))
    new Set(['r5']).forEach(verify)
    runInNewContext('ids.map(verify)', { ids: runInNewContext('["r6"]'), verify })
    await expect.poll(() => paths()).toHaveLength(6)
    const feedback = parseFeedback(receipt('r7'))
    const [confirmation] = (await Promise.all([feedback].map(client.confirmFeedback as never))) as any[]
    expect(confirmation.confirmed).toBe(true)
    const receipts = ['r1', 'r2', 'r3', 'r5', 'r6', 'r7'].map((id) => `/receipt/${id}`)
    expect(paths().sort()).toEqual(['/cancel', ...receipts])
  })

  it('still refuses a number in place of the options', async () => {
    const { client, paths } = open(make())
    const error: BootpayError = await errorOf(() => client.verify('r1', 5000 as never))
    expect(error.message).toContain('{ signal, timeout, maxRetries }')
    expect(paths()).toEqual([])
  })

  it('works behind a Proxy, its accessors and its printing too', async () => {
    const { client, paths } = open(make())
    const seen: PropertyKey[] = []
    for (const proxy of [
      new Proxy(client, {}),
      new Proxy(client, {
        get(target, name, receiver) {
          seen.push(name)
          return Reflect.get(target, name, receiver)
        },
      }),
    ]) {
      proxy.setConfig('app', 'a private key', 'stage')
      await proxy.verify('r1')
      expect([proxy.applicationId, proxy.mode, proxy.$token]).toEqual(['app', 'stage', 'a-token'])
      proxy.$token = undefined
      expect(client.$token).toBeUndefined()
      expect(proxy.$http).toBe(client.$http)
      expect(inspect(proxy)).toContain("BootpayClient { mode: 'stage'")
      proxy.setConfig('app', 'a private key')
    }
    expect(paths()).toEqual(['/receipt/r1', '/receipt/r1'])
    expect(seen).toContain('verify')
  })

  it('works with what calls a method by itself', async () => {
    const { client, paths } = open(make())
    await Reflect.apply(client.verify, undefined, ['r1'])
    await client.verify.call(null, 'r2')
    await client.verify.bind({})('r3')
    await Promise.resolve('r4').then(client.verify)
    await new AsyncLocalStorage().run({}, client.verify, 'r5')
    expect(paths()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => `/receipt/${id}`))
  })

  it('calls what a spy puts in place of a method, on the client or on its class', async () => {
    const { client, paths } = open(make())
    const { verify } = client
    const onClient = vi.spyOn(client, 'verify').mockResolvedValueOnce('played' as never)
    expect(await client.verify('r1')).toBe('played')
    await client.verify('r2')
    onClient.mockRestore()
    const onClass = vi.spyOn(BootpayClient.prototype, 'verify').mockResolvedValueOnce('played' as never)
    expect([await verify('r3'), onClass.mock.contexts[0]]).toEqual(['played', client])
    onClass.mockRestore()
    vi.spyOn(client, 'verify').mockResolvedValueOnce({ data: receipt('r4') } as never)
    expect(await client.confirmFeedback(parseFeedback(receipt('r4')))).toMatchObject({ confirmed: true })
    vi.spyOn(client, 'mode', 'get').mockReturnValueOnce('development')
    expect(client.mode).toBe('development')
    vi.restoreAllMocks()
    await client.verify('r5')
    expect(paths()).toEqual(['/receipt/r2', '/receipt/r5'])
  })

  it('has no properties of its own, and stays of its class', () => {
    const client = make()
    expect([Reflect.ownKeys(client), Object.keys(client), { ...client }]).toEqual([[], [], {}])
    expect(client).toBeInstanceOf(BootpayClient)
    expect([client.constructor, client.verify.name]).toEqual([BootpayClient, 'verify'])
    expect(client.verify).toBe(client.verify)
    expect(() => {
      ;(client as { mode: string }).mode = 'stage'
    }).toThrow(TypeError)
  })
})

describe('a subclass', () => {
  class Audited extends BootpayClient {
    readonly calls: string[] = []
    #secret = 'mine'
    override async verify(id: string) {
      this.calls.push(`verify ${id} ${this.#secret}`)
      return super.verify(id)
    }
    both(id: string) {
      return Promise.all([this.verify(id), this.cancel({ receiptId: id })])
    }
    override get mode() {
      return super.mode
    }
  }

  it('overrides methods and adds its own, which work when they are taken off too', async () => {
    const { client, paths } = open(new Audited()) as { client: Audited; paths: () => string[] }
    const { both, verify } = client
    await both('r1')
    await verify('r2')
    expect(client.calls).toEqual(['verify r1 mine', 'verify r2 mine'])
    expect(paths()).toEqual(['/receipt/r1', '/cancel', '/receipt/r2'])
    expect([client.mode, Object.keys(client)]).toEqual(['production', ['calls']])
  })

  it('may be written after the old fashion, with Reflect.construct', async () => {
    function Old(this: unknown) {
      return Reflect.construct(BootpayClient, [], Old)
    }
    Object.setPrototypeOf(Old.prototype, BootpayClient.prototype)
    const { client, paths } = open(new (Old as unknown as typeof BootpayClient)())
    const { verify } = client
    await verify('r1')
    expect([client instanceof Old, paths()]).toEqual([true, ['/receipt/r1']])
  })
})

describe('printing a client', () => {
  it('shows mode, address and whether it has keys', () => {
    const client = new BootpayClient()
    const live = "BootpayClient { mode: 'production', baseUrl: 'https://api.bootpay.co.kr', configured: "
    expect(inspect(client)).toBe(`${live}false }`)
    client.setConfig('an application id', 'a private key')
    client.$token = 'a-token'
    expect(inspect(client)).toBe(`${live}true }`)
    client.setConfig('an application id', 'a private key', 'stage', { baseUrl: 'http://127.0.0.1:3000' })
    expect(inspect(client)).toBe(
      "BootpayClient { mode: 'stage', baseUrl: 'http://127.0.0.1:3000', configured: true }",
    )
    expect(inspect({ a: { b: { c: client } } }, { depth: 3, showHidden: true })).not.toMatch(
      /application id|private key|a-token|verify/,
    )
  })
})
