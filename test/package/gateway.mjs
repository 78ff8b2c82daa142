// The gateway that a smoke test calls, in the process of the script that started it.
import { copyFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { run } from '../support/tools.mjs'

/** Runs the smoke test in a folder that holds the installed package, with `program` and its `options`. */
export async function smoke(folder, program, options = []) {
  const { startSandbox } = createRequire(join(folder, 'smoke.mjs'))('bootpay-backend-nodejs/sandbox')
  copyFileSync(join(import.meta.dirname, 'smoke.mjs'), join(folder, 'smoke.mjs'))
  const sandbox = await startSandbox()
  try {
    const paid = sandbox.pay({ price: 1000 })
    const waiting = [1, 2].map(() => {
      sandbox.failNext({ fault: 'reset-after', path: '/submit' })
      return sandbox.pay({ price: 1000, state: 'awaiting-approval' }).receipt_id
    })
    const { url, applicationId, privateKey } = sandbox
    const args = [url, applicationId, privateKey, paid.receipt_id, ...waiting]
    const { passed, output } = await run(program, [...options, 'smoke.mjs', ...args], { cwd: folder })
    const submits = sandbox.requests.filter(({ path }) => path === '/submit').length
    return { passed: passed && output.endsWith('smoke passed\n') && submits === 2, output }
  } finally {
    await sandbox.close()
  }
}
