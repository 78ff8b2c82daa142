import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Installed, installed } from '../support/installed'
import { npm, succeed } from '../support/run'

let pack: Installed
let files: string[]
beforeAll(async () => {
  pack = await installed()
  files = await listed(pack.tarball)
})

async function listed(tarball: string): Promise<string[]> {
  const names = await succeed('tar', ['-tzf', tarball], { cwd: tmpdir() })
  return names
    .trim()
    .split('\n')
    .map((name) => name.replace(/^package\//, ''))
    .sort()
}

/** Bytes of a tarball that holds these files only. */
async function packed(chosen: string[]): Promise<number> {
  const work = mkdtempSync(join(tmpdir(), 'bootpay-weight-'))
  try {
    for (const file of chosen) cpSync(join(pack.folder, file), join(work, 'package', file))
    await npm(['pack', '--ignore-scripts', '--pack-destination', work], join(work, 'package'))
    const tarball = join(work, basename(pack.tarball))
    expect(await listed(tarball)).toEqual([...chosen].sort())
    return statSync(tarball).size
  } finally {
    rmSync(work, { recursive: true })
  }
}

describe('the tarball', () => {
  it('holds the build, the documents and nothing else', () => {
    expect(files.filter((file) => !file.startsWith('dist/'))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.en.md',
      'README.md',
      'package.json',
    ])
    expect(files.filter((file) => file.startsWith('dist/'))).toEqual([
      'dist/bootpay.browser.mjs',
      'dist/bootpay.bundle.mjs',
      'dist/bootpay.d.mts',
      'dist/bootpay.d.ts',
      'dist/bootpay.import.js',
      'dist/bootpay.js',
      'dist/bootpay.mjs',
      'dist/bootpay.require.mjs',
      'dist/sandbox-command.js',
      'dist/sandbox-register.d.ts',
      'dist/sandbox-register.js',
      'dist/sandbox.bundle.mjs',
      'dist/sandbox.d.mts',
      'dist/sandbox.d.ts',
      'dist/sandbox.import.js',
      'dist/sandbox.js',
      'dist/sandbox.mjs',
      'dist/sandbox.require.mjs',
    ])
  })

  it('holds nothing that looks like a key', () => {
    // A private key is 32 bytes in base64, an application id 24 hexadecimal digits, as is each id of the
    // original samples; those begin alike.
    const keys = files.flatMap((file) =>
      [
        ...readFileSync(join(pack.folder, file), 'utf8').matchAll(/[\w+/]{43}=|\b(?!612d)[0-9a-f]{24}\b/g),
      ].map(([key]) => `${file}: ${key}`),
    )
    expect(keys).toEqual([])
  })

  it('names no path and no host of the machine that built it', () => {
    const text = files.map((file) => readFileSync(join(pack.folder, file), 'utf8')).join('\n')
    expect(text).not.toContain(tmpdir())
    expect(text).not.toContain(process.cwd())
  })

  const isSandbox = (file: string) => file.startsWith('dist/sandbox')
  const isForBundlers = (file: string) => /^dist\/.*\.(browser|bundle|require)\.mjs$/.test(file)

  it('weighs less than 60 kB without the sandbox and what is for bundlers', async () => {
    const weight = await packed(files.filter((file) => !isSandbox(file) && !isForBundlers(file)))
    expect(weight).toBeLessThan(60_000)
  })

  it('weighs less than 25 kB in what is for bundlers', async () => {
    const forBundlers = files.filter(isForBundlers)
    expect(forBundlers).toContain('dist/bootpay.bundle.mjs')
    // A tarball needs package.json, which the other weight counts.
    const weight = (await packed(['package.json', ...forBundlers])) - (await packed(['package.json']))
    expect(weight).toBeLessThan(25_000)
  })

  it('brings a command that runs', async () => {
    const command = join(pack.consumer, 'node_modules/.bin/bootpay-sandbox')
    expect(await succeed(command, ['--help'], { cwd: pack.consumer })).toContain('bootpay-sandbox')
  })
})
