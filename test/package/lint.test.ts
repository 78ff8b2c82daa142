import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Installed, installed, project } from '../support/installed'
import { run } from '../support/run'

let pack: Installed
beforeAll(async () => {
  pack = await installed()
})

describe('the linters of packages', () => {
  it('publint finds nothing', async () => {
    const { buffer } = new Uint8Array(readFileSync(pack.tarball))
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true })
    expect(pkg.name).toBe('bootpay-backend-nodejs')
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
  })

  it('attw finds the types of each entry right, for every way to resolve them', async () => {
    const attw = join(project, 'node_modules/.bin/attw')
    const { code, stdout } = await run(
      attw,
      [pack.tarball, '--no-definitely-typed', '--format', 'json', '--exclude-entrypoints', './package.json'],
      { cwd: pack.consumer },
    )
    const { analysis, problems = {} } = JSON.parse(stdout)
    expect(problems).toEqual({})
    expect(code).toBe(0)
    expect(Object.keys(analysis.entrypoints).sort()).toEqual([
      '.',
      './dist/bootpay',
      './dist/bootpay.js',
      './sandbox',
      './sandbox/register',
    ])
  })
})
