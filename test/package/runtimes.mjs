// Tries the packed tarball on every Node that the package supports, on Bun and on Deno.
import { join } from 'node:path'
import { install, pack, run, temporaryFolder } from '../support/tools.mjs'
import { smoke } from './gateway.mjs'
import { installRuntimes } from './runtime-binaries.mjs'

const work = temporaryFolder()
const consumer = join(work, 'consumer')
install(consumer, pack(work))

for (const { name, program, options } of installRuntimes(join(work, 'runtimes'))) {
  const { output: version } = await run(program, ['--version'], { cwd: work })
  const { passed, output } = await smoke(consumer, program, options)
  console.log(`${name} (${version.split('\n')[0]}): ${passed ? 'passed' : 'FAILED'}`)
  if (passed) continue
  process.exitCode = 1
  console.log(output)
}
