import { statSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'

/** The file that a shell would run for this name; undefined if there is none. */
export function findProgram(name: string, path = ''): string | undefined {
  const candidates = name.includes(sep) ? [name] : path.split(delimiter).map((folder) => join(folder, name))
  return candidates.find(isFile)
}

/** A folder of the PATH that may not be read has none, as for a shell. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}
