import { describe, expect, it } from 'vitest'
import { CallFailed } from '../../src/core/failure'
import { settle } from '../support/clock'
import { limit, minute, openCache as open, outage } from '../support/token'

describe('renewal', () => {
  it('that fails while the old token is valid leaves the old one in use, and waits before it is tried again', async () => {
    const { clock, cache, asked, gateway, get } = open()
    await get()
    await clock.advance(25 * minute)
    gateway.fails = outage
    expect(await cache.get(limit)).toEqual({ token: 'token-1', cached: true })
    expect(asked).toHaveLength(2)
    await clock.advance(9_999)
    await get()
    expect(asked).toHaveLength(2)
    await clock.advance(1)
    await get()
    expect(asked).toHaveLength(3)
    gateway.fails = undefined
    await clock.advance(10_000)
    expect(await get()).toBe('token-4')
  })

  it('that fails after the old token has expired fails the call', async () => {
    const { clock, cache, gateway, get } = open()
    await get()
    gateway.fails = outage
    await clock.advance(30 * minute)
    expect(cache.peek()).toBeUndefined()
    await expect(cache.get(limit)).rejects.toEqual(new CallFailed(outage.failure, 1))
  })

  it('takes a third of a call at most while the old token is valid', async () => {
    const { clock, cache, gateway, get } = open()
    await get()
    await clock.advance(25 * minute)
    gateway.latency = 10 * minute
    const waited = cache.get({ ms: 9_000, signal: undefined })
    await clock.advance(3_000)
    expect(await waited).toEqual({ token: 'token-1', cached: true })
  })

  it('that is still under way when the old token expires is requested again, with the full limit', async () => {
    const { clock, cache, asked, gateway, get } = open()
    await get()
    await clock.advance(30 * minute - 1_000)
    gateway.latency = 2_000
    gateway.fails = outage
    const waited = cache.get(limit)
    await clock.advance(1_500)
    gateway.fails = undefined
    await clock.advance(5_000)
    expect(await waited).toEqual({ token: 'token-3', cached: false })
    expect(asked.map(({ early }) => early)).toEqual([false, true, false])
  })

  it('that fails is followed by a full request for a caller who found the old token expired', async () => {
    const { clock, cache, asked, gateway, get } = open()
    await get()
    await clock.advance(30 * minute - 1_000)
    gateway.latency = 2_000
    gateway.fails = outage
    const renewing = cache.get(limit)
    await clock.advance(1_000)
    gateway.fails = undefined
    const late = cache.get(limit)
    await clock.advance(5_000)
    expect(await Promise.all([renewing, late])).toEqual(
      new Array(2).fill({ token: 'token-3', cached: false }),
    )
    expect(asked).toHaveLength(3)
  })

  it('is not begun again for a caller whose time is over', async () => {
    const { clock, cache, asked, gateway, get } = open()
    await get()
    await clock.advance(30 * minute - 1_000)
    gateway.latency = 20_000
    const renewing = cache.get(limit)
    await clock.advance(1_000)
    const late = cache.get({ ms: 5_000, signal: undefined }).catch((problem) => problem)
    await clock.advance(5_000)
    expect((await late).failure).toMatchObject({ type: 'timeout', sent: false })
    expect(asked).toHaveLength(2)
    await clock.advance(14_000)
    expect(await renewing).toEqual({ token: 'token-2', cached: false })
  })

  it('that fails does not age a newer token', async () => {
    const { clock, cache, asked, gateway, get } = open()
    await get()
    await clock.advance(25 * minute)
    gateway.latency = 1_000
    gateway.fails = outage
    const waited = cache.get(limit)
    await settle()
    cache.clear()
    gateway.latency = 0
    gateway.fails = undefined
    expect(await get()).toBe('token-3')
    await clock.advance(1_000)
    expect(await waited).toEqual({ token: 'token-3', cached: true })
    await clock.advance(20 * minute)
    await get()
    expect(asked).toHaveLength(3)
  })
})

describe('calls that wait for a token', () => {
  it('may be aborted one by one, and the others still get the token', async () => {
    const { clock, cache, asked, gateway } = open()
    gateway.latency = 1_000
    const caller = new AbortController()
    const left = cache.get({ ms: 60_000, signal: caller.signal }).catch((problem) => problem)
    const hasty = cache.get({ ms: 100, signal: undefined }).catch((problem) => problem)
    const stayed = cache.get(limit)
    caller.abort()
    expect((await left).failure).toMatchObject({ type: 'abort', sent: false })
    await clock.advance(100)
    expect((await hasty).failure).toMatchObject({ type: 'timeout', sent: false })
    expect(asked[0]?.signal.aborted).toBe(false)
    await clock.advance(900)
    expect(await stayed).toEqual({ token: 'token-1', cached: false })
  })

  it('abort the token request when the last of them is aborted, and the next call sends a new one', async () => {
    const { clock, cache, asked, gateway, get } = open()
    gateway.latency = 1_000
    const left = [100, 200].map((ms) => cache.get({ ms, signal: undefined }).catch(() => 'left'))
    await clock.advance(100)
    expect(asked[0]?.signal.aborted).toBe(false)
    await clock.advance(100)
    expect(await Promise.all(left)).toEqual(['left', 'left'])
    expect(asked[0]?.signal.aborted).toBe(true)
    gateway.latency = 0
    expect(await get()).toBe('token-2')
    await clock.advance(1_000)
    expect(cache.peek()).toBe('token-2')
  })

  it('during a renewal end with their abort, though the old token is valid', async () => {
    const { clock, cache, gateway, get } = open()
    await get()
    await clock.advance(25 * minute)
    gateway.latency = 1_000
    const caller = new AbortController()
    const left = cache.get({ ms: 60_000, signal: caller.signal }).catch((problem) => problem)
    await settle()
    caller.abort()
    expect((await left).failure.type).toBe('abort')
  })
})
