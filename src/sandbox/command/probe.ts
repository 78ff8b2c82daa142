import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import type { ChildEnvironment } from './child-environment'

/** How to make a runtime other than Node run an empty program. */
const emptyProgram: Readonly<Record<string, readonly string[]>> = { bun: ['-e', '0'], deno: ['eval', '0'] }

/** Whether the command begins with a runtime that does not load the preload, as older ones of Bun and Deno do not. */
export function ignoresPreload([program = '']: readonly string[], environment: ChildEnvironment): boolean {
  const args = emptyProgram[basename(program).replace(/\.exe$/i, '')]
  if (args === undefined) return false
  const { error } = spawnSync(program, args, { env: environment.variables, stdio: 'ignore' })
  return error === undefined && !environment.isLoaded()
}
