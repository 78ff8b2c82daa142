// The comparison with the peers. See bench/README.md.
import { parseArgs } from 'node:util'
import { startChild } from './child.mjs'
import { measureCalls } from './measure/calls.mjs'
import { measureColdStart } from './measure/cold-start.mjs'
import { measureMemory } from './measure/memory.mjs'
import { measureTokens } from './measure/tokens.mjs'
import { installPeers } from './peers.mjs'
import { writeReport } from './report.mjs'
import { Figure } from './statistics.mjs'
import { subjectIds } from './subjects.mjs'

const help = `Usage: npm run bench [-- options]

Compares this package, packed and installed, with the gateway's other Node packages, with plain axios and with
node:http. A Markdown report goes to stdout, progress to stderr.

  --quick    under a minute; rougher numbers, and bench/results.* are left alone
  --readme   also writes the table into docs/performance.md and its English mirror, between <!-- bench --> and <!-- /bench -->
  --help     shows this`

/**
 * How long each part measures. `starts`: fresh processes of each kind; `calls`: for the memory they leave, of which
 * a few tell nothing.
 */
const plans = {
  full: { rounds: 7, time: 250, starts: 5, calls: 10_000 },
  quick: { rounds: 3, time: 100, starts: 2, calls: 0 },
}

async function main() {
  const values = readOptions()
  if (values.help) return console.log(help)
  progress('packing this package and installing its peers')
  const sizes = installPeers()
  const gateway = startChild('gateway.mjs')
  const startSubject = (id, url, execArgv) => startChild('subject-process.mjs', { args: [id, url], execArgv })
  const context = {
    plan: values.quick ? plans.quick : plans.full,
    progress,
    gateway,
    urls: await gateway.ask('start'),
    startSubject,
    async startSubjects(url) {
      const processes = Object.fromEntries(subjectIds.map((id) => [id, startSubject(id, url)]))
      for (const process of Object.values(processes)) await process.ask('authorize')
      return processes
    },
  }
  const figures = [weight(sizes)]
  for (const measure of [measureTokens, measureCalls, measureColdStart]) {
    figures.push(...(await measure(context)))
  }
  if (context.plan.calls > 0) figures.push(...(await measureMemory(context)))
  gateway.stop()
  writeReport({ figures, sizes, quick: values.quick ?? false, readme: values.readme ?? false })
}

function readOptions() {
  const flag = { type: 'boolean' }
  try {
    return parseArgs({ options: { quick: flag, readme: flag, help: flag } }).values
  } catch (problem) {
    console.error(`${problem.message}\n\n${help}`)
    process.exit(2)
  }
}

function weight({ withoutSandbox }) {
  const figure = new Figure('size.without-sandbox', 'tarball without the sandbox', 'kB')
  figure.add('bootpay', withoutSandbox / 1000)
  return figure
}

function progress(line) {
  process.stderr.write(`${line}\n`)
}

await main()
