// Run by gate.test.ts: bytes of each call that V8 moved to the old generation, where only a full collection frees them.
import { getHeapSpaceStatistics } from 'node:v8'
import { median } from '../../bench/statistics.mjs'

const [entry, url, receiptId] = process.argv.slice(2)
const { Bootpay } = await import(entry)
Bootpay.setConfig('application-id', 'private-key', 'production', { baseUrl: url })

function used() {
  const { space_used_size: bytes } = getHeapSpaceStatistics().find(
    ({ space_name }) => space_name === 'old_space',
  )
  return bytes
}

const outcomes = { answered: 0, failed: 0 }
const calls = 500

async function growth() {
  const before = used()
  for (let call = 0; call < calls; call++) {
    await Bootpay.verify(receiptId).then(
      () => outcomes.answered++,
      () => outcomes.failed++,
    )
  }
  return (used() - before) / calls
}

// The first calls load and compile the code. A full collection falls into one of the others at most.
await growth()
const readings = []
for (let reading = 0; reading < 9; reading++) readings.push(await growth())
process.stdout.write(JSON.stringify({ outcomes, perCall: median(readings) }), () => process.exit())
