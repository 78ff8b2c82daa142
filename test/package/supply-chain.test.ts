import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lockfile, manifest, project } from '../support/installed'
import { npm, run, succeed } from '../support/run'

const temporary = mkdtempSync(join(tmpdir(), 'bootpay-supply-'))
afterAll(() => rmSync(temporary, { recursive: true }))

interface Entry {
  version: string
  resolved?: string
  integrity?: string
  dev?: boolean
  hasInstallScript?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
}
const locked = Object.entries<Entry>(lockfile.packages).filter(([path]) => path !== '')
/** The binary of a tool for a platform that CI does not run on. */
const isForeign = ({ optional, os, cpu, libc }: Entry) =>
  optional && !(os?.includes('linux') && /^(x64|arm64)$/.test(cpu?.join() ?? '') && !libc?.includes('musl'))
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

describe('the manifest', () => {
  it('asks for axios and for nothing else at run time', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['axios'])
    expect(manifest.peerDependencies).toBeUndefined()
    expect(manifest.optionalDependencies).toBeUndefined()
    expect(manifest.bundleDependencies).toBeUndefined()
  })

  it('runs no script on the machine that installs the package', () => {
    const onInstall = [
      'preinstall',
      'install',
      'postinstall',
      'prepare',
      'preprepare',
      'postprepare',
      'prepublish',
    ]
    expect(Object.keys(manifest.scripts).filter((script) => onInstall.includes(script))).toEqual([])
  })

  it('says what it is, for whom, and under which licence', () => {
    expect(manifest).toMatchObject({ license: 'MIT', engines: { node: '>=18' } })
    expect(manifest.repository.url).toContain('bootpay/backend-nodejs')
  })
})

describe('the lockfile', () => {
  it('is that of the manifest', () => {
    const { name, version, dependencies, devDependencies, engines } = manifest
    expect(lockfile.packages['']).toMatchObject({ name, version, dependencies, devDependencies, engines })
    expect(lockfile).toMatchObject({ name, version })
  })

  it('fixes every package that CI may install by its content, and none to a host', () => {
    const loose = locked.filter(([, entry]) => !entry.integrity?.startsWith('sha512-') && !isForeign(entry))
    expect(loose.map(([path]) => path)).toEqual([])
    expect(locked.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([])
  })

  it('lets no install script run: the manifest refuses each by name', () => {
    const scripted = locked.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path))
    expect(scripted.length).toBeGreaterThan(0)
    expect(scripted.filter((name) => manifest.allowScripts[name] !== false)).toEqual([])
    expect(Object.values(manifest.allowScripts)).not.toContain(true)
  })

  it('brings users no package with an install script', () => {
    const scripted = locked.filter(([, entry]) => entry.hasInstallScript && !entry.dev)
    expect(scripted).toEqual([])
  })
})

describe('an install script that the manifest does not name', () => {
  it('does not run, and fails the install', async () => {
    const { cwd, ran } = await projectWithScript()
    const { code, stderr } = await run('npm', ['install', '--offline', '--no-audit'], { cwd })
    // npm 10 and older know no such rule: there the tests of the lockfile above stand alone.
    const known = await knowsTheRule()
    expect(ran()).toBe(!known)
    expect(code !== 0 && stderr.includes('with-script')).toBe(known)
  })
})

async function knowsTheRule(): Promise<boolean> {
  const settings = JSON.parse(
    await succeed('npm', ['config', 'list', '--long', '--json'], { cwd: temporary }),
  )
  return 'strict-allow-scripts' in settings
}

/** A project under our `.npmrc` that depends on a package with an install script. */
async function projectWithScript() {
  const folder = join(temporary, 'script')
  const source = join(folder, 'source')
  const cwd = join(folder, 'project')
  const mark = join(folder, 'mark')
  mkdirSync(source, { recursive: true })
  mkdirSync(cwd)
  const script = `node -e "fs.writeFileSync('${mark}', '')"`
  writeFileSync(
    join(source, 'package.json'),
    JSON.stringify({ name: 'with-script', version: '1.0.0', scripts: { postinstall: script } }),
  )
  await npm(['pack', '--pack-destination', folder], source)
  cpSync(join(project, '.npmrc'), join(cwd, '.npmrc'))
  const dependencies = { 'with-script': 'file:../with-script-1.0.0.tgz' }
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'shop', dependencies }))
  return { cwd, ran: () => existsSync(mark) }
}

describe('a clean clone', () => {
  it('packs the build, although its dependencies may run no script', async () => {
    const clone = join(temporary, 'clone')
    await succeed('git', ['clone', '--quiet', '--depth', '1', `file://${project}`, clone], { cwd: temporary })
    expect(existsSync(join(clone, 'dist'))).toBe(false)
    symlinkSync(join(project, 'node_modules'), join(clone, 'node_modules'))
    await npm(['pack', '--pack-destination', temporary], clone)
    const files = await succeed(
      'tar',
      ['-tzf', join(temporary, `${manifest.name}-${manifest.version}.tgz`)],
      {
        cwd: temporary,
      },
    )
    for (const file of ['bootpay.js', 'bootpay.mjs', 'bootpay.d.ts', 'bootpay.d.mts', 'sandbox.js']) {
      expect(files).toContain(`package/dist/${file}\n`)
    }
  }, 120_000)
})
