// How much of the heap is in use, exactly enough to show a leak of a few bytes a call. Needs --expose-gc.
import { getHeapSpaceStatistics } from 'node:v8'

/** Bytes of data, without code: code that V8 compiles late is no leak. */
export async function heapInUse() {
  const readings = []
  // V8 drops some of its caches at every other collection, so the lowest of several counts.
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
 * Bytes that each call leaves behind, over `calls` of them. V8's own caches grow and shrink by more than a leak of a
 * few bytes, so it is measured up to four times. A leak shows each time: the lowest figure counts, and the first below
 * `enough` ends the measurement. As many calls come before, because compiling their code changes the heap, which could
 * hide a leak.
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
