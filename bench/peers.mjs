// Installs the packages that are compared, and this package as it would be published, into a folder of the bench.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
export const peersFolder = fileURLToPath(new URL('.peers/', import.meta.url))
const tarball = 'bootpay-backend-nodejs.tgz'

const axiosVersion = JSON.parse(readFileSync(`${root}node_modules/axios/package.json`, 'utf8')).version
const dependencies = {
  '@bootpay/backend-js': '2.13.1',
  '@bootpay/server-rest-client': '1.0.9',
  axios: axiosVersion,
  'bootpay-backend-nodejs': `file:${tarball}`,
  tinybench: '2.9.0',
}

/** A folder with nothing but the packages, for fresh processes: see measure/cold-start.mjs. */
const probes = ['require.cjs', 'import.mjs', 'files.cjs']

export function installPeers() {
  mkdirSync(peersFolder, { recursive: true })
  const packed = run('npm', ['pack', '--json', '--silent', '--pack-destination', peersFolder], root)
  // The build may print before the list.
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(
    packed.slice(packed.lastIndexOf('\n[') + 1),
  )
  copyFileSync(peersFolder + filename, peersFolder + tarball)
  rmSync(peersFolder + filename)
  writeFileSync(`${peersFolder}package.json`, JSON.stringify({ private: true, dependencies }, null, 2))
  // A tarball of the same name counts as installed already, unless npm finds no trace of it.
  rmSync(`${peersFolder}node_modules/bootpay-backend-nodejs`, { recursive: true, force: true })
  rmSync(`${peersFolder}node_modules/.package-lock.json`, { force: true })
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--prefer-offline']
  run('npm', ['install', ...quiet], peersFolder)
  for (const probe of probes) {
    copyFileSync(new URL(`cold/${probe}`, import.meta.url), peersFolder + probe)
  }
  if (!existsSync(`${peersFolder}node_modules/bootpay-backend-nodejs/dist/bootpay.js`)) {
    throw new Error('the packed package holds no build')
  }
  return {
    tarballBytes: size,
    unpackedBytes: unpackedSize,
    tarballFiles: entryCount,
    withoutSandbox: weighWithoutSandbox(),
    axios: axiosVersion,
  }
}

/** Size in bytes of a tarball without the sandbox, and without what bundlers alone read. */
function weighWithoutSandbox() {
  const rest = mkdtempSync(join(tmpdir(), 'bench-weight-'))
  try {
    cpSync(`${peersFolder}node_modules/bootpay-backend-nodejs`, rest, { recursive: true })
    for (const file of readdirSync(join(rest, 'dist'))) {
      if (/^sandbox|\.bundle\.|\.require\./.test(file)) rmSync(join(rest, 'dist', file))
    }
    const [{ size }] = JSON.parse(
      run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--dry-run'], rest),
    )
    return size
  } finally {
    rmSync(rest, { recursive: true })
  }
}

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}
