import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Installed, installed } from './installed'
import { npm, succeed } from './run'

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

describe('the tarball', () => {
  it('holds the build, the papers and nothing else', () => {
    expect(files.filter((file) => !file.startsWith('dist/'))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.en.md',
      'README.md',
      'package.json',
    ])
    expect(files.filter((file) => file.startsWith('dist/'))).toEqual([
      'dist/bootpay.d.mts',
      'dist/bootpay.d.ts',
      'dist/bootpay.import.js',
      'dist/bootpay.js',
      'dist/bootpay.mjs',
      'dist/sandbox-command.js',
      'dist/sandbox.d.mts',
      'dist/sandbox.d.ts',
      'dist/sandbox.import.js',
      'dist/sandbox.js',
      'dist/sandbox.mjs',
    ])
  })

  it('holds no key of anybody', () => {
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

  it('weighs less than 60 kB without the sandbox', async () => {
    const rest = mkdtempSync(join(tmpdir(), 'bootpay-weight-'))
    try {
      cpSync(pack.folder, join(rest, 'package'), { recursive: true })
      for (const file of files.filter((name) => name.startsWith('dist/sandbox')))
        rmSync(join(rest, 'package', file))
      await npm(['pack', '--ignore-scripts', '--pack-destination', rest], join(rest, 'package'))
      const tarball = join(rest, pack.tarball.slice(pack.tarball.lastIndexOf('/') + 1))
      expect(await listed(tarball)).toContain('dist/bootpay.js')
      expect(statSync(tarball).size).toBeLessThan(60_000)
    } finally {
      rmSync(rest, { recursive: true })
    }
  })

  it('brings a command that runs', async () => {
    const command = join(pack.consumer, 'node_modules/.bin/bootpay-sandbox')
    expect(await succeed(command, ['--help'], { cwd: pack.consumer })).toContain('bootpay-sandbox')
  })
})
