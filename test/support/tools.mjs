// What the scripts of test/package and test/frameworks share. Unlike the tests they use the network: they install what
// others released.
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const project = resolve(import.meta.dirname, '../..')
export const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))

/** A folder that goes when the script ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), `${manifest.name}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Installs packages into a folder of their own, under the rules of our `.npmrc`: no scripts, nothing brand-new. */
export function install(folder, ...packages) {
  mkdirSync(folder, { recursive: true })
  copyFileSync(join(project, '.npmrc'), join(folder, '.npmrc'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  npm(folder, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages)
}

/** Packs the working tree, which builds it. */
export function pack(folder) {
  npm(project, 'pack', '--loglevel=error', '--pack-destination', folder)
  return join(folder, `${manifest.name}-${manifest.version}.tgz`)
}

/** Installs what a copied example asks for, with the tarball in place of the released package. */
export async function installExample(folder, tarball) {
  copyFileSync(join(project, '.npmrc'), join(folder, '.npmrc'))
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', tarball]
  const { passed, output } = await run('npm', args, { cwd: folder, timeout: 240_000 })
  if (!passed) throw new Error(`the installation failed\n${output}`)
}

function npm(cwd, ...args) {
  execFileSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Runs a program, at most a while, and says how it ended and what it printed. */
export function run(program, args, { cwd, env, timeout = 60_000 }) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      output += text
    })
    child.on('error', (error) => done({ passed: false, output: error.message }))
    child.on('close', (code) => {
      const late = child.killed ? `\nended after ${timeout / 1000} s` : ''
      done({ passed: code === 0, output: output + late })
    })
  })
}
