import { expect, onTestFinished } from 'vitest'
import type { BootpayOptions } from '../../src'
import type { Certificate } from '../support/certificate'
import { type Client, clientWith, type Failure, isBootpayError } from '../support/client'
import { FaultServer } from '../support/fault-server'
import { haste, hastyClock } from '../support/hasty-clock'

export const keys = { applicationId: 'sample-application', privateKey: 'sample-private-key' }

/** A fault server for one test. */
export async function serve(certificate?: Certificate): Promise<FaultServer> {
  const server = await new FaultServer(certificate).listen()
  onTestFinished(() => server.close())
  return server
}

/** A client of a fault server. `hasToken`: it need not ask for one. */
export function connect(
  baseUrl: string,
  { hasToken = false, ...options }: BootpayOptions & { hasToken?: boolean } = {},
  clock = hastyClock,
): Client {
  const client = clientWith(clock)
  client.setConfig(keys.applicationId, keys.privateKey, 'production', { baseUrl, ...options })
  if (hasToken) client.$token = 'token-0'
  return client
}

export async function open(options: Parameters<typeof connect>[1] = {}) {
  const server = await serve()
  return { server, client: connect(server.url, options) }
}

/** The error a call ends with, and when, in ms of the client's clock. */
export async function failureOf(call: Promise<unknown>): Promise<Failure & { took: number }> {
  const startedAt = hastyClock.now()
  const error = await call.then(
    (value) => {
      throw new Error(`it succeeded: ${JSON.stringify(value)}`)
    },
    (problem: unknown) => problem,
  )
  expect(isBootpayError(error), String(error)).toBe(true)
  return Object.assign(Object.create(error as Failure), { took: hastyClock.now() - startedAt })
}

/** Far more than a working call takes, even on a busy machine. */
export const soon = 2_000 * haste

/** Ended by its time limit, neither before it nor much after. */
export function expectEndedBy(took: number, timeout: number) {
  expect(took).toBeGreaterThan(timeout * 0.95)
  expect(took).toBeLessThan(timeout + soon)
}
