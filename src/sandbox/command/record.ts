import { appendFileSync } from 'node:fs'
import type { RequestEntry } from '../rules/shapes'

/** Appends each request with its answer to a file, as a line of JSON; secrets in it are masked already. */
export function recorder(file: string | undefined): (entry: RequestEntry) => void {
  if (file === undefined) return () => undefined
  const write = (text: string) => {
    try {
      appendFileSync(file, text)
    } catch (error) {
      throw new TypeError(
        `--record 파일에 쓸 수 없습니다 (cannot write the file): ${(error as Error).message}`,
      )
    }
  }
  // Better told at the start than at the first request.
  write('')
  return (entry) => write(`${JSON.stringify(entry)}\n`)
}
