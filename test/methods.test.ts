import { expect, it, onTestFinished } from 'vitest'
import { BootpayClient } from '../src'
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
import { requestOf } from './support/requests'
import { encodedIds, refusedIds } from './support/rules'

it('the table of methods has a row for every method of BootpayClient, and no other', () => {
  const functions = Object.entries(clientMembers())
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name)
  expect([...methodNames, ...Object.keys(withoutRequest)].sort(), whereToAddARow).toEqual(functions.sort())
})

it.each(methodNames)('the row of %s names the safety and the route of its request in src/api', (name) => {
  const { safety, route, samples } = methods[name]
  for (const sample of samples(sampleIds)) {
    const request = requestOf(name, sample)
    expect(request).toMatchObject({ name, safety })
    expect(`${request.method} ${request.path}`).toBe(route(sampleIds))
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
  for (const id of [...refusedIds, undefined, null, 1, {}]) refusalOf(() => requestOf(name, id), name)
  for (const id of encodedIds) {
    const { path, body } = requestOf(name, id)
    expect(body ? Object.values(body) : path.split('/').map(decodeURIComponent)).toContain(id)
  }
})
