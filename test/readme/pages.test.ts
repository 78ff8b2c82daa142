import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, fileOf, guides, languages, names, pages, readDocument, slug } from './document'

/** What has to be the same in both languages: the lines of a drawing are words, so only their number. */
const withoutWords = ({ language, code }: Block) =>
  language === 'mermaid' ? code.split('\n').length : code.replace(/^( *)(\/\/|#) .*$/gm, '$1$2')

describe.each(pages)('the page %s in its two languages', (page) => {
  const korean = readDocument(page, 'ko')
  const english = readDocument(page, 'en')

  it('has the same headings in the same order, each only once', () => {
    const outline = (document: typeof korean) =>
      document.headings.map(({ level, text }) => `${level} ${/^[\d-]+\. /.exec(text)?.[0] ?? ''}`)
    expect(outline(english)).toEqual(outline(korean))
    for (const document of [korean, english]) {
      const texts = document.headings.map(({ text }) => slug(text))
      expect(new Set(texts).size).toBe(texts.length)
    }
  })

  it('shows the same code; only its comments are translated', () => {
    expect(english.blocks.map((block) => [block.language, withoutWords(block)])).toEqual(
      korean.blocks.map((block) => [block.language, withoutWords(block)]),
    )
  })

  it('has the same tables of the same names', () => {
    const skeleton = (document: typeof korean) =>
      document.tables.map(({ rows }) => rows.slice(1).map((row) => [row.length, names(row[0] ?? '')]))
    expect(skeleton(english)).toEqual(skeleton(korean))
  })

  it('links to its other language', () => {
    expect(linksOf(korean.text).map((link) => join(dirname(korean.file), link))).toContain(english.file)
    expect(linksOf(english.text).map((link) => join(dirname(english.file), link))).toContain(korean.file)
  })
})

describe('the README', () => {
  it.each(languages)('opens with the two commands for a clone: %s', (language) => {
    const commands = readDocument('README', language).blocks.slice(0, 3)
    expect(commands.slice(1).map((block) => [block.language, block.code])).toEqual([
      ['sh', 'npm ci && npm start\n'],
      ['sh', 'npm ci && npm test\n'],
    ])
  })

  it.each(languages)('has at most 350 lines: %s', (language) => {
    expect(readDocument('README', language).text.split('\n').length).toBeLessThanOrEqual(350)
  })

  it.each(languages)('names an older version only where it speaks of moving: %s', (language) => {
    const sections = readDocument('README', language).text.split(/^## /m)
    const [moving, ...others] = sections.filter((section) => section.includes('1.1.2'))
    expect(moving).toMatch(/^(옮기기|Moving)/)
    expect(others).toEqual([])
  })

  it.each(languages)('links to every guide: %s', (language) => {
    const { text } = readDocument('README', language)
    expect(guides.length).toBeGreaterThan(0)
    for (const guide of guides) expect(text).toContain(`](./${fileOf(guide, language)}`)
  })
})

describe.each(guides)('the guide %s', (guide) => {
  it.each(languages)('opens with a question, and is shorter than 150 lines: %s', (language) => {
    const lines = readDocument(guide, language).text.split('\n')
    expect(lines.length).toBeLessThan(150)
    expect(lines[0]).toMatch(/^# /)
    expect(lines[2]).toMatch(/^\*\*.+\?\*\* \[(English|한국어)]/)
  })
})

it('docs/en holds the guides of docs and no others', () => {
  const files = readdirSync('docs/en').filter((file) => !file.startsWith('architecture'))
  expect(files).toEqual(guides.map((guide) => `${guide}.md`))
})

/** Whatever is linked from a document of the repository; the report of the API is written by a tool. */
const documents = readdirSync('.', { recursive: true, encoding: 'utf8' }).filter(
  (file) => /(?<!\.api)\.md$/.test(file) && !/(^|\/)(node_modules|dist|coverage)\//.test(file),
)

describe.each(documents)('the document %s', (file) => {
  const text = readFileSync(file, 'utf8')
  const links = linksOf(text)
  const isOutside = (link: string) => /^[a-z]+:/.test(link)

  it('links to files and sections that exist', () => {
    for (const link of links.filter((each) => !isOutside(each))) {
      const [path, section] = link.split('#') as [string, string?]
      const target = path === '' ? file : join(dirname(file), path)
      expect(existsSync(target), link).toBe(true)
      if (section) expect(sectionsOf(target), link).toContain(section)
    }
  })

  it('links outside to known addresses only', () => {
    for (const link of links.filter(isOutside)) {
      expect(
        known.some((address) => link.startsWith(address)),
        link,
      ).toBe(true)
    }
  })

  it('holds nothing that looks like a key', () => {
    expect(text).not.toMatch(/\b[0-9a-f]{24,}\b/i)
    expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=/)
  })
})

/** Addresses that were opened once by hand. */
const known = [
  'https://admin.bootpay.co.kr/install/key',
  'https://bootpay.gitbook.io/docs/',
  'https://www.bootpay.co.kr',
  'https://github.com/nock/nock',
  'https://github.com/bootpay/backend-nodejs',
]

const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '')

function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] as string)
}

function sectionsOf(file: string): string[] {
  return [...withoutCode(readFileSync(file, 'utf8')).matchAll(/^#+ (.+)$/gm)].map((match) =>
    slug(match[1] as string),
  )
}

describe('the examples', () => {
  const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.m?[jt]s$/.test(name),
  )

  it.each(examples.filter((name) => !name.includes('node_modules')))(
    'hold nothing that looks like a key: %s',
    (name) => {
      const text = readFileSync(join('examples', name), 'utf8')
      expect(text).not.toMatch(/\b[0-9a-f]{24,}\b/i)
      expect(text).not.toMatch(/[A-Za-z0-9+/]{43}=/)
    },
  )
})

describe('commands', () => {
  const { scripts, bin, name } = JSON.parse(readFileSync('package.json', 'utf8'))

  it.each(pages)('on the page %s exist', (page) => {
    const written = readDocument(page, 'ko').blocks.filter(({ language }) => language === 'sh')
    for (const command of written.flatMap(({ code }) => code.trim().split(/\n| && /))) {
      const binary = /^npx ([\w-]+)/.exec(command)?.[1]
      const script = /^npm (?:run )?([\w:]+)/.exec(command)?.[1] as string
      if (/^(#|node |npx esbuild )/.test(command)) continue
      const isInstall = /^npm (ci|uninstall|install|i) ?/.test(command)
      if (binary) expect(Object.keys(bin)).toContain(binary)
      else expect(isInstall || ['start', 'test'].includes(script) || script in scripts, command).toBe(true)
    }
  })

  it('are scripts of the package where a clone runs them', () => {
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']))
    expect(readDocument('README', 'ko').text).toContain(`npm install ${name}`)
  })
})

describe('documents for those who change the package', () => {
  it('name source files that exist', () => {
    const paths = names(readFileSync('CONTRIBUTING.md', 'utf8')).filter((name) =>
      /^(src|test|examples)\//.test(name),
    )
    expect(paths.length).toBeGreaterThan(5)
    for (const path of paths) expect(existsSync(path), path).toBe(true)
  })

  it('have the version of the package as the first released one of CHANGELOG.md', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    const versions = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## \[(.+?)]( - unreleased)?/gm)]
    expect(versions.find(([, , unreleased]) => !unreleased)?.[1]).toBe(version)
  })
})
