import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it, vi } from 'vitest'
import { type Block, pages, readDocument } from './document'

// The first program reads all declarations, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const strict: ts.CompilerOptions = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
}
/** JavaScript says less about its parameters. */
const javascript: ts.CompilerOptions = {
  ...strict,
  allowJs: true,
  checkJs: true,
  noImplicitAny: false,
  strictNullChecks: false,
  useUnknownInCatchVariables: false,
}

/** The library and the types of others are read once for all programs. */
const read = new Map<string, ts.SourceFile | undefined>()

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, target, ...more) => {
    if (!read.has(name)) read.set(name, getSourceFile(name, target, ...more))
    return read.get(name)
  }
  return host
}

/** What the compiler says about code that stands beside this file, as if a user of the package had written it. */
function problems(blocks: Block[], extension: 'js' | 'ts'): string[] {
  const options = extension === 'ts' ? strict : javascript
  const sources = new Map(
    // A script without imports would share its names with the others.
    blocks.map(({ code, page, line }) => [
      resolve(import.meta.dirname, `${page}-line-${line}.${extension}`),
      /^(import|export) |require\(/m.test(code) ? code : `${code}\nexport {}\n`,
    ]),
  )
  const host = hostOf(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (name) => sources.has(name) || fileExists(name)
  host.readFile = (name) => sources.get(name) ?? readFile(name)
  host.getSourceFile = (name, target, ...more) => {
    const source = sources.get(name)
    return source === undefined
      ? getSourceFile(name, target, ...more)
      : ts.createSourceFile(name, source, target, true)
  }
  return diagnostics(ts.createProgram([...sources.keys()], options, host))
}

function diagnostics(program: ts.Program): string[] {
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
}

// English pages hold the same code: a test of the pages compares it.
const blocks = pages.flatMap((page) => readDocument(page, 'ko').blocks)

describe('the code of all pages', () => {
  it.each(['js', 'ts'] as const)('in %s compiles against the types of the package', (extension) => {
    const written = blocks.filter(({ language }) => language === extension)
    expect(written.length).toBeGreaterThan(0)
    expect(problems(written, extension)).toEqual([])
  })

  it('for a webhook in Express compiles as strict TypeScript as it stands', () => {
    const webhooks = blocks.filter(({ code }) => code.includes('parseFeedback(request.body'))
    expect(webhooks.length).toBeGreaterThan(0)
    expect(problems(webhooks, 'ts')).toEqual([])
  })

  it('would be caught calling a method that is not there', () => {
    const code = "require('bootpay-backend-nodejs').Bootpay.verfy('x')"
    expect(problems([{ language: 'js', page: 'none', section: '', line: 1, code }], 'js').join()).toContain(
      'verfy',
    )
  })
})

describe('the examples', () => {
  it('compile against the types of the package', () => {
    // What those need is installed by `npm run test:frameworks` only.
    const files = readdirSync('examples', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.m?js$/.test(name) && !/^(frameworks\/(fastify|hono)|testing)\//.test(name))
      .map((name) => resolve('examples', name))
    expect(files.length).toBeGreaterThan(16)
    expect(diagnostics(ts.createProgram(files, javascript, hostOf(javascript)))).toEqual([])
  })
})
