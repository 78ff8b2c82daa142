// Packs the package, installs it into an empty folder as a user would, and runs the tests of this folder against it:
//   node test/faults/against-tarball.mjs
// npm takes the dependencies from its cache, or from where it is told to.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '../..')
const { name, version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
const work = mkdtempSync(join(tmpdir(), 'bootpay-tarball-'))

function run(program, args, cwd, env = {}) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}`)
}

try {
  run('npm', ['run', '--silent', 'build', '--', '--silent'], project)
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work], project)
  writeFileSync(join(work, 'package.json'), '{ "private": true }')
  const tarball = join(work, `${name}-${version}.tgz`)
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', tarball], work)
  const folder = join(work, 'node_modules', name)
  // The property test looks into the sources: it has its place there.
  const tests = ['vitest', 'run', 'test/faults', '--exclude', '**/property.test.ts']
  run('npx', [...tests, ...process.argv.slice(2)], project, { BOOTPAY_UNDER_TEST: folder })
} catch (problem) {
  console.error(problem.message)
  process.exitCode = 1
} finally {
  rmSync(work, { recursive: true, force: true })
}
