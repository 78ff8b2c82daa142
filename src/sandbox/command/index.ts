#!/usr/bin/env node
import { version } from '../../../package.json'
import { messageOf, tell } from '../register/environment'
import { type CommandLine, defaultPort } from './flags'
import { help } from './help'
import { readCommandLine } from './options'
import { endLike, runOnSandbox } from './run'
import { serve } from './serve'

void main(process.argv.slice(2))

/** Exit codes: see the help. */
async function main(args: string[]): Promise<void> {
  let line: CommandLine
  try {
    line = readCommandLine(args)
  } catch (error) {
    return stop(2, `${messageOf(error)} (--help)`)
  }
  if (line.help) {
    process.stdout.write(help)
    return
  }
  if (line.version) {
    process.stdout.write(`${version}\n`)
    return
  }
  try {
    if (line.command !== undefined) endLike(await runOnSandbox(line))
    else await serve({ port: defaultPort, ...line.options }, line.record)
  } catch (error) {
    // What startSandbox refuses came from the command line, or from the file that it names.
    if (error instanceof TypeError) return stop(2, messageOf(error))
    const { port = defaultPort } = line.options
    stop(1, isPortInUse(error) ? `이미 사용 중인 포트입니다: ${port} (port in use)` : messageOf(error))
  }
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function stop(exitCode: number, line: string): void {
  tell(line)
  process.exitCode = exitCode
}
