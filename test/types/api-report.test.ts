import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { Extractor, ExtractorConfig, type ExtractorMessage, type IConfigFile } from '@microsoft/api-extractor'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bootpay-api-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As built: one file each, with all that they export. */
const entries = ['dist/bootpay.d.ts', 'dist/sandbox.d.ts']

describe('the report of what users can import', () => {
  it.each(entries)(
    'is the committed one for %s: after a wanted change, npm run api',
    async (entry) => {
      await expect(reportOf(entry)).toMatchFileSnapshot(`${basename(entry, '.d.ts')}.api.md`)
    },
    120_000,
  )
})

function reportOf(entry: string): string {
  const errors: string[] = []
  Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: settings(resolve(entry)),
      configObjectFullPath: undefined,
      packageJsonFullPath: resolve('package.json'),
    }),
    {
      localBuild: true,
      messageCallback(message: ExtractorMessage) {
        if (message.logLevel === 'error') errors.push(message.text)
        message.handled = true
      },
    },
  )
  expect(errors).toEqual([])
  return readFileSync(join(folder, 'report.api.md'), 'utf8')
}

function settings(file: string): IConfigFile {
  const compilerOptions = {
    module: 'Node16',
    moduleResolution: 'Node16',
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  }
  return {
    projectFolder: resolve('.'),
    mainEntryPointFilePath: file,
    newlineKind: 'lf',
    compiler: { overrideTsconfig: { compilerOptions, files: [file] } },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFileName: 'report.api.md',
      reportFolder: folder,
      reportTempFolder: join(folder, 'temporary'),
    },
    docModel: { enabled: false },
  }
}
