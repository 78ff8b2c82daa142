import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { modulePath } from './client'
import { cleanEnvironment } from './environment'

export interface Ended {
  /** -1 when it had to be ended. */
  code: number
  stdout: string
  stderr: string
}

/**
 * Runs a script in a process of its own, which ends by itself or fails. The script finds the package as `bootpay`,
 * and `axios` as the package does; what it hands to `report` comes out as JSON.
 */
export async function runChild(
  script: string,
  env: Record<string, string> = {},
  { flags = [] as string[], timeout = 15_000 } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...flags, '--eval', prelude + script], {
    env: cleanEnvironment({ ...env, BOOTPAY_MODULE: modulePath() }),
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.stderr += text
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  return { code: code ?? -1, ...output }
}

/** The same, for a script that has to succeed: what it reported. */
export async function reportOf(...given: Parameters<typeof runChild>): Promise<any> {
  const { code, stdout, stderr } = await runChild(...given)
  if (code !== 0) throw new Error(`the process ended with ${code}\n${stdout}\n${stderr}`)
  return JSON.parse(stdout)
}

const prelude = `
const load = require('node:module').createRequire(process.env.BOOTPAY_MODULE + '/');
const path = process.env.BOOTPAY_MODULE;
const loadBootpay = () => require(path);
const loadAxios = () => load('axios');
const report = (value) => process.stdout.write(JSON.stringify(value));
const brief = (error) => ({
  name: error.name, type: error.type, status: error.status, code: error.code, message: error.message,
  outcomeUnknown: error.outcomeUnknown, attempts: error.attempts,
});
const outcome = (call) => call.then((value) => ({ value }), (error) => ({ error: brief(error) }));
`

/** A file for this test only, such as a certificate that a process is to trust. */
export function temporaryFile(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bootpay-child-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
