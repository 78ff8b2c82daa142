import { writeSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'

/** Environment variables of ours. The SDK reads none of them. */
export const names = {
  /** Where the sandbox listens. */
  url: 'BOOTPAY_SANDBOX_URL',
  /** A file to which the parent writes the URL once its sandbox listens, for processes started before that. */
  urlFile: 'BOOTPAY_SANDBOX_URL_FILE',
  /** `1`: start even where NODE_ENV is production. */
  force: 'BOOTPAY_SANDBOX_FORCE',
  /** Set by the command: what NODE_OPTIONS has to hold in each of its processes. */
  nodeOptions: 'BOOTPAY_SANDBOX_NODE_OPTIONS',
  /** Set by the command: a file that each process creates once it has loaded the preload. Its folder also holds the command's `node`. */
  loaded: 'BOOTPAY_SANDBOX_LOADED',
} as const

export type Environment = Record<string, string | undefined>

export function isProduction(environment: Environment): boolean {
  return environment.NODE_ENV === 'production' && environment[names.force] !== '1'
}

/** Adds to NODE_OPTIONS what it does not hold yet. */
export function withNodeOptions(existing: string | undefined, wanted: string): string {
  if (existing?.includes(wanted)) return existing
  return existing ? `${existing} ${wanted}` : wanted
}

/** Adds our variables of this process to an environment that lacks them. */
export function withOurVariables(environment: Environment): Environment {
  const result = { ...environment }
  for (const name of [...Object.values(names), 'BUN_OPTIONS']) {
    if (!result[name] && process.env[name]) result[name] = process.env[name]
  }
  const wanted = result[names.nodeOptions]
  if (wanted) result.NODE_OPTIONS = withNodeOptions(result.NODE_OPTIONS, wanted)
  const loaded = result[names.loaded]
  if (loaded && result.PATH && process.platform !== 'win32')
    result.PATH = withFirst(result.PATH, dirname(loaded))
  return result
}

/** npm and yarn put folders of their own first, in which another `node` may lie: the command's has to come before it. */
export function withFirst(path: string, folder: string): string {
  return [folder, ...path.split(delimiter).filter((each) => each !== folder)].join(delimiter)
}

export function announcement(url: string): string {
  return `장부 ${url}/ 에서 볼 수 있고, 실제로 결제되지 않습니다 (books at that address; no money moves)`
}

/** Writes one line to the terminal, synchronously, because the process may end right after it. */
export function tell(line: string): void {
  try {
    writeSync(2, `bootpay-sandbox: ${line}\n`)
  } catch {
    // A closed or full stderr changes nothing of how the program ends.
  }
}

/** The first line of an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
