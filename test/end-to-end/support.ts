import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { BootpayClient, type BootpayOptions, type Feedback, parseFeedback } from '../../src'
import type { Clock } from '../../src/core/clock'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox'

export const minutes = 60_000

/** A sandbox that ends with the test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** A client of a sandbox; with a clock of its own where a test decides about time. */
export function clientOf(sandbox: Sandbox, options: BootpayOptions = {}, clock?: Clock): BootpayClient {
  const client = clock ? new BootpayClient(clock) : new BootpayClient()
  const { applicationId, privateKey, url: baseUrl } = sandbox
  client.setConfig(applicationId, privateKey, 'production', { baseUrl, ...options })
  return client
}

/** What the sandbox saw, as `POST /cancel 200`; the requests for a token only if asked for. */
export function seen(sandbox: Sandbox, path = ''): string[] {
  return sandbox.requests
    .filter((entry) => (path ? entry.path.startsWith(path) : entry.path !== '/request/token'))
    .map(({ method, path: at, status }) => `${method} ${at} ${status ?? 'no answer'}`)
}

export const tokenRequests = (sandbox: Sandbox) => seen(sandbox, '/request/token').length

/** Payments in the books in which money moved. */
export const payments = (sandbox: Sandbox) =>
  sandbox.receipts.filter(({ price, status }) => price > 0 && status !== 0)

/** The card data of a billing key. The number is a sample with a valid check digit: without one it would not be masked. */
export const card = {
  orderId: 'card-1',
  pg: 'nicepay',
  itemName: '정기결제',
  cardNo: '5570420412341074',
  cardPw: '00',
  expireYear: '99',
  expireMonth: '12',
  identifyNumber: '901010',
  userInfo: { username: '홍길동', phone: '01000000000' },
}

export async function issueKey(client: BootpayClient): Promise<string> {
  const { data } = await client.requestSubscribeBillingKey(card)
  return data.billing_key
}

/** Seconds of the sandbox's clock, as reservations count. */
export const secondsOf = (sandbox: Sandbox) => Math.floor(sandbox.now() / 1000)

/** A server on this machine that ends with the test. */
export async function serve(
  answer: (request: IncomingMessage, body: string) => Promise<string> | string,
): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.setHeader('content-type', 'text/plain')
    response.end(await answer(request, body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface ShopOrder {
  price: number
  state: 'open' | 'paid' | 'cancelled'
  receiptId?: string
  /** How many webhooks were believed. */
  told: number
}

/**
 * A shop as the README shows it: each webhook is read, authenticated, looked up at the gateway and held against the
 * order; only then it counts and is answered with `OK`.
 */
export async function openShop(client: () => BootpayClient, privateKey: () => string) {
  const orders = new Map<string, ShopOrder>()
  const refused: Feedback[] = []
  /** How many webhooks the shop is too busy for. */
  const busy = { for: 0 }
  const url = await serve(async (request, body) => {
    if (busy.for-- > 0) return 'busy'
    const feedback = parseFeedback(body, {
      contentType: request.headers['content-type'],
      privateKey: privateKey(),
    })
    const order = orders.get(feedback.order_id ?? '')
    if (feedback.authentic !== true || !order) {
      refused.push(feedback)
      return 'UNKNOWN'
    }
    const expected = { price: order.price, orderId: feedback.order_id ?? '' }
    const { confirmed, receipt } = await client().confirmFeedback(feedback, expected)
    if (!confirmed || !receipt) {
      refused.push(feedback)
      return 'DIFFERENT'
    }
    order.state = receipt.status === 20 ? 'cancelled' : 'paid'
    order.receiptId = receipt.receipt_id
    order.told++
    return 'OK'
  })
  const expect = (orderId: string, price: number) => {
    const order: ShopOrder = { price, state: 'open', told: 0 }
    orders.set(orderId, order)
    return order
  }
  return { url: `${url}/feedback`, orders, refused, busy, expect }
}
