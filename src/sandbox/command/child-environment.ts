import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Environment, names, withFirst, withNodeOptions } from '../register/environment'
import { exemptFromProxies } from '../register/proxies'
import { shellWord } from '../rules/shell'
import { findProgram } from './find-program'

/** The preload, beside this file in `dist`. */
const register = join(__dirname, 'sandbox-register.js')

export interface ChildEnvironment {
  readonly variables: Environment
  /** Whether a process of the command has loaded the preload. */
  readonly isLoaded: () => boolean
  readonly remove: () => void
}

/** The environment in which a command's Node.js processes find the sandbox. */
export function childEnvironment(inherited: Environment, url: string, force: boolean): ChildEnvironment {
  const folder = temporaryFolder()
  const loaded = join(folder, 'loaded')
  const wanted = `--require ${quoted(register)}`
  const variables: Environment = {
    ...inherited,
    [names.url]: url,
    [names.nodeOptions]: wanted,
    [names.loaded]: loaded,
    NODE_OPTIONS: withNodeOptions(inherited.NODE_OPTIONS, wanted),
    BUN_OPTIONS: withNodeOptions(inherited.BUN_OPTIONS, quoted(`--preload=${register}`)),
  }
  if (force) variables[names.force] = '1'
  exemptFromProxies(variables)
  if (process.platform !== 'win32') putNodeFirst(folder, variables)
  return {
    variables,
    isLoaded: () => existsSync(loaded),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'bootpay-sandbox-'))
  } catch (error) {
    throw new Error(
      `임시 폴더에 쓸 수 없습니다 (cannot write to the temporary folder): ${(error as Error).message}`,
    )
  }
}

/** Both variables are split at spaces outside of quotes. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/**
 * Scripts often set NODE_OPTIONS themselves (`NODE_OPTIONS=--experimental-vm-modules jest`), and jest would reach the
 * real gateway: so a `node` that puts the preload back comes first in the PATH. It then runs the one that would have been
 * found without it: a script may bring its own.
 */
function putNodeFirst(folder: string, variables: Environment): void {
  const node = findProgram('node', variables.PATH)
  if (node === undefined) return
  const file = join(folder, 'node')
  writeFileSync(
    file,
    `#!/bin/sh
case "$NODE_OPTIONS" in
  *"$${names.nodeOptions}"*) ;;
  *) export NODE_OPTIONS="$NODE_OPTIONS $${names.nodeOptions}" ;;
esac
set -f
IFS=:
found=
for each in $PATH; do
  if [ "$each" = ${shellWord(folder)} ]; then found=yes
  elif [ "$found" ] && [ -f "$each/node" ] && [ -x "$each/node" ]; then exec "$each/node" "$@"
  fi
done
exec ${shellWord(node)} "$@"
`,
  )
  // A command may go on as another user; there is nothing secret in it.
  chmodSync(file, 0o755)
  chmodSync(folder, 0o755)
  variables.PATH = withFirst(variables.PATH ?? '', folder)
}
