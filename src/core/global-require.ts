import { createRequire } from 'node:module'

/*
 * Only in the ES module build for bundlers. There esbuild turns the `require('util')` of a CommonJS package, such as
 * one that axios depends on, into a look-up of a global `require`, which Node does not have in an ES module: this
 * file, imported before such a package, provides one, and `removeGlobalRequire`, called after it, removes it.
 */
const scope = globalThis as { require?: unknown }
const isMissing = scope.require === undefined
if (isMissing) scope.require = createRequire(process.execPath)

export function removeGlobalRequire() {
  if (isMissing) delete scope.require
}
