import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vectors } from '../data/wire-vectors.json'
import { installed } from '../support/installed'
import { run } from '../support/run'

let folder: string
beforeAll(async () => {
  const { consumer } = await installed()
  folder = mkdtempSync(join(consumer, 'samples-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const pasted = readFileSync(join(import.meta.dirname, 'samples.js'), 'utf8')
const load = /^ *const Bootpay = require\('bootpay-backend-nodejs'\)\.Bootpay$/gm

/** The README's calls in the order of its chapters. */
const calls = [
  'token',
  'readme-verify',
  'readme-cancel',
  'readme-billing-key',
  'readme-billing-payment',
  'readme-reserve',
  'readme-reserve-cancel',
  'readme-billing-key-delete',
  'readme-user-token',
  'readme-request-payment',
  'submit',
  'readme-certificate',
]

const recorded = calls.map((name) => vectors.find((vector) => vector.name === name)?.request)

/** The clock wrote these two; the vectors hold a time of their own. */
function settled({ body, ...request }: any): unknown {
  if (!body) return request
  const { order_id, execute_at } = body
  const now = Date.now()
  if (order_id !== undefined && Math.abs(now - order_id) < 60_000) body.order_id = 1_630_396_800_000
  if (Number.isInteger(execute_at) && Math.abs(now / 1000 - execute_at) < 60) body.execute_at = 1_630_396_805
  return { ...request, body }
}

describe('the samples of the README of 1.1.2', () => {
  it.each([
    { name: 'as pasted', file: 'pasted.cjs', source: pasted },
    {
      name: 'with the deep path of its tests',
      file: 'deep.cjs',
      source: pasted.replace(load, `const { Bootpay } = require('bootpay-backend-nodejs/dist/bootpay')`),
    },
    {
      name: 'as an ES module with a named import',
      file: 'named.mjs',
      source: `import { Bootpay } from 'bootpay-backend-nodejs'\n${pasted.replace(load, '')}`,
    },
    {
      name: 'as an ES module with the default import',
      file: 'default.mjs',
      source: `import bootpay from 'bootpay-backend-nodejs'\n${pasted.replace(load, 'const { Bootpay } = bootpay')}`,
    },
    {
      name: 'under the name RestClient',
      file: 'rest-client.cjs',
      source: pasted.replace(load, `const Bootpay = require('bootpay-backend-nodejs').RestClient`),
    },
  ])('run $name, with one token for all of them', async ({ file, source }) => {
    expect(pasted.match(load)).toHaveLength(calls.length)
    writeFileSync(join(folder, file), source)
    const requests = join(folder, `${file}.jsonl`)
    const preload = join(import.meta.dirname, 'gateway-preload.cjs')
    const { code, stdout, stderr } = await run(process.execPath, ['--require', preload, file], {
      cwd: folder,
      env: { REQUESTS: requests },
    })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.match(/status: 200,\s+code: 0,/g)).toHaveLength(calls.length)

    const seen = readFileSync(requests, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const [token, ...others] = seen.map(({ authorization, ...request }) => settled(request)) as [
      any,
      ...unknown[],
    ]
    expect(token).toMatchObject({ method: 'POST', path: '/request/token' })
    expect(others).toEqual(recorded.slice(1))
    expect(new Set(seen.slice(1).map(({ authorization }) => authorization))).toEqual(
      new Set(['f'.repeat(64)]),
    )
  })
})
