import { expect, it, onTestFinished } from 'vitest'
import { BootpayClient } from '../src'
import * as billing from '../src/api/billing'
import { customRequest } from '../src/api/custom'
import * as identity from '../src/api/identity'
import * as payment from '../src/api/payment'
import { tokenRequest } from '../src/api/token'
import type { ApiRequest } from '../src/core/request'
import { startSandbox } from '../src/sandbox'
import {
  callMethod,
  clientMembers,
  methodNames,
  methods,
  sampleIds,
  whereToAddARow,
  withoutRequest,
} from './support/methods'
import { refusalOf } from './support/refusal'
import { encodedIds, refusedIds } from './support/rules'

const requests: Partial<Record<string, (argument: never) => ApiRequest<unknown>>> = {
  ...payment,
  ...billing,
  ...identity,
  request: customRequest,
  getAccessToken: () => tokenRequest({ applicationId: 'application', privateKey: 'key' }),
}

it('the table of methods has a row for every method of BootpayClient, and no other', () => {
  const functions = Object.entries(clientMembers())
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name)
  expect([...methodNames, ...Object.keys(withoutRequest)].sort(), whereToAddARow).toEqual(functions.sort())
})

it.each(methodNames)('the row of %s names the safety and the route of its request in src/api', (name) => {
  const { safety, route, samples } = methods[name]
  for (const sample of samples(sampleIds)) {
    const request = requests[name]?.(sample as never)
    expect(request, `src/api exports no function ${name}`).toBeDefined()
    expect(request).toMatchObject({ name, safety })
    expect(`${request?.method} ${request?.path}`).toBe(route(sampleIds))
  }
})

it.each(methodNames)(
  'the row of %s has a sample that succeeds in a sandbox, and its answer',
  async (name) => {
    const { route, samples, prepare, answer } = methods[name]
    const sandbox = await startSandbox()
    onTestFinished(() => sandbox.close())
    const client = new BootpayClient()
    client.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    prepare?.(sandbox, sampleIds)
    const [sample] = samples(sampleIds)
    const envelope = (await callMethod(client, name, sample)) as { data?: unknown }
    expect(envelope).toMatchObject({ status: 200, code: 0 })
    expect([envelope.data]).toMatchObject([answer(sampleIds)])
    expect(sandbox.requests.at(-1)?.method).toBe(route(sampleIds).split(' ')[0])
  },
)

const takesAnId = methodNames.filter((name) => typeof methods[name].samples(sampleIds)[0] === 'string')

it.each(takesAnId)('%s refuses an id that would change the path, the header or the meaning', (name) => {
  for (const id of [...refusedIds, undefined, null, 1, {}])
    refusalOf(() => requests[name]?.(id as never), name)
  for (const id of encodedIds) {
    const { path = '', body } = requests[name]?.(id as never) ?? {}
    expect(body ? Object.values(body) : path.split('/').map(decodeURIComponent)).toContain(id)
  }
})
