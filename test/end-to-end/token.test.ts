import { expect, test } from 'vitest'
import { FakeClock } from '../support/clock'
import { clientOf, issueKey, minutes, openSandbox, payments, seen, tokenRequests } from './support'

/** The clock of the client moves with the clock of the gateway. */
async function story() {
  const sandbox = await openSandbox()
  const clock = new FakeClock()
  const client = clientOf(sandbox, {}, clock)
  const { receipt_id } = sandbox.pay({ price: 1_000 })
  const pass = async (ms: number) => {
    await clock.advance(ms)
    await sandbox.advance(ms)
  }
  return { sandbox, clock, client, pass, look: () => client.verify(receipt_id) }
}

test('one token is used for 25 minutes and renewed while it is still valid', async () => {
  const { sandbox, client, pass, look } = await story()
  await look()
  const first = client.$token
  await pass(24 * minutes)
  await look()
  expect(client.$token).toBe(first)
  expect(tokenRequests(sandbox)).toBe(1)

  await pass(2 * minutes)
  expect(client.$token).toBe(first)
  await look()
  expect(client.$token).not.toBe(first)
  expect(tokenRequests(sandbox)).toBe(2)
  expect(seen(sandbox)).not.toContainEqual(expect.stringContaining('401'))

  // Its last minutes: the old token works until they are over.
  const other = clientOf(sandbox)
  other.$token = first
  await other.verify(sandbox.receipts[0]?.receipt_id ?? '')
  expect(tokenRequests(sandbox)).toBe(2)
})

test('many calls after 26 minutes share one renewal', async () => {
  const { sandbox, client, pass, look } = await story()
  await look()
  await pass(26 * minutes)
  await Promise.all(Array.from({ length: 20 }, look))
  expect(tokenRequests(sandbox)).toBe(2)
  expect(seen(sandbox).every((line) => line.endsWith('200'))).toBe(true)
  expect(client.$token).toBeDefined()
})

test('a renewal that fails leaves the old token in use', async () => {
  const { sandbox, pass, look } = await story()
  await look()
  await pass(26 * minutes)
  sandbox.failNext({ path: '/request/token', fault: 'server-error', status: 503 })
  expect((await look()).status).toBe(200)
  expect(tokenRequests(sandbox)).toBe(2)
  await pass(1 * minutes)
  expect((await look()).status).toBe(200)
  expect(tokenRequests(sandbox)).toBe(3)
})

test('a token that has expired by both clocks is replaced before it is used', async () => {
  const { sandbox, pass, look } = await story()
  await look()
  await pass(40 * minutes)
  await look()
  expect(seen(sandbox)).toHaveLength(2)
  expect(tokenRequests(sandbox)).toBe(2)
})

test('a token that expired unnoticed is renewed once, and a charge replayed once', async () => {
  const { sandbox, client } = await story()
  const billingKey = await issueKey(client)
  // Only the gateway's clock moves, as after the sleep of a laptop.
  await sandbox.advance(40 * minutes)
  const charge = { billingKey, itemName: '정기구독', price: 1_000, orderId: 'o-1' }
  expect((await client.requestSubscribeBillingPayment(charge)).data.status).toBe(1)
  expect(seen(sandbox, '/subscribe/billing')).toEqual([
    'POST /subscribe/billing 401',
    'POST /subscribe/billing 200',
  ])
  expect(tokenRequests(sandbox)).toBe(2)
  expect(payments(sandbox).filter(({ order_id }) => order_id === 'o-1')).toHaveLength(1)
})

test('a revoked token costs many calls at once one renewal, and each of them one replay', async () => {
  const { sandbox, look } = await story()
  await look()
  sandbox.failNext({ path: '/receipt', fault: 'unauthorized' })
  const answers = await Promise.all(Array.from({ length: 10 }, look))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(tokenRequests(sandbox)).toBe(2)
  expect(seen(sandbox, '/receipt').filter((line) => line.endsWith('200'))).toHaveLength(11)
  expect(seen(sandbox, '/receipt').length).toBeLessThanOrEqual(21)
})

test('a new token that is refused too ends the call with that refusal', async () => {
  const { sandbox, look } = await story()
  await look()
  sandbox.failNext({ path: '/receipt', fault: 'unauthorized', times: 9 })
  await expect(look()).rejects.toMatchObject({ type: 'api', status: 401 })
  expect(seen(sandbox, '/receipt')).toHaveLength(3)
  expect(tokenRequests(sandbox)).toBe(2)
})

test('getAccessToken returns the time of the gateway, and sends a request only when the gateway would give another token', async () => {
  const { sandbox, client, pass } = await story()
  const first = await client.getAccessToken()
  await pass(10 * minutes)
  const later = await client.getAccessToken()
  expect(later.data.token).toBe(first.data.token)
  expect(later.data.expired_at).toBe(first.data.expired_at)
  expect(later.data.server_time - first.data.server_time).toBe(600)
  expect(tokenRequests(sandbox)).toBe(1)
  await pass(16 * minutes)
  const renewed = await client.getAccessToken()
  expect(renewed.data.token).not.toBe(first.data.token)
  expect(renewed.data.expired_at - renewed.data.server_time).toBeGreaterThanOrEqual(1_799)
})

test('wrong keys and a foreign address are refused once, with the reason', async () => {
  const sandbox = await openSandbox()
  const client = clientOf(sandbox)
  client.setConfig(sandbox.applicationId, 'wrong', 'production', { baseUrl: sandbox.url })
  await expect(client.verify('any')).rejects.toMatchObject({
    type: 'api',
    status: 401,
    outcomeUnknown: false,
  })
  expect(tokenRequests(sandbox)).toBe(1)
  expect(seen(sandbox)).toEqual([])

  const closed = await openSandbox({ allowedAddresses: ['203.0.113.7'] })
  await expect(clientOf(closed).getAccessToken()).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('올바르지 않은 접근'),
  })
})
