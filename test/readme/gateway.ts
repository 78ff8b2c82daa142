import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Sandbox, SandboxOptions } from '../../src/sandbox'
import { requireAsUser } from '../support/as-user'
import { billingKey } from './samples'

export const { Bootpay } = requireAsUser('bootpay-backend-nodejs')
const { startSandbox } = requireAsUser('bootpay-backend-nodejs/sandbox') as {
  startSandbox(options?: SandboxOptions): Promise<Sandbox>
}

const placeholders = {
  applicationId: '[ REST API Application ID ]',
  privateKey: '[ Private Key ]',
}

/** nock sends requests for the real host to a sandbox. */
async function behindRealHost(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
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

/** Gives each test of the file such a sandbox, with the billing key of the samples; nothing else can be reached. */
export function sandboxForEachTest(take: (sandbox: Sandbox) => void): void {
  let sandbox: Sandbox
  beforeAll(() => {
    nock.disableNetConnect()
    nock.enableNetConnect(/^127\.0\.0\.1/)
  })
  beforeEach(async () => {
    sandbox = await behindRealHost({ ...placeholders, allowRemoteFeedback: true })
    sandbox.issueBillingKey({ billingKey, method: 'card_rebill_rest' })
    take(sandbox)
  })
  afterEach(async () => {
    Bootpay.clearAccessToken()
    nock.cleanAll()
    await sandbox.close()
  })
  afterAll(() => nock.restore())
}
