import { spawn } from 'node:child_process'
import { isatty } from 'node:tty'
import type { Environment } from '../register/environment'

export type Ended =
  | { readonly code: number; readonly signal?: undefined }
  | { readonly code?: undefined; readonly signal: NodeJS.Signals }

const forwarded: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2']

/** Runs a command with the standard streams of this process, and passes signals on to it. */
export function runChild([program = '', ...args]: readonly string[], env: Environment): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // On Windows npm and the like are scripts, which only a shell can start.
    const isWindows = process.platform === 'win32'
    const [file, rest] = isWindows ? [[program, ...args].map(quoted).join(' '), []] : [program, args]
    const child = spawn(file, rest, { stdio: 'inherit', env, shell: isWindows })
    const forward = (signal: NodeJS.Signals) => {
      if (!sentByTerminal(signal)) child.kill(signal)
    }
    for (const signal of forwarded) process.on(signal, forward)
    const ended = () => {
      for (const signal of forwarded) process.off(signal, forward)
    }
    child.on('error', (error) => {
      ended()
      reject(error)
    })
    child.on('close', (code, signal) => {
      ended()
      resolve(signal === null ? { code: code ?? 0 } : { signal })
    })
  })
}

/** Whether the terminal sent the signal. It sends Ctrl-C to the command too, which would count a second one. */
function sentByTerminal(signal: NodeJS.Signals): boolean {
  return (signal === 'SIGINT' || signal === 'SIGQUIT') && [0, 1, 2].some((stream) => isatty(stream))
}

function quoted(argument: string): string {
  return /^[\w./:=@-]+$/.test(argument) ? argument : `"${argument.replaceAll('"', '""')}"`
}
