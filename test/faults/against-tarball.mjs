// Packs the package, installs it into an empty folder as a user would, and runs the tests of this folder against it:
//   node test/faults/against-tarball.mjs
// The dependencies are copied from here, so that no network is needed.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '../..')
const readJson = (file) => JSON.parse(readFileSync(join(project, file), 'utf8'))
const { name, version } = readJson('package.json')
const work = mkdtempSync(join(tmpdir(), 'bootpay-tarball-'))

function run(program, args, cwd, env = {}) {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } })
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}`)
}

try {
  run('npm', ['run', '--silent', 'build', '--', '--silent'], project)
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work], project)
  writeFileSync(join(work, 'package.json'), '{ "private": true }')
  for (const [path, { dev }] of Object.entries(readJson('package-lock.json').packages)) {
    if (path && !dev) cpSync(join(project, path), join(work, path), { recursive: true })
  }
  const tarball = join(work, `${name}-${version}.tgz`)
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--offline', tarball], work)
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
