import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'
import type * as Sources from '../../src'
import type { Clock } from '../../src/core/clock'

const project = resolve(import.meta.dirname, '../..')

/** The folder of an installed package, to run the same tests against what users get. */
export const underTest = process.env.BOOTPAY_UNDER_TEST || undefined

/** The client that the tests are about: the sources, or the package that `BOOTPAY_UNDER_TEST` names. */
export const bootpay: typeof Sources = underTest
  ? createRequire(import.meta.url)(resolve(underTest))
  : await import('../../src')

export const { BootpayError, isBootpayError } = bootpay
export type Client = Sources.BootpayClient
export type Failure = Sources.BootpayError

/** A client whose time the test decides. */
export function clientWith(clock: Clock): Client {
  const { BootpayClient } = bootpay as { BootpayClient: new (clock: Clock) => Client }
  const client = new BootpayClient(clock)
  // Loads axios, which takes longer than the time limits of some tests.
  client.$http.getUri()
  return client
}

let bundle: string | undefined
afterAll(() => {
  if (bundle) rmSync(dirname(bundle), { recursive: true })
})

/** A file that another process can `require`. */
export function modulePath(): string {
  if (underTest) return resolve(underTest)
  if (bundle) return bundle
  // Where `require` finds axios.
  const cache = join(project, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'bootpay-faults-'))
  const outfile = join(folder, 'bootpay.cjs')
  buildSync({
    entryPoints: [join(project, 'src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    external: ['axios'],
    logLevel: 'error',
  })
  bundle = outfile
  return outfile
}
