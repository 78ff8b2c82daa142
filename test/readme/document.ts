import { readFileSync } from 'node:fs'

export const languages = ['README.md', 'README.en.md'] as const

export interface Heading {
  level: number
  text: string
}

export interface Block {
  language: string
  code: string
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

export function readDocument(file: string): Document {
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
      block = { language: fence[1] as string, code: '', section, line: index + 1 }
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
      const cells = line.split('|').slice(1, -1)
      if (!cells.every((cell) => /^-+$/.test(cell))) table.rows.push(cells.map((cell) => cell.trim()))
    }
  }
  return document
}

/** The words in backticks. */
export function names(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string)
}

/** Where a link inside a document leads, as the code host spells it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, '')
    .replaceAll(' ', '-')
}
