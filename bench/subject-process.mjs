// One subject in a process of its own, so that no subject's code is compiled for another's shapes.
import { createRequire } from 'node:module'
import { growthPerCall } from './heap.mjs'
import { median } from './statistics.mjs'
import { subjects } from './subjects.mjs'

const [id, url] = process.argv.slice(2)
const fromPeers = createRequire(new URL('./.peers/package.json', import.meta.url))
const { Bench } = fromPeers('tinybench')
const subject = subjects[id].connect(fromPeers(subjects[id].specifier), url)

const operations = {
  verify: () => subject.verify('612df0250d681b001de61de6'),
  async missing() {
    try {
      await subject.verify('missing')
    } catch {
      return
    }
    throw new Error('a payment that does not exist was found')
  },
  async readme() {
    await subject.authorize()
    return subject.verify('612df0250d681b001de61de6')
  },
}

const orders = {
  authorize: async () => void (await subject.authorize()),

  /** Times `operation` for `time` ms; with `atOnce`, one sample is `calls` of them with so many in flight. */
  async time({ operation, time, atOnce = 1, calls = atOnce }) {
    let done = 0
    const once = () => {
      done++
      return operations[operation]()
    }
    const task = atOnce === 1 ? once : () => together(once, atOnce, calls)
    const warmUntil = performance.now() + time / 2
    do await task()
    while (performance.now() < warmUntil)
    const bench = new Bench({ time, iterations: 5, throws: true }).add(operation, task)
    const counted = done
    const cpu = process.cpuUsage()
    await bench.run()
    const { user, system } = process.cpuUsage(cpu)
    const perTask = atOnce === 1 ? 1 : calls
    return {
      time: (median(bench.tasks[0].result.samples) * 1000) / perTask,
      cpu: (user + system) / (done - counted),
      operations: done,
    }
  },

  async memory({ operation, calls }) {
    await subject.authorize()
    return growthPerCall(
      async (count) => {
        for (let call = 0; call < count; call++) await operations[operation]()
      },
      calls,
      5,
    )
  },

  /** How many of `calls` at once failed. */
  async failures({ operation, calls }) {
    const results = await Promise.allSettled(Array.from({ length: calls }, operations[operation]))
    return results.filter(({ status }) => status === 'rejected').length
  },
}

async function together(once, atOnce, calls) {
  let left = calls
  const worker = async () => {
    while (left-- > 0) await once()
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

process.on('message', async ({ order, options }) => {
  try {
    process.send({ result: (await orders[order](options)) ?? null })
  } catch (problem) {
    process.send({ error: String(problem?.stack ?? problem?.message ?? problem) })
  }
})
process.on('disconnect', () => process.exit())
