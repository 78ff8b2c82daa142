import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import ts from 'typescript'
import { requireAsUser } from '../support/as-user'
import type { Block } from './document'

type Functions = Record<string, (...args: any[]) => any>

/** Runs a block as a module of CommonJS; gives back its top-level functions, and the servers that it opened. */
export function load({ code }: Block): { functions: Functions; servers: Server[] } {
  const names = [...code.matchAll(/^(?:export )?(?:async )?function (\w+)/gm)].map((match) => match[1])
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      allowJs: true,
    },
  })
  const servers: Server[] = []
  const run = new Function(
    'require',
    'module',
    'exports',
    'console',
    `${outputText}\nreturn { ${names.join(', ')} }`,
  )
  const silent = { error() {}, log() {}, warn() {} }
  const module = { exports: {} }
  return { functions: run(requireWith(servers), module, module.exports, silent), servers }
}

/** Express listens on the port that its sample names; here it takes a free one. */
function requireWith(servers: Server[]) {
  return (name: string) => {
    const found = requireAsUser(name)
    if (name !== 'express') return found
    const express = () => {
      const app = found()
      app.listen = () => {
        const server = createServer(app).listen(0, '127.0.0.1')
        servers.push(server)
        return server
      }
      return app
    }
    return Object.assign(express, found)
  }
}

/** Runs a block that is a test of its own, as `node --test` does. */
export function runAsTest({ code }: Block): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--input-type=commonjs', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}
