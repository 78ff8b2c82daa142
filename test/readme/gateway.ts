import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import nock from 'nock'
import type { Sandbox, SandboxOptions } from '../../src/sandbox'

/** As a user's file in this folder would. */
export const requireAsUser = createRequire(resolve('package.json'))
const { startSandbox } = requireAsUser('bootpay-backend-nodejs/sandbox') as {
  startSandbox(options?: SandboxOptions): Promise<Sandbox>
}

export const placeholders = {
  applicationId: '[ REST API Application ID ]',
  privateKey: '[ Private Key ]',
}

/** A sandbox that stands behind the real host: what is sent to it arrives here, and nowhere else. */
export async function behindRealHost(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...placeholders, ...options })
  const answer = async function (this: nock.ReplyFnContext, uri: string, body: nock.Body) {
    const { method, headers } = this.req
    const authorization = headers.authorization
    const response = await fetch(sandbox.url + uri, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
    })
    return [response.status, await response.json()] as [number, nock.Body]
  }
  const host = nock('https://api.bootpay.co.kr').persist()
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) host.intercept(/.*/, method).reply(answer)
  return sandbox
}
