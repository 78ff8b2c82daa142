import { existsSync, readFileSync } from 'node:fs'
import typescript from 'typescript'
import { describe, expect, it } from 'vitest'

/** What an editor shows when a merchant's developer points at a method. */
const classes = ['src/bootpay.ts', 'src/configured-client.ts']
  .map((file) =>
    typescript.createSourceFile(file, readFileSync(file, 'utf8'), typescript.ScriptTarget.ES2022, true),
  )
  .flatMap(({ statements }) => statements.filter(typescript.isClassDeclaration))
const client = classes.find(({ name }) => name?.text === 'BootpayClient')
const methods = classes
  .flatMap(({ members }) => [...members])
  .filter((member) => typescript.isMethodDeclaration(member))
  .filter(({ name }) => typescript.isIdentifier(name))
const tags = (node: typescript.Node, name: string) =>
  typescript.getJSDocTags(node).filter((tag) => tag.tagName.text === name)
const words = (comment: typescript.JSDocTag['comment']) => typescript.getTextOfJSDocComment(comment) ?? ''

/** Korean sentences, and behind them one in English. */
const isInBothLanguages = (text: string) => /^(`[^`]*`|[^a-z])*?[가-힣].*\s[A-Z][^가-힣]*\.$/s.test(text)
const isKorean = (text: string) => /[가-힣]/.test(text)

describe('the documentation of a method', () => {
  it('is there for all of them', () => {
    expect(methods.length).toBeGreaterThanOrEqual(17)
  })

  it.each(methods.map((method) => [method.name.getText(), method] as const))(
    '%s is in Korean with one English sentence, and names each parameter, the answer, the errors and the source',
    (_, method) => {
      const [comment] = typescript.getJSDocCommentsAndTags(method) as typescript.JSDoc[]
      const text = words(comment?.comment)
      expect(text).toSatisfy(isInBothLanguages)
      const isAsync = method.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.AsyncKeyword)
      // The options of a call are described at their type.
      const parameters = method.parameters.map(({ name }) => name.getText())
      const described = tags(method, 'param') as typescript.JSDocParameterTag[]
      expect(described.map((tag) => tag.name.getText())).toEqual(
        parameters.filter((name) => !(isAsync && name === 'options')),
      )
      for (const tag of described) expect(words(tag.comment), tag.name.getText()).toSatisfy(isKorean)
      if (!isAsync) return
      for (const name of ['returns', 'throws']) {
        expect(tags(method, name), name).toHaveLength(1)
        expect(words(tags(method, name)[0]?.comment), name).toSatisfy(isKorean)
      }
      const [see] = tags(method, 'see')
      expect(see?.getText()).toMatch(/^@see https:\/\/(bootpay\.gitbook\.io\/docs|github\.com\/bootpay)\/\w/)
    },
  )

  it('says once, at the class, what holds for all of them', () => {
    const [comment] = typescript.getJSDocCommentsAndTags(client as typescript.Node) as typescript.JSDoc[]
    const text = words(comment?.comment)
    for (const type of ['input', 'config', 'conn', 'tls', 'timeout', 'abort', 'invalid']) {
      expect(text).toContain(`\`${type}\``)
    }
    expect(text).toContain('BootpayCallOptions')
  })
})

/** Names that users import, and what is documented within them. */
const program = typescript.createProgram(['src/index.ts', 'src/sandbox/index.ts'], {
  target: typescript.ScriptTarget.ES2022,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  module: typescript.ModuleKind.ESNext,
  resolveJsonModule: true,
  types: [],
})
const checker = program.getTypeChecker()
const isOurs = (node: typescript.Node) => !node.getSourceFile().fileName.includes('node_modules')

function textOf(node: typescript.Node): string | undefined {
  const [doc] = typescript.getJSDocCommentsAndTags(node).filter(typescript.isJSDoc)
  // What is @deprecated or @internal says so in its tag.
  if (!doc || doc.tags?.some(({ tagName }) => /^(deprecated|internal)$/.test(tagName.text))) return undefined
  return words(doc.comment)
}

const exported = program.getRootFileNames().flatMap((file) => {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file) as typescript.Node)
  return checker.getExportsOfModule(module as typescript.Symbol).flatMap((symbol) => {
    const isAlias = symbol.flags & typescript.SymbolFlags.Alias
    const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol
    return declarations.filter(isOurs).map((declaration) => {
      const isVariable = typescript.isVariableDeclaration(declaration)
      return [symbol.name, isVariable ? declaration.parent.parent : declaration] as const
    })
  })
})

describe('the documentation of what users import', () => {
  it.each(exported)('%s is in Korean with one English sentence', (_, declaration) => {
    const text = textOf(declaration)
    if (text !== undefined) expect(text).toSatisfy(isInBothLanguages)
    else expect(declaration.getFullText()).toContain('@deprecated')
  })

  it.each(exported)('%s has members that are documented in Korean', (_, declaration) => {
    const read = (node: typescript.Node) => {
      const text =
        typescript.isTypeElement(node) || typescript.isClassElement(node) ? textOf(node) : undefined
      if (text) expect(text).toSatisfy(isKorean)
      typescript.forEachChild(node, read)
    }
    read(declaration)
  })
})

type Callable = typescript.FunctionDeclaration | typescript.MethodSignature
const isCallable = (node: typescript.Node): node is Callable =>
  typescript.isFunctionDeclaration(node) || typescript.isMethodSignature(node)

/** The exported functions, and the methods of exported interfaces and of what they extend. */
const callables = [
  ...exported.map(([, declaration]) => declaration as typescript.Node),
  ...exported.flatMap(([, declaration]) =>
    typescript.isInterfaceDeclaration(declaration) ? [...declaration.members] : [],
  ),
].filter(isCallable)

describe('the documentation of an exported function', () => {
  it('is there for those of the client and of the sandbox', () => {
    expect(callables.map(({ name }) => name?.getText())).toEqual(
      expect.arrayContaining([
        'isBootpayError',
        'parseFeedback',
        'startSandbox',
        'feedbackOf',
        'pay',
        'advance',
      ]),
    )
  })

  it.each(callables.map((each) => [each.name?.getText() as string, each] as const))(
    '%s is in Korean with one English sentence, and names each parameter and the answer',
    (_, callable) => {
      expect(textOf(callable)).toSatisfy(isInBothLanguages)
      const described = tags(callable, 'param') as typescript.JSDocParameterTag[]
      expect(described.map((tag) => tag.name.getText())).toEqual(
        callable.parameters.map(({ name }) => name.getText()),
      )
      for (const tag of [...described, ...tags(callable, 'returns'), ...tags(callable, 'throws')]) {
        expect(words(tag.comment)).toSatisfy(isKorean)
      }
      const isWithoutAnswer = /^(void|Promise<void>)$/.test(callable.type?.getText() ?? '')
      expect(tags(callable, 'returns')).toHaveLength(isWithoutAnswer ? 0 : 1)
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
