// How much of the heap is in use, told so that a leak of a few bytes a call shows. Wants --expose-gc.
import { getHeapSpaceStatistics } from 'node:v8'

/** Bytes of data, without code: what the engine compiles late is no leak. */
export async function heapInUse() {
  const readings = []
  // The engine drops some of its caches at every other collection, so the lowest of several counts.
  for (let pass = 0; pass < 10; pass++) {
    global.gc()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const spaces = getHeapSpaceStatistics().filter(({ space_name }) => !space_name.startsWith('code'))
    const used = spaces.reduce((sum, space) => sum + space.space_used_size, 0)
    readings.push(used + process.memoryUsage().external)
  }
  return Math.min(...readings)
}

/**
 * Bytes that each call leaves behind, over `calls` of them. The engine's own caches come and go by more than a leak
 * of a few bytes, so it is measured up to four times: a leak shows in each of them, the lowest counts, and one
 * below `enough` settles it. The calls before, as many, compile code, and lower the heap when it has replaced the
 * first version: measured then, a leak would hide behind that.
 */
export async function growthPerCall(run, calls, enough = Number.NEGATIVE_INFINITY) {
  await run(calls)
  let lowest = Number.POSITIVE_INFINITY
  let before = await heapInUse()
  for (let window = 0; window < 4 && lowest >= enough; window++) {
    await run(calls)
    const after = await heapInUse()
    lowest = Math.min(lowest, (after - before) / calls)
    before = after
  }
  return lowest
}
