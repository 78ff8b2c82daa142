import { CallFailed, failure } from '../../src/core/failure'
import { TokenCache, type TokenEnvelope } from '../../src/core/token'
import { FakeClock } from './clock'

export const minute = 60_000
export const limit = { ms: 60_000, signal: undefined }

/** A gateway that hands out tokens by its own clock, which has nothing to do with ours. */
export function openCache(
  times: (issuedAt: number) => object = (at) => ({ server_time: at, expired_at: at + 1800 }),
) {
  const clock = new FakeClock()
  const asked: { early: boolean; signal: AbortSignal }[] = []
  const gateway = {
    /** What the next requests meet. */
    fails: undefined as CallFailed | undefined,
    latency: 0,
    times,
    serverTime: 2_000_000_000,
  }
  const cache = new TokenCache(async ({ early, signal, sent }) => {
    asked.push({ early, signal })
    const { fails, latency } = gateway
    const token = `token-${asked.length}`
    sent.lastAt = clock.now()
    sent.count++
    if (latency > 0) await new Promise<void>((resolve) => clock.after(latency, resolve))
    if (fails) throw fails
    return {
      status: 200,
      code: 0,
      message: '',
      data: { token, ...gateway.times(gateway.serverTime) },
    } as unknown as TokenEnvelope
  }, clock)
  const get = async () => (await cache.get(limit)).token
  return { clock, cache, asked, gateway, get }
}

export const outage = new CallFailed(failure('conn', 'the connection failed'))
