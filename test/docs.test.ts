import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import typescript from 'typescript'
import { describe, expect, it } from 'vitest'

/** What an editor shows when a merchant's developer points at a method. */
const file = resolve('src/bootpay.ts')
const source = typescript.createSourceFile(
  file,
  readFileSync(file, 'utf8'),
  typescript.ScriptTarget.ES2022,
  true,
)
const client = source.statements.find(
  (statement): statement is typescript.ClassDeclaration =>
    typescript.isClassDeclaration(statement) && statement.name?.text === 'BootpayClient',
)
const methods = (client?.members ?? []).flatMap((member) =>
  typescript.isMethodDeclaration(member) && typescript.isIdentifier(member.name) ? [member] : [],
)
const tags = (node: typescript.Node, name: string) =>
  typescript.getJSDocTags(node).filter((tag) => tag.tagName.text === name)
const words = (comment: typescript.JSDocTag['comment']) => typescript.getTextOfJSDocComment(comment) ?? ''

describe('the documentation of a method', () => {
  it('is there for all of them', () => {
    expect(methods.length).toBeGreaterThanOrEqual(17)
  })

  it.each(methods.map((method) => [method.name.getText(source), method] as const))(
    '%s opens in Korean, and names each parameter, the answer, the errors and the source',
    (_, method) => {
      const [comment] = typescript.getJSDocCommentsAndTags(method) as typescript.JSDoc[]
      expect(words(comment?.comment)).toMatch(/^(\d(-\d)*\. )?[가-힣]/)
      const named = tags(method, 'param').map((tag) =>
        (tag as typescript.JSDocParameterTag).name.getText(source),
      )
      expect(named).toEqual(method.parameters.map(({ name }) => name.getText(source)))
      if (!method.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword)) return
      expect(tags(method, 'returns')).toHaveLength(1)
      expect(words(tags(method, 'throws')[0]?.comment)).toMatch(/`timeout`.*`invalid`|as `verify` does/s)
      expect(words(tags(method, 'see')[0]?.comment)).toMatch(/manual|package/)
    },
  )
})

const backticked = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string)
const architecture = ['docs/architecture.md', 'docs/en/architecture.md'].map((page) =>
  readFileSync(page, 'utf8'),
)

describe('docs/architecture.md', () => {
  const [korean, english] = architecture.map((text) => ({
    paths: backticked(text).filter((name) => /^(src|test)\/|^tsup/.test(name)),
    outline: text.split('\n').map((line) => /^(#+ |```|\|)?/.exec(line)?.[0]),
  }))

  it('names files that exist', () => {
    expect(korean?.paths.length).toBeGreaterThan(30)
    for (const path of korean?.paths ?? []) expect(existsSync(path), path).toBe(true)
  })

  it('is the same page in both languages', () => {
    expect(english).toEqual(korean)
  })
})

describe('CONTRIBUTING.md', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const rows = readFileSync('CONTRIBUTING.md', 'utf8')
    .split('| `npm run …` |')[1]
    ?.split('\n\n')[0]
    ?.matchAll(/^\| `([\w:]+)` \| .+ \| .+ \|$/gm)

  it('has one line for each npm script, in the order of package.json', () => {
    expect([...(rows ?? [])].map((match) => match[1])).toEqual(Object.keys(scripts))
  })
})
