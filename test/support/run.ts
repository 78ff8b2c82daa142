import { execFile } from 'node:child_process'
import { cleanEnvironment } from './environment'

export interface Run {
  /** Exit code; -1 when it had to be ended. */
  code: number
  stdout: string
  stderr: string
}

/** Runs a program to its end, at most `timeout` ms, without what the test runner and npm put into the environment. */
export function run(
  program: string,
  args: string[],
  { cwd, env = {}, timeout = 60_000 }: { cwd: string; env?: Record<string, string>; timeout?: number },
): Promise<Run> {
  const options = { cwd, env: cleanEnvironment(env), timeout, maxBuffer: 2 ** 26 }
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      const late = error?.killed ? `\nended after ${timeout / 1000} s` : ''
      resolve({ code, stdout, stderr: stderr + late })
    })
  })
}

/** The same; anything but success is an error that shows what the program said. */
export async function succeed(...[program, args, options]: Parameters<typeof run>): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`)
  return stdout
}

/** npm without the network. */
export function npm(args: string[], cwd: string): Promise<string> {
  const quietly = ['--offline', '--no-update-notifier', '--no-audit', '--no-fund']
  // Packing builds, which takes a busy machine its time.
  return succeed('npm', [...args, ...quietly], { cwd, timeout: 110_000 })
}

/** Runs JavaScript and gives back what it printed as JSON. */
export async function evaluate(
  source: string,
  cwd: string,
  kind: 'commonjs' | 'module' = 'commonjs',
): Promise<any> {
  return JSON.parse(await succeed(process.execPath, [`--input-type=${kind}`, '--eval', source], { cwd }))
}
