import childProcess from 'node:child_process'
import type { SandboxAddress } from './address'
import { names, withOurVariables } from './environment'
import { patch } from './patch'
import { UrlFile } from './url-file'

/**
 * A process that this one starts with an environment of its own finds the sandbox all the same: under the command, its
 * requests would reach the real gateway otherwise.
 */
export function followChildren(address: SandboxAddress): void {
  const urlFile = new UrlFile(address)

  patch(childProcess.ChildProcess?.prototype ?? {}, 'spawn', {
    apply(spawn, child, [options, ...rest]) {
      if (!Array.isArray(options?.envPairs)) return spawn.call(child, options, ...rest)
      const environment = Object.fromEntries(options.envPairs.map(splitPair))
      const found = withOurVariables(environment)
      if (!found[names.url]) found[names.urlFile] ??= urlFile.path
      const envPairs = Object.entries(found).map(([name, value]) => `${name}=${value}`)
      return spawn.call(child, { ...options, envPairs }, ...rest)
    },
  })
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    patch(childProcess, name, {
      apply: (start, self, args) =>
        start.apply(
          self,
          args.map((argument) =>
            argument?.env ? { ...argument, env: withOurVariables(argument.env) } : argument,
          ),
        ),
    })
  }
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=', 1)
  return [pair.slice(0, at), pair.slice(at + 1)]
}
