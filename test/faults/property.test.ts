import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { BootpayClient, type BootpayError, isBootpayError } from '../../src'
import type { Transport } from '../../src/core/http/transport'
import type { Safety } from '../../src/core/request'
import { FakeClock, settle } from '../support/clock'
import {
  account,
  callMethod,
  card,
  type Ids,
  methodNames,
  methods,
  sampleIds,
  userInfo,
} from '../support/methods'
import fc from '../support/property'
import { type FaultName, faults, Model } from './model'

/*
 * Any mixture of calls, faults, lost tokens and changed settings, against a gateway that remembers what it did.
 * PROPERTY_RUNS and PROPERTY_SEED in the environment set how many mixtures, and which.
 */
// Making the text of a stack takes longer than a whole mixture.
Error.stackTraceLimit = 2
const runs = Number(process.env.PROPERTY_RUNS ?? 2000)

const names = methodNames.filter((name) => name !== 'getAccessToken')
/** Every sample of every method. `op-1` in its ids tells the gateway which call of the mixture a request belongs to. */
const calls = names.flatMap((name) => methods[name].samples(sampleIds).map((_, nth) => ({ name, nth })))
const keyOf = (operation: string) => `the-billing-key-of-${operation}`
const idsOf = (operation: string): Ids => ({
  receipt: operation,
  order: operation,
  reservation: operation,
  cancel: operation,
  billingKey: keyOf(operation),
  member: operation,
})
const secretsOfCalls = [card.cardNo, card.identifyNumber, account, ...Object.values(userInfo)]
const merchants = ['merchant-a', 'merchant-b', 'merchant-c']
const keys = new Map(merchants.map((merchant) => [merchant, `the key of ${merchant}, and of no other`]))
const timeout = 3000
/** The names of a cancel. With any other, and without a price, it is refused. */
const known = new Set(['receiptId', 'price', 'taxFree', 'name', 'reason', 'cancelId', 'refund'])

type Step =
  | { do: 'call'; which: number; timeout: number; abortAfter: number | undefined; isWrapped: boolean }
  | { do: 'misspell'; name: string; price: unknown }
  | { do: 'token' }
  | { do: 'configure'; merchant: number }
  | { do: 'pass'; ms: number }
  | { do: 'revoke' | 'clear' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      which: fc.nat(calls.length - 1),
      timeout: fc.constantFrom(50, 500, timeout),
      abortAfter: fc.option(fc.constantFrom(0, 1, 300), { nil: undefined, freq: 6 }),
      isWrapped: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('misspell' as const),
      name: fc.oneof(fc.constantFrom('amount', 'Price', 'cancelPrice', 'refund_price'), fc.string()),
      price: fc.constantFrom(100, '100', undefined, null),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'token' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('configure' as const), merchant: fc.nat(merchants.length - 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 100, 900, 3000, 1_510_000, 1_900_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('revoke' as const, 'clear' as const) }) },
)
const plan = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<FaultName>('none') },
    { weight: 3, arbitrary: fc.constantFrom(...faults) },
  ),
  { maxLength: 24 },
)

interface Ended {
  operation: string
  safety: Safety
  merchant: string
  error: BootpayError | undefined
  value: unknown
}

