// Runs the tests in the folder `jest` by jest, in its environments node and jsdom, on the packed tarball: what the package
// does under a mocked axios, and with objects of another realm. A connection to anything but this machine fails them.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { install, pack, project, run, temporaryFolder } from '../support/tools.mjs'

const work = temporaryFolder()
const folder = join(work, 'consumer')
install(folder, pack(work), 'jest', 'jest-environment-jsdom', 'axios-mock-adapter')
cpSync(join(import.meta.dirname, 'jest'), join(folder, 'jest'), { recursive: true })

const environments = ['node', 'jsdom']
const common = { rootDir: join(folder, 'jest'), testMatch: ['**/*.test.cjs'], transform: {} }
const projects = environments.map((name) => ({ ...common, displayName: name, testEnvironment: name }))
writeFileSync(join(folder, 'jest.config.json'), JSON.stringify({ projects }))

const refused = join(work, 'refused-connections')
const args = [
  join(folder, 'node_modules/jest/bin/jest.js'),
  '--config',
  'jest.config.json',
  ...process.argv.slice(2),
]
const { passed, output } = await run(process.execPath, args, {
  cwd: folder,
  env: {
    ...process.env,
    CI: 'true',
    NODE_OPTIONS: `--require ${join(project, 'test/frameworks/loopback-only.cjs')}`,
    REFUSED_CONNECTIONS: refused,
  },
  timeout: 180_000,
})
const left = existsSync(refused) ? readFileSync(refused, 'utf8') : ''
const isPassed = passed && left === ''
console.log(
  `jest (${environments.join(', ')}): ${isPassed ? 'passed' : 'FAILED'} ${output.match(/^Tests: .*/m)?.[0] ?? ''}`,
)
if (!isPassed) {
  process.exitCode = 1
  console.log(output)
  if (left) console.log(`connections left this machine: ${left}`)
}
