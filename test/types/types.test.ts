import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { installed, project } from '../support/installed'
import { methodNames } from '../support/methods'

const { ModuleKind, ModuleResolutionKind } = ts
const sources = join(import.meta.dirname, 'consumer')
const onlyCommonJs = 'require.ts'

interface Resolution {
  name: string
  module: ts.ModuleKind
  moduleResolution: ts.ModuleResolutionKind
  extension: 'ts' | 'cts' | 'mts'
  /** Whether the files become CommonJS. */
  commonJs: boolean
}

const resolutions: Resolution[] = [
  {
    name: 'node10',
    module: ModuleKind.CommonJS,
    moduleResolution: ModuleResolutionKind.Node10,
    extension: 'ts',
    commonJs: true,
  },
  {
    name: 'node16, CommonJS',
    module: ModuleKind.Node16,
    moduleResolution: ModuleResolutionKind.Node16,
    extension: 'cts',
    commonJs: true,
  },
  {
    name: 'node16, ES modules',
    module: ModuleKind.Node16,
    moduleResolution: ModuleResolutionKind.Node16,
    extension: 'mts',
    commonJs: false,
  },
  {
    name: 'nodenext, CommonJS',
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    extension: 'cts',
    commonJs: true,
  },
  {
    name: 'nodenext, ES modules',
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    extension: 'mts',
    commonJs: false,
  },
  {
    name: 'bundler',
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler,
    extension: 'ts',
    commonJs: false,
  },
]

let consumer: string
beforeAll(async () => {
  ;({ consumer } = await installed())
})

describe('a project that installed the package compiles under strict', () => {
  it.each(resolutions)(
    'with moduleResolution $name',
    ({ name, extension, commonJs, ...how }) => {
      const folder = join(consumer, 'types', name)
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      const files = readdirSync(sources)
        .filter((file) => commonJs || file !== onlyCommonJs)
        .map((file) => {
          const copy = join(folder, file.endsWith('.d.ts') ? file : `${basename(file, '.ts')}.${extension}`)
          copyFileSync(join(sources, file), copy)
          return copy
        })
      const program = ts.createProgram(files, {
        ...how,
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2022.d.ts'],
        strict: true,
        esModuleInterop: true,
        noEmit: true,
        // The declarations themselves are checked, too.
        skipLibCheck: false,
        types: ['node'],
        typeRoots: [join(project, 'node_modules/@types')],
      })
      expect(files.length).toBeGreaterThan(5)
      expect(
        program.getSourceFiles().some(({ fileName }) => fileName.includes('nodejs/dist/bootpay.d.')),
      ).toBe(true)
      expect(complaints(program)).toEqual([])
    },
    60_000,
  )
})

it.each(methodNames)('the answer of %s has its type compared in consumer/answers.ts', (name) => {
  expect(readFileSync(join(sources, 'answers.ts'), 'utf8')).toMatch(new RegExp(`Bootpay\\.${name}\\W`))
})

function complaints(program: ts.Program): string[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    return `${file ? basename(file.fileName) : ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}
