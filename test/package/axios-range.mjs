// Tries the lowest and the highest axios that the package accepts: the packed tarball by a smoke test, the sources
// by the tests of everything that a request goes through, but for the version that `npm test` runs on.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { install, manifest, pack, project, run, temporaryFolder } from '../support/tools.mjs'
import { smoke } from './gateway.mjs'

// The property test never calls axios, so 200 runs are enough.
process.env.PROPERTY_RUNS ??= '200'

const suites = ['test/api', 'test/core', 'test/faults']
const range = manifest.dependencies.axios
const lowest = range.replace(/^\^/, '')

const installed = axiosVersion(project)
const work = temporaryFolder()
const tarball = pack(work)
let failed = false

for (const wanted of [lowest, range]) {
  const consumer = join(work, `axios-${wanted.replace('^', 'up-from-')}`)
  install(consumer, tarball, `axios@${wanted}`)
  const version = axiosVersion(consumer)

  report(version, 'the tarball', await smoke(consumer, process.execPath))
  if (version === installed) {
    console.log(`axios ${version}: the sources: by npm test`)
    continue
  }

  const copy = projectWith(join(consumer, 'node_modules/axios'), join(work, `project-${version}`))
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'run', '--reporter=dot', ...suites]
  report(version, suites.join(', '), await run(process.execPath, args, { cwd: copy, timeout: 240_000 }))
}
process.exitCode = failed ? 1 : 0

function axiosVersion(folder) {
  return JSON.parse(readFileSync(join(folder, 'node_modules/axios/package.json'), 'utf8')).version
}

function report(version, what, { passed, output }) {
  const count = output.match(/Tests .*?(\d+ passed)/)?.[1] ?? ''
  console.log(`axios ${version}: ${what}: ${passed ? 'passed' : 'FAILED'} ${count}`.trim())
  if (passed) return
  failed = true
  console.log(output)
}

/** A copy of the working tree with its own dependencies but for axios. */
function projectWith(axios, copy) {
  const files = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  })
  for (const file of files.split('\0')) {
    if (/^(src|test)\/|^[^/]+\.(json|m?ts)$/.test(file)) cpSync(join(project, file), join(copy, file))
  }
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync(join(project, 'node_modules'))) {
    // What is bundled into the cache has to find this axios, not that of the working tree.
    if (name !== 'axios' && name !== '.cache')
      symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name))
  }
  symlinkSync(axios, join(copy, 'node_modules/axios'))
  return copy
}
