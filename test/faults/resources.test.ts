import { describe, expect, it } from 'vitest'
import { reportOf } from '../support/child'
import {
  envelope,
  executing,
  after as later,
  refuse,
  reset,
  silence,
  succeed,
} from '../support/fault-actions'
import { hastyClock } from '../support/hasty-clock'
import { billingKey, charge, verify } from './calls'
import { connect, failureOf, open, serve } from './support'

/** Ample for one call; the calls of a gateway that never answers last longer. */
const ownLimit = 9_000

const many = <Result>(count: number, run: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)))

describe('connections', () => {
  it('J03 for three hundred lookups at once are at most sixty-four', async () => {
    const { server, client } = await open({ hasToken: true })
    server.on(verify.route, later(5, succeed()))
    const answers = await many(300, () => verify.run(client))
    expect(answers).toEqual(Array.from({ length: 300 }, () => envelope()))
    expect([server.seen(), server.executed()]).toEqual([300, 300])
    expect(server.mostOpen).toBeLessThanOrEqual(64)
  })

  it('J03 for three hundred charges at once are at most sixty-four, each used once', async () => {
    const { server, client } = await open({ hasToken: true })
    server.on(charge.route, later(5, succeed()))
    const answers = await many(300, () => charge.run(client))
    expect(answers).toEqual(Array.from({ length: 300 }, () => envelope()))
    expect([server.seen(), server.executed(), server.connections]).toEqual([300, 300, 300])
    expect(server.mostOpen).toBeLessThanOrEqual(64)
  })

  it('J03 are shared by all clients of a process', async () => {
    const server = await serve()
    server.on(verify.route, later(5, succeed()))
    const clients = Array.from({ length: 10 }, () => connect(server.url, { hasToken: true }))
    await many(300, (index) => verify.run(clients[index % clients.length]!))
    expect(server.seen()).toBe(300)
    expect(server.mostOpen).toBeLessThanOrEqual(64)
  })

  it('that are idle with one gateway do not hold up another gateway', async () => {
    const busy = await open({ hasToken: true })
    busy.server.on(verify.route, later(20, succeed()))
    await many(100, () => verify.run(busy.client))
    expect(busy.server.open).toBeGreaterThan(0)
    const other = await open({ hasToken: true, maxRetries: 0, timeout: ownLimit })
    await expect(verify.run(other.client)).resolves.toEqual(envelope())
    expect(other.server.seen()).toBe(1)
  })

  it('that one gateway never answers do not hold up another gateway', async () => {
    const dead = await open({ hasToken: true, timeout: 20_000, maxRetries: 0 })
    dead.server.on(verify.route, silence)
    const waiting = many(100, () => failureOf(verify.run(dead.client)))
    await expect.poll(() => dead.server.seen()).toBe(64)
    const other = await open({ hasToken: true, maxRetries: 0, timeout: ownLimit })
    await expect(verify.run(other.client)).resolves.toEqual(envelope())
    const errors = await waiting
    expect(errors.every(({ type }) => type === 'timeout')).toBe(true)
  })

  it('that are all in use are waited for until the time limit of the call', async () => {
    const { server, client } = await open({ hasToken: true, maxRetries: 0 })
    // The third in the queue waits longer than a connection may take to be made.
    server.on(charge.route, later(600, succeed()))
    const answers = await many(140, () => charge.run(client))
    expect(answers).toEqual(Array.from({ length: 140 }, () => envelope()))
    expect([server.seen(), server.executed()]).toEqual([140, 140])
  })

  it('that a call did not get in time are not used for it afterwards', async () => {
    const { server, client } = await open({ hasToken: true, timeout: 5000 })
    server.on(charge.route, executing(silence))
    const errors = await many(100, () => failureOf(charge.run(client)))
    expect(errors.every(({ type }) => type === 'timeout')).toBe(true)
    const unknown = errors.filter(({ outcomeUnknown }) => outcomeUnknown).length
    expect(unknown).toBeGreaterThan(0)
    await expect.poll(() => server.open).toBe(0)
    // A connection made just before the limit counts as unknown, though nothing was sent on it.
    expect(server.executed()).toBeLessThanOrEqual(unknown)
    expect(server.seen()).toBe(server.executed())
  })

  it('of failed calls are closed', async () => {
    const { server, client } = await open({ hasToken: true, timeout: 1000 })
    server.on(charge.route, silence)
    await many(20, () => failureOf(charge.run(client)))
    await expect.poll(() => server.open).toBe(0)
    expect(server.seen()).toBeLessThanOrEqual(20)
  })
})

describe('listeners and memory', () => {
  it('J01 ten thousand calls that share a signal leave one listener, and no warning', {
    timeout: 100_000,
  }, async () => {
    const server = await serve()
    const report = await reportOf(
      `
      const { getEventListeners } = require('node:events');
      const warnings = [];
      process.on('warning', (warning) => warnings.push(String(warning)));
      const { Bootpay } = loadBootpay();
      Bootpay.setConfig('a', 'b', '', { baseUrl: '${server.url}' });
      Bootpay.$token = 'token';
      const { signal } = new AbortController();
      (async () => {
        let failed = 0;
        for (let round = 0; round < 50; round++) {
          await Promise.all(Array.from({ length: 200 }, (_, index) =>
            Bootpay.lookupBillingKey(index % 10 ? '${billingKey}' : '..', { signal }).catch(() => failed++)));
        }
        setTimeout(() => report({ warnings, failed, listeners: getEventListeners(signal, 'abort').length }), 50);
      })();
    `,
      {},
      { timeout: 90_000 },
    )
    expect(report).toEqual({ warnings: [], failed: 1000, listeners: 1 })
    expect(server.seen()).toBe(9000)
  })

  it('J02 two hundred failing calls cause no warning', async () => {
    const server = await serve()
    server.on(verify.route, reset, refuse(400, -1), reset)
    server.on(charge.route, reset)
    const report = await reportOf(`
      const warnings = [];
      process.on('warning', (warning) => warnings.push(String(warning)));
      const { Bootpay } = loadBootpay();
      Bootpay.setConfig('a', 'b', '', { baseUrl: '${server.url}', maxRetries: 0 });
      Bootpay.$token = 'token';
      const calls = Array.from({ length: 100 }, () => [
        Bootpay.verify('receipt-1'),
        Bootpay.requestSubscribeBillingPayment({ billingKey: 'k', itemName: 'i', price: 1, orderId: 'o' }),
      ]).flat();
      Promise.allSettled(calls).then((all) =>
        setTimeout(() => report({ warnings, failed: all.filter(({ status }) => status === 'rejected').length }), 50));
    `)
    expect(report).toEqual({ warnings: [], failed: 200 })
    expect(server.seen(charge.route)).toBe(100)
  })

  it('J04 fifty calls that wait for one token leave no timer', async () => {
    let set = 0
    const running = new Set<() => void>()
    const clock = {
      ...hastyClock,
      after(ms: number, task: () => void) {
        set++
        const stop = hastyClock.after(ms, () => {
          running.delete(stop)
          task()
        })
        running.add(stop)
        return () => {
          running.delete(stop)
          stop()
        }
      },
    }
    const server = await serve()
    const client = connect(server.url, {}, clock)
    await many(50, () => verify.run(client))
    expect([running.size, server.tokens]).toEqual([0, 1])
    expect(set).toBeGreaterThan(50)
  })
})
