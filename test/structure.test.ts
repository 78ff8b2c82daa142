import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import typescript from 'typescript'
import { describe, expect, it } from 'vitest'

/*
 * How `src` is laid out. Circles of imports are found by a lint rule (`noImportCycles` in `biome.json`).
 */

/** What a part of `src` may import of the others. A part is a file at the top, or the files of a folder. */
const mayImport: Record<string, string[]> = {
  'bundle.ts': ['index.ts'],
  'index.ts': ['bootpay.ts', 'feedback', 'api', 'core', 'core/http'],
  'bootpay.ts': ['configured-client.ts', 'feedback', 'api', 'core'],
  'configured-client.ts': ['bind-methods.ts', 'api', 'core', 'core/http'],
  'bind-methods.ts': [],
  feedback: ['api', 'core'],
  api: ['core'],
  core: ['core/http'],
  'core/http': ['core'],
  // The sandbox stands alone: nothing of the SDK is imported there.
  sandbox: ['sandbox/pages', 'sandbox/http', 'sandbox/books', 'sandbox/rules'],
  'sandbox/command': ['sandbox', 'sandbox/register', 'sandbox/rules'],
  'sandbox/register': ['sandbox', 'sandbox/rules'],
  'sandbox/pages': ['sandbox/http', 'sandbox/books', 'sandbox/rules'],
  'sandbox/http': ['sandbox/books', 'sandbox/rules'],
  'sandbox/books': ['sandbox/rules'],
  'sandbox/rules': [],
}

/** Where axios may be imported. */
const mayNameAxios = /^core\/(http\/|load(-static)?\.ts$)/

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
/** A folder inside a part, such as `sandbox/pages/styles`, belongs to it. */
function partOf(file: string): string {
  if (file in mayImport || !file.includes('/')) return file
  return partOf(dirname(file))
}

function importsOf(text: string): string[] {
  return typescript.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

/** The imports of a file that its place does not allow. */
function forbiddenImports(file: string, text: string): string[] {
  const part = partOf(file)
  return importsOf(text).filter((name) => {
    if (name === 'axios') return !mayNameAxios.test(file)
    if (!name.startsWith('.')) return false
    const target = join(dirname(file), name)
    // The version in `package.json`.
    if (target.startsWith('..')) return target !== '../package.json'
    const found = files.find((each) => each === `${target}.ts` || each === `${target}/index.ts`)
    const other = partOf(found ?? target)
    return other !== part && !mayImport[part]?.includes(other)
  })
}

describe('imports', () => {
  it.each(files)('of src/%s point one way', (file) => {
    expect(mayImport, `give src/${file} a place in test/structure.test.ts`).toHaveProperty([partOf(file)])
    expect(forbiddenImports(file, readFileSync(join('src', file), 'utf8'))).toEqual([])
  })

  it.each([
    ['core/send.ts', "import { verify } from '../api/payment'"],
    ['core/send.ts', "import type { HttpClient } from 'axios'"],
    ['core/http/transport.ts', "export type { Receipt } from '../../api/payment'"],
    ['api/payment.ts', "import { Transport } from '../core/http/transport'"],
    ['api/payment.ts', "import { Bootpay } from '../bootpay'"],
    ['api/payment.ts', "const { Bootpay } = require('../bootpay')"],
    ['bootpay.ts', "type Client = import('axios').AxiosInstance"],
    ['sandbox/http/routes.ts', "import { handlePage } from '../pages'"],
    ['sandbox/rules/time.ts', "import type { Gateway } from '../books/gateway'"],
    ['sandbox/index.ts', "import type { Receipt } from '../api/payment'"],
    ['sandbox/index.ts', "import { helper } from '../../test/support/methods'"],
  ])('of %s would be refused: %s', (file, text) => {
    expect(forbiddenImports(file, text)).toHaveLength(1)
  })
})

describe('a file of src', () => {
  it.each(files)('is short enough to read at once: src/%s', (file) => {
    const lines = readFileSync(join('src', file), 'utf8').split('\n').length - 1
    // Each method of the client is one line of code under its documentation.
    const most = file === 'bootpay.ts' ? 329 : file.startsWith('core/http/') ? 150 : 250
    expect(lines).toBeLessThanOrEqual(most)
  })
})
