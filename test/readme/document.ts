import { readdirSync, readFileSync } from 'node:fs'

export const languages = ['ko', 'en'] as const
export type Language = (typeof languages)[number]

/** The guides are the pages in `docs`, without those for people who change this package. */
export const guides = readdirSync('docs')
  .filter((file) => file.endsWith('.md') && !file.startsWith('architecture'))
  .map((file) => file.slice(0, -'.md'.length))

/** Every page that merchants read, in Korean and English. */
export const pages = ['README', ...guides]

export function fileOf(page: string, language: Language): string {
  if (page === 'README') return language === 'ko' ? 'README.md' : 'README.en.md'
  return language === 'ko' ? `docs/${page}.md` : `docs/en/${page}.md`
}

export interface Heading {
  level: number
  text: string
}

export interface Block {
  language: string
  code: string
  page: string
  /** The heading above it. */
  section: string
  line: number
}

export interface Table {
  section: string
  /** Cells of each row, the first row being the head. */
  rows: string[][]
}

export interface Document {
  file: string
  text: string
  headings: Heading[]
  blocks: Block[]
  tables: Table[]
}

export function readDocument(page: string, language: Language): Document {
  const file = fileOf(page, language)
  const text = readFileSync(file, 'utf8')
  const document: Document = { file, text, headings: [], blocks: [], tables: [] }
  let section = ''
  let block: Block | undefined
  let table: Table | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (block) {
      if (line === '```') block = undefined
      else block.code += `${line}\n`
      continue
    }
    const fence = /^```(\w+)$/.exec(line)
    const heading = /^(#+) (.+)$/.exec(line)
    if (fence) {
      block = { language: fence[1] as string, code: '', page, section, line: index + 1 }
      document.blocks.push(block)
    }
    if (heading) {
      section = heading[2] as string
      document.headings.push({ level: (heading[1] as string).length, text: section })
    }
    if (!line.startsWith('|')) table = undefined
    else {
      if (!table) {
        table = { section, rows: [] }
        document.tables.push(table)
      }
      const cells = line.split(/(?<!\\)\|/).slice(1, -1)
      if (!cells.every((cell) => /^ *:?-+:? *$/.test(cell))) table.rows.push(cells.map((cell) => cell.trim()))
    }
  }
  return document
}

/** The rows below the head of the table whose first column names `name`. */
export function rowsOf(document: Document, name: string): string[][] {
  const found = document.tables.find(({ rows }) => rows.slice(1).some(([cell]) => cell === `\`${name}\``))
  if (!found) throw new Error(`${document.file} has no table with ${name}`)
  return found.rows.slice(1)
}

/** The words in backticks. */
export function names(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string)
}

/** Where a link inside a document leads, as the code host spells it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\-_ ]/gu, '')
    .replaceAll(' ', '-')
}
