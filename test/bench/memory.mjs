// Run with --expose-gc by gate.test.ts: bytes of heap that each call leaves behind, less than `bar` if possible.
import { growthPerCall } from '../../bench/heap.mjs'

const [entry, url, receiptId, bar] = process.argv.slice(2)
const { Bootpay } = await import(entry)
Bootpay.setConfig('application-id', 'private-key', 'production', { baseUrl: url })

const outcomes = { answered: 0, failed: 0 }

/** So many calls, a few at a time. */
async function call(times) {
  let left = times
  const worker = async () => {
    while (left-- > 0) {
      try {
        await Bootpay.verify(receiptId)
        outcomes.answered++
      } catch {
        outcomes.failed++
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
}

const calls = 20_000
const growth = await growthPerCall(call, calls, Number(bar))
process.stdout.write(JSON.stringify({ outcomes, growth }), () => process.exit())
