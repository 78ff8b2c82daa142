import { expect, test } from 'vitest'
import recorded from '../data/wire-vectors.json'
import { open, send, tokenOf } from './support'

interface Vector {
  name: string
  request: { method: string; path: string; body?: Record<string, unknown> }
  original_body?: Record<string, unknown>
}

const vectors = recorded.vectors as Vector[]
const identity = { applicationId: 'app', privateKey: 'key' }

test.each(vectors)(
  '$name succeeds against a sandbox that knows its ids',
  async ({ request, original_body }) => {
    const { sandbox } = await open({ ...identity, readmeSamples: true })
    sandbox.pay({ price: 1000, taxFree: 100, receiptId: 'r1' })
    sandbox.issueBillingKey({ billingKey: 'bk' })
    const authorization = await tokenOf(sandbox)
    const answer = await send(sandbox, request.method, request.path, request.body, { authorization })
    expect(answer).toMatchObject({ http: 200, status: 200, code: 0 })
    if (original_body !== undefined) {
      const original = await send(sandbox, request.method, request.path, original_body, { authorization })
      expect(original).toMatchObject({ http: 200, status: 200, code: 0 })
    }
  },
)

test('the README samples work in one sandbox, any number of times', async () => {
  const { sandbox } = await open({ ...identity, readmeSamples: true })
  const authorization = await tokenOf(sandbox)
  const samples = vectors.filter(({ name }) => name.startsWith('readme') || name === 'submit')
  for (let round = 0; round < 7; round++) {
    for (const { name, request } of samples) {
      const answer = await send(sandbox, request.method, request.path, request.body, { authorization })
      expect(answer, name).toMatchObject({ http: 200, code: 0 })
    }
  }
})

test('without readmeSamples the fixed ids are as unknown as any other', async () => {
  const { sandbox } = await open(identity)
  const authorization = await tokenOf(sandbox)
  const answer = await send(sandbox, 'GET', '/receipt/612df0250d681b001de61de6', undefined, { authorization })
  expect(answer.code).toBe(-2100)
})
