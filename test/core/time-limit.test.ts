import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/core/clock'
import { onAbort, sleep, within } from '../../src/core/time-limit'
import { FakeClock, settle } from '../support/clock'

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (problem) => problem.failure,
  )

describe('within', () => {
  it('hands on what the work comes to, and leaves no timer and no listener', async () => {
    const clock = new FakeClock()
    const { signal } = new AbortController()
    await expect(within(Promise.resolve(7), { ms: 10, signal }, clock)).resolves.toBe(7)
    const broken = within(Promise.reject(new Error('x')), { ms: 10, signal }, clock)
    await expect(broken).rejects.toThrow('x')
    await settle()
    expect(clock.waiting).toBe(0)
  })

  it('ends with the time, though the work goes on', async () => {
    const clock = new FakeClock()
    let finish = (_: number) => {}
    const work = new Promise<number>((resolve) => {
      finish = resolve
    })
    const waited = failureOf(within(work, { ms: 10, signal: undefined }, clock))
    await clock.advance(10)
    expect(await waited).toMatchObject({ type: 'timeout', sent: false })
    finish(7)
    await expect(work).resolves.toBe(7)
  })

  it('ends with the signal', async () => {
    const clock = new FakeClock()
    const caller = new AbortController()
    const waited = failureOf(within(new Promise(() => {}), { ms: 10, signal: caller.signal }, clock))
    caller.abort()
    expect(await waited).toMatchObject({ type: 'abort', sent: false })
  })
})

describe('sleep', () => {
  it('waits its time', async () => {
    const clock = new FakeClock()
    const done = vi.fn()
    sleep(100, undefined, clock).then(done)
    await clock.advance(99)
    expect(done).not.toHaveBeenCalled()
    await clock.advance(1)
    expect(done).toHaveBeenCalledOnce()
  })

  it('ends with the signal, also with one that was aborted before', async () => {
    const clock = new FakeClock()
    const caller = new AbortController()
    const slept = sleep(100, caller.signal, clock)
    caller.abort()
    await slept
    await sleep(100, caller.signal, clock)
    expect(clock.waiting).toBe(0)
  })
})

describe('onAbort', () => {
  it('puts one listener on a signal, however many wait', () => {
    const caller = new AbortController()
    const runs = Array.from({ length: 20 }, () => vi.fn())
    const stops = runs.map((run) => onAbort(caller.signal, run))
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1)
    stops[0]?.()
    caller.abort()
    expect(runs[0]).not.toHaveBeenCalled()
    for (const run of runs.slice(1)) expect(run).toHaveBeenCalledOnce()
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0)
  })

  it('runs at once when the signal was aborted before, and never without one', () => {
    const run = vi.fn()
    onAbort(AbortSignal.abort(), run)()
    expect(run).toHaveBeenCalledOnce()
    onAbort(undefined, run)()
    expect(run).toHaveBeenCalledOnce()
  })
})

describe('the system clock', () => {
  it('goes forward, runs a task once, and can be told not to', async () => {
    const before = systemClock.now()
    const cancelled = vi.fn()
    systemClock.after(1, cancelled)()
    await new Promise<void>((resolve) => systemClock.after(5, resolve))
    expect(systemClock.now()).toBeGreaterThan(before)
    expect(cancelled).not.toHaveBeenCalled()
    expect(systemClock.random()).toBeLessThan(1)
  })
})
