import { readFileSync } from 'node:fs'

/** What a JSON file holds; its content is not checked here. */
export function readSeedFile(path: string): unknown {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw new TypeError(`시드 파일을 읽을 수 없습니다 (cannot read the seed file): ${reasonOf(error)}`)
  }
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new TypeError(
      `시드 파일이 JSON이 아닙니다 (the seed file is not JSON): ${path}${lineOf(error, content)}: ${reasonOf(error)}`,
    )
  }
}

// The parser quotes the file with its line breaks.
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')
}

// Node names the position in some of its messages only.
function lineOf(error: unknown, content: string): string {
  const [, position] = /position (\d+)/.exec(reasonOf(error)) ?? []
  return position === undefined ? '' : `:${content.slice(0, Number(position)).split('\n').length}`
}