async function play(steps: Step[], faultPlan: FaultName[], chance: number) {
  const clock = new FakeClock()
  clock.chance = chance
  const model = new Model(clock, keys)
  model.plan.push(...faultPlan)
  const client = new BootpayClient(clock, model as unknown as Transport)
  let merchant = merchants[0] as string
  const configure = (next: string) => {
    merchant = next
    client.setConfig(next, keys.get(next) as string, 'production', { timeout })
  }
  configure(merchant)
  const ended: Promise<Ended>[] = []
  const start = (operation: string, safety: Safety, within: number, run: () => Promise<unknown>) => {
    const begun = { operation, safety, merchant, endsAt: clock.now() + within }
    const inTime = () =>
      expect(clock.now(), `${operation} settles by its deadline`).toBeLessThanOrEqual(begun.endsAt)
    ended.push(
      run().then(
        (value) => {
          inTime()
          return { ...begun, error: undefined, value }
        },
        (error) => {
          inTime()
          expect(isBootpayError(error), String(error)).toBe(true)
          return { ...begun, error, value: undefined }
        },
      ),
    )
    // Judged when all have ended.
    ended.at(-1)?.catch(() => {})
  }
  for (const [index, next] of steps.entries()) {
    const operation = `op-${index}`
    switch (next.do) {
      case 'call': {
        const { name, nth } = calls[next.which] as (typeof calls)[0]
        const { safety, samples } = methods[name]
        const sample = samples(idsOf(operation))[nth]
        const abort = new AbortController()
        if (next.abortAfter === 0) abort.abort()
        else if (next.abortAfter) clock.after(next.abortAfter, () => abort.abort())
        // As tracing and dependency injection wrap clients.
        const used = next.isWrapped ? new Proxy(client, {}) : client
        start(operation, safety, next.timeout, () =>
          callMethod(used, name, sample, { timeout: next.timeout, signal: abort.signal }),
        )
        break
      }
      case 'misspell': {
        if (known.has(next.name)) break
        const data = { receiptId: operation, [next.name]: next.price }
        start(operation, 'once', timeout, () => client.cancel(data).then(() => expect.unreachable()))
        break
      }
      case 'token':
        start(operation, 'lookup', timeout, () => client.getAccessToken())
        break
      case 'configure':
        configure(merchants[next.merchant] as string)
        break
      case 'pass':
        await clock.advance(next.ms)
        break
      case 'revoke':
        model.revoke()
        break
      case 'clear':
        client.clearAccessToken()
    }
  }
  await clock.advance(timeout + 1)
  const late = settle().then(() => Promise.reject(new Error('a call never settles')))
  late.catch(() => {})
  const results = await Promise.race([Promise.all(ended), late])
  for (const result of results) judge(result, model)
  const shown = [client, JSON.stringify(client), { ...client }].map((value) =>
    inspect(value, { depth: 9, showHidden: true }),
  )
  for (const secret of model.secrets) expect(shown.join()).not.toContain(secret)
  expect(clock.waiting, 'no timer is left behind').toBe(0)
  return results
}

function judge({ operation, safety, merchant, error, value }: Ended, model: Model) {
  const effects = model.effectsOf(operation)
  if (safety === 'once')
    expect(effects.executed, `${operation} is executed once at most`).toBeLessThanOrEqual(1)
  for (const used of effects.merchants)
    expect(used, `${operation} goes out under its own merchant`).toBe(merchant)
  if (!error) {
    // A success is an answer to this very call. (A token has no operation.)
    const { data } = value as { data?: { operation?: string; token?: string } }
    // What a lookup finds is handed on as it came, a login page too.
    if (data === undefined) return expect(safety).toBe('lookup')
    if (data.token === undefined) {
      expect(data.operation).toBe(operation)
      expect(effects.executed).toBeGreaterThanOrEqual(1)
    }
    return
  }
  if (safety !== 'lookup') {
    if (!error.outcomeUnknown) expect(effects.executed, `${operation} claims that nothing was done`).toBe(0)
    else expect(effects.unclear, `${operation} claims not to know`).toBe(true)
  } else expect(error.outcomeUnknown).toBe(false)
  const shown = [
    inspect(error, { depth: 9, showHidden: true }),
    inspect({ error }, { depth: 0 }),
    JSON.stringify(error),
    JSON.stringify({ ...error }),
    String(error),
    error.stack,
    error.message,
  ].join('\n')
  for (const secret of [...model.secrets, ...secretsOfCalls, keyOf(operation)])
    expect(shown).not.toContain(secret)
}

describe('any mixture of calls, faults and changed settings', () => {
  it(`moves no money twice, sends no token of another merchant, shows no secret, settles every promise (${runs} mixtures)`, {
    timeout: 3_600_000,
  }, async () => {
    const tally = { runs: 0, calls: 0, failed: 0, unknown: 0 }
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 24 }),
      plan,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (steps, faultPlan, chance) => {
        const results = await play(steps, faultPlan, chance)
        tally.runs++
        tally.calls += results.length
        tally.failed += results.filter(({ error }) => error).length
        tally.unknown += results.filter(({ error }) => error?.outcomeUnknown).length
      },
    )
    await fc.assert(property, { numRuns: runs, endOnFailure: false })
    console.log(`property: ${JSON.stringify(tally)}`)
    // A run whose mixtures hardly fail proves nothing.
    expect(tally.runs).toBeGreaterThanOrEqual(runs)
    expect(tally.failed).toBeGreaterThan(runs)
    expect(tally.unknown).toBeGreaterThan(runs / 20)
  })
})
