import { describe, expect, it } from 'vitest'
import { CallFailed } from '../../src/core/failure'
import { isUsableToken, tokenProblem } from '../../src/core/token'
import { settle } from '../support/clock'
import { limit, minute, openCache as open, outage } from '../support/token'

describe('the cache', () => {
  it('requests a token once, and answers from memory while the gateway would give the same token', async () => {
    const { clock, cache, asked, get } = open()
    expect(cache.peek()).toBeUndefined()
    expect(await cache.get(limit)).toEqual({ token: 'token-1', cached: false })
    await clock.advance(25 * minute - 1)
    expect(await cache.get(limit)).toEqual({ token: 'token-1', cached: true })
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect(await get()).toBe('token-2')
    expect(asked.map(({ early }) => early)).toEqual([false, true])
  })

  it('answers with server_time moved to now and everything else as it came', async () => {
    const { clock, cache, gateway } = open()
    const first = await cache.answer(limit)
    expect(first).toEqual({
      status: 200,
      code: 0,
      message: '',
      data: { token: 'token-1', server_time: gateway.serverTime, expired_at: gateway.serverTime + 1800 },
    })
    await clock.advance(90_900)
    const later = await cache.answer(limit)
    expect(later).toEqual({ ...first, data: { ...first.data, server_time: gateway.serverTime + 90 } })
    later.data.token = 'changed by the caller'
    expect((await cache.answer(limit)).data.token).toBe('token-1')
  })

  it('shares one request among all calls that wait', async () => {
    const { clock, cache, asked, gateway } = open()
    gateway.latency = 500
    const waiting = [...Array.from({ length: 30 }, () => cache.get(limit)), cache.answer(limit)]
    await clock.advance(500)
    const results = await Promise.all(waiting)
    expect(results.slice(0, 30)).toEqual(new Array(30).fill({ token: 'token-1', cached: false }))
    expect(asked).toHaveLength(1)
    expect(clock.waiting).toBe(0)
  })

  it('fails all calls that wait, and sends a new request for the next', async () => {
    const { clock, cache, asked, gateway, get } = open()
    gateway.latency = 500
    gateway.fails = outage
    const waiting = Array.from({ length: 10 }, () => cache.get(limit).catch((problem) => problem))
    await clock.advance(500)
    expect(await Promise.all(waiting)).toEqual(new Array(10).fill(new CallFailed(outage.failure, 1)))
    gateway.fails = undefined
    gateway.latency = 0
    expect(await get()).toBe('token-2')
    expect(asked).toHaveLength(2)
  })
})

describe('the lifetime of a token', () => {
  it('is expired_at - server_time, whatever the clock of this machine says', async () => {
    for (const serverTime of [0, 1_000, 4_000_000_000]) {
      const { clock, gateway, get, asked } = open()
      gateway.serverTime = serverTime
      await get()
      await clock.advance(24 * minute)
      await get()
      expect(asked).toHaveLength(1)
      await clock.advance(7 * minute)
      expect(await get()).toBe('token-2')
    }
  })

  it('counts from when the request was sent, not from when the answer came', async () => {
    const { clock, cache, gateway, asked } = open()
    gateway.latency = 2 * minute
    const slow = { ms: 10 * minute, signal: undefined }
    const waited = cache.get(slow)
    await clock.advance(2 * minute)
    await waited
    await clock.advance(22 * minute)
    await cache.get(slow)
    expect(asked).toHaveLength(1)
    gateway.latency = 0
    await clock.advance(1 * minute)
    expect(await cache.get(slow)).toEqual({ token: 'token-2', cached: false })
  })

  it('of a token that the gateway issued before is only what is left of it', async () => {
    const { clock, get, asked } = open((at) => ({ server_time: at, expired_at: at + 600 }))
    await get()
    await clock.advance(500_000 - 1)
    await get()
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect(await get()).toBe('token-2')
  })

  it('of 20 seconds leads to no renewal for every call', async () => {
    const { clock, get, asked } = open((at) => ({ server_time: at, expired_at: at + 20 }))
    for (let second = 0; second < 16; second++) {
      await get()
      await clock.advance(1000)
    }
    expect(asked).toHaveLength(1)
    await clock.advance(1000)
    expect(await get()).toBe('token-2')
  })

  it.each([
    ['is missing', {}],
    ['has no server_time', { expired_at: 2_000_001_800 }],
    ['is null', { server_time: 2_000_000_000, expired_at: null }],
    ['is over already', { server_time: 2_000_001_800, expired_at: 2_000_000_000 }],
    ['is nothing', { server_time: 2_000_000_000, expired_at: 2_000_000_000 }],
    ['is no number', { server_time: 'now', expired_at: 'then' }],
    ['is a year', { server_time: 2_000_000_000, expired_at: 2_031_536_000 }],
    ['is in milliseconds', { server_time: 2_000_000_000_000, expired_at: 2_000_001_800_000 }],
  ])('that %s counts as one minute', async (_, times) => {
    const { clock, get, asked, cache } = open(() => times)
    await get()
    await clock.advance(50_000 - 1)
    await get()
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect(await get()).toBe('token-2')
    expect((await cache.answer(limit)).data).toEqual({ token: 'token-2', ...times })
  })
})

describe('a token can be', () => {
  it('dropped, and a request under way then serves only the calls that wait for it', async () => {
    const { clock, cache, gateway, get } = open()
    gateway.latency = 1_000
    const waited = cache.get(limit)
    await settle()
    cache.clear()
    await clock.advance(1_000)
    expect(await waited).toEqual({ token: 'token-1', cached: false })
    expect(cache.peek()).toBeUndefined()
    gateway.latency = 0
    expect(await get()).toBe('token-2')
  })

  it('refused, which drops it only while it is the current one', async () => {
    const { cache, get } = open()
    await get()
    cache.refuse('token-0')
    expect(cache.peek()).toBe('token-1')
    cache.refuse('token-1')
    expect(cache.peek()).toBeUndefined()
    expect(await get()).toBe('token-2')
  })

  it('restored: calls use it for half an hour at most, but getAccessToken sends a request', async () => {
    const { clock, cache, asked, get } = open()
    cache.restore('kept')
    expect(cache.peek()).toBe('kept')
    expect(await cache.get(limit)).toEqual({ token: 'kept', cached: true })
    await clock.advance(30 * minute - 1)
    expect(await get()).toBe('kept')
    expect(asked).toHaveLength(0)
    expect((await cache.answer(limit)).data.token).toBe('token-1')
    expect(cache.peek()).toBe('token-1')
    cache.restore('kept')
    await clock.advance(30 * minute)
    expect(await get()).toBe('token-2')
  })
})

describe('a usable token', () => {
  it('is 1 to 4096 visible ASCII characters', () => {
    for (const token of ['a', '!~', 'f'.repeat(4096)]) expect(isUsableToken(token)).toBe(true)
    for (const token of [
      '',
      ' ',
      'a b',
      'a\r\nb',
      '토큰',
      'a\x7f',
      'f'.repeat(4097),
      1,
      null,
      undefined,
      {},
    ]) {
      expect(isUsableToken(token)).toBe(false)
      expect(tokenProblem({ status: 200, code: 0, data: { token } })).toMatchObject({
        type: 'invalid',
        status: 500,
      })
    }
    expect(tokenProblem({ data: { token: 'a' } })).toBeUndefined()
    for (const answer of [undefined, null, {}, { data: null }, { data: 'a' }]) {
      expect(tokenProblem(answer)).toMatchObject({ type: 'invalid', code: -100 })
    }
  })
})
