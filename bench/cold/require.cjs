// A fresh process: loads a package by `require`, and, told to, makes the first call. Run from bench/.peers.
const [specifier, subjectFile, url, pause = '0'] = process.argv.slice(2)
const begin = performance.now()
const library = specifier && require(specifier)
const loaded = performance.now()
const { heapUsed, rss } = process.memoryUsage()

async function wait(ms) {
  if (ms === 0) return 0
  const from = performance.now()
  await new Promise((resolve) => setTimeout(resolve, ms))
  return performance.now() - from
}

async function call() {
  const { connect } = await import(subjectFile)
  const started = performance.now()
  const subject = connect(library, url)
  // A server is configured at its start, and has its first request some time later.
  const waited = await wait(Number(pause))
  await subject.authorize()
  await subject.verify('612df0250d681b001de61de6')
  const answered = performance.now() - waited
  // Reading the bench's own file is not the subject's time.
  return { call: answered - started, answer: loaded - begin + (answered - started) }
}

async function main() {
  const called = url ? await call() : {}
  const { user, system } = process.cpuUsage()
  process.stdout.write(
    JSON.stringify({ load: loaded - begin, heapUsed, rss, cpu: (user + system) / 1000, ...called }),
    () => process.exit(),
  )
}
main()
