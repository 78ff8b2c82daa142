// A fresh process: loads a package by `require`, and, told to, makes the first call. Run from bench/.peers.
const [specifier, subjectFile, url] = process.argv.slice(2)
const begin = performance.now()
const library = specifier && require(specifier)
const loaded = performance.now()
const { heapUsed, rss } = process.memoryUsage()

async function call() {
  const { connect } = await import(subjectFile)
  const started = performance.now()
  const subject = connect(library, url)
  await subject.authorize()
  await subject.verify('612df0250d681b001de61de6')
  const answered = performance.now()
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
