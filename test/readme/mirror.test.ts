import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { languages, names, readDocument, slug } from './document'

const korean = readDocument('README.md')
const english = readDocument('README.en.md')
const withoutComments = (code: string) => code.replace(/^( *)\/\/ .*$/gm, '$1//')

describe('README.md and README.en.md', () => {
  it('have the same headings in the same order', () => {
    const outline = (document: typeof korean) =>
      document.headings.map(({ level, text }) => `${level} ${/^[\d-]+\. /.exec(text)?.[0] ?? ''}`)
    expect(outline(english)).toEqual(outline(korean))
    for (const document of [korean, english]) {
      const texts = document.headings.map(({ text }) => slug(text))
      expect(new Set(texts).size).toBe(texts.length)
    }
  })

  it('number the twelve functions as the documentation of 1.1.2 does', () => {
    const numbers = korean.headings.flatMap(({ text }) => /^([\d-]+)\. /.exec(text)?.[1] ?? [])
    expect(numbers).toEqual(['1', '2', '3', '4', '4-1', '4-2', '4-2-1', '4-3', '5', '6', '7', '8'])
  })

  it('show the same code; only its comments are translated', () => {
    expect(english.blocks.map(({ language, code }) => [language, withoutComments(code)])).toEqual(
      korean.blocks.map(({ language, code }) => [language, withoutComments(code)]),
    )
  })

  it('have the same tables of the same names', () => {
    const skeleton = (document: typeof korean) =>
      document.tables.map(({ rows }) => rows.slice(1).map((row) => [row.length, names(row[0] ?? '')]))
    expect(skeleton(english)).toEqual(skeleton(korean))
  })

  it('open with the two commands', () => {
    for (const { blocks } of [korean, english]) {
      expect(blocks.slice(0, 2).map(({ language, code }) => [language, code])).toEqual([
        ['sh', 'npm ci && npm start\n'],
        ['sh', 'npm ci && npm test\n'],
      ])
    }
  })
})

describe.each(languages)('%s', (file) => {
  const { headings, text, blocks } = readDocument(file)

  it('links to sections and files that exist', () => {
    const slugs = headings.map((heading) => slug(heading.text))
    for (const [, target] of text.matchAll(/\]\((#[^)]+|\.\/[^)]+)\)/g)) {
      const found = target?.startsWith('#') ? slugs.includes(target.slice(1)) : existsSync(target as string)
      expect(found, target).toBe(true)
    }
  })

  it('names commands that exist', () => {
    const { scripts, bin, name } = JSON.parse(readFileSync('package.json', 'utf8'))
    const commands = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code.trim())
    const known = ['npm ci', 'npm start', 'npm test', `npm install ${name}`]
    for (const command of commands.flatMap((line) => line.split(' && '))) {
      const binary = /^npx ([\w-]+)/.exec(command)?.[1]
      const script = /^npm (?:run )?([\w:]+)/.exec(command)?.[1] as string
      if (binary) expect(Object.keys(bin)).toContain(binary)
      else expect(known.includes(command) || script in scripts, command).toBe(true)
    }
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']))
  })
})

describe('every document and example', () => {
  const documents = [...languages, 'CHANGELOG.md', 'SECURITY.md', 'CONTRIBUTING.md']
  const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.m?js$/.test(name),
  )

  it.each([...documents, ...examples.map((name) => `examples/${name}`)])(
    'holds nothing that looks like a key: %s',
    (file) => {
      const text = readFileSync(file, 'utf8')
      expect(text).not.toMatch(/\b[0-9a-f]{24,}\b/i)
      expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=/)
    },
  )

  it('names source files that exist', () => {
    const paths = names(readFileSync('CONTRIBUTING.md', 'utf8')).filter((name) =>
      /^(src|test|examples)\//.test(name),
    )
    expect(paths.length).toBeGreaterThan(5)
    for (const path of paths) expect(existsSync(path), path).toBe(true)
  })

  it('has the version of the package at the head of CHANGELOG.md', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(/^## \[(.+?)]/m.exec(readFileSync('CHANGELOG.md', 'utf8'))?.[1]).toBe(version)
  })
})
