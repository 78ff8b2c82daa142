import { Server } from 'node:http'
import { Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { startSandbox } from '../../src/sandbox'
import { open, requestToken, send } from './support'

/** Takes away what the first Node 18 did not have. */
function withoutNewer() {
  for (const [owner, name] of [
    [Socket.prototype, 'resetAndDestroy'],
    [Server.prototype, 'closeAllConnections'],
  ] as [object, string][]) {
    const kept = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, { value: undefined, configurable: true, writable: true })
    restores.push(() => kept && Object.defineProperty(owner, name, kept))
  }
}
const restores: (() => unknown)[] = []
afterEach(() => {
  for (const restore of restores.splice(0)) restore()
})

test('without resetAndDestroy a reset is at least the end of the connection', async () => {
  const { sandbox } = await open()
  withoutNewer()
  sandbox.failNext({ fault: 'reset-before' })
  await expect(send(sandbox, 'GET', '/receipt/x')).rejects.toThrow()
  expect((await requestToken(sandbox)).http).toBe(200)
})

test('without closeAllConnections close still ends kept connections at once', async () => {
  withoutNewer()
  const sandbox = await startSandbox()
  await requestToken(sandbox)
  sandbox.failNext({ fault: 'silence' })
  const held = send(sandbox, 'GET', '/receipt/x').catch((error: Error) => error)
  await vi.waitUntil(() => sandbox.requests.at(-1)?.fault === 'silence', { timeout: 10_000 })
  const startedAt = performance.now()
  await sandbox.close()
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  expect(await held).toBeInstanceOf(Error)
})
