// One call after another, many in flight, and the two patterns of real servers.
import { Figure } from '../statistics.mjs'
import { subjectIds } from '../subjects.mjs'

/** Interleaves the subjects: each round every one of them runs for `time` ms, in changing order. */
async function rounds({ plan, gateway, progress }, title, processes, options, each) {
  for (let round = 0; round < plan.rounds; round++) {
    progress(`${title}: round ${round + 1} of ${plan.rounds}`)
    for (let turn = 0; turn < subjectIds.length; turn++) {
      const id = subjectIds[(turn + round) % subjectIds.length]
      await gateway.ask('counts')
      const result = await processes[id].ask('time', { ...options, time: plan.time })
      const seen = Object.values(await gateway.ask('counts')).reduce((sum, count) => sum + count, 0)
      each(id, { ...result, requests: seen / result.operations })
    }
  }
}

export async function measureCalls(context) {
  const { startSubjects, urls } = context
  const fast = await startSubjects(urls.url)
  const slow = await startSubjects(urls.slowUrl)
  const figures = []
  const figure = (...details) => figures[figures.push(new Figure(...details)) - 1]

  const timeAndCpu = async (id, title, options) => {
    const time = figure(`${id}.time`, title, 'µs')
    const cpu = figure(`${id}.cpu`, `${title}: client CPU`, 'µs')
    await rounds(context, title, fast, options, (subject, result) => {
      time.add(subject, result.time)
      cpu.add(subject, result.cpu)
    })
  }
  await timeAndCpu('verify', 'one `verify` after another', { operation: 'verify' })
  await timeAndCpu('error', 'the same, payment not found', { operation: 'missing' })
  await timeAndCpu('in-flight', '64 in flight, per call', { operation: 'verify', atOnce: 64, calls: 640 })

  const pattern = async (id, title, options) => {
    const time = figure(`${id}.time`, title, 'ms')
    const requests = figure(`${id}.requests`, `${title}: requests`, 'each')
    await rounds(context, title, slow, options, (subject, result) => {
      // The time of one handler, not its share of the batch.
      time.add(subject, (result.time * (options.atOnce ?? 1)) / 1000)
      requests.add(subject, result.requests)
    })
  }
  const readme = 'setConfig + getAccessToken + verify'
  await pattern('readme', `${readme}, gateway takes 5 ms`, { operation: 'readme' })
  await pattern('server', `${readme}, 20 handlers at once`, { operation: 'readme', atOnce: 20 })

  for (const process of [...Object.values(fast), ...Object.values(slow)]) process.stop()
  return figures
}
