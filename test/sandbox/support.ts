import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox'

const endings: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

export interface Answer {
  http: number
  status: number
  code: number
  message: string
  data: any
  /** The header `x-sandbox-hint`, decoded; without one it is empty. */
  hint: { rule: string; english: string; korean: string }
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>

/** A sandbox that ends with the test, and a caller that holds its token. */
export async function open(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; call: Call }> {
  const sandbox = await startSandbox(options)
  endings.push(() => sandbox.close())
  let token: string | undefined
  const call: Call = async (method, path, body) => {
    token ??= await tokenOf(sandbox)
    return send(sandbox, method, path, body, { authorization: token })
  }
  return { sandbox, call }
}

export async function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(sandbox.url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const envelope = (await response.json()) as Omit<Answer, 'http' | 'hint'>
  // Not enumerable, so that an answer still equals an envelope.
  const hint = { value: hintIn(response.headers), enumerable: false }
  return Object.defineProperty({ http: response.status, ...envelope }, 'hint', hint) as Answer
}

export function hintIn(headers: Headers): Answer['hint'] {
  const [, rule = '', english = '', korean = ''] =
    /^(\w+); en="([^"]*)"; ko="([^"]*)"$/.exec(headers.get('x-sandbox-hint') ?? '') ?? []
  return { rule, english: decodeURIComponent(english), korean: decodeURIComponent(korean) }
}

export async function requestToken(sandbox: Sandbox): Promise<Answer> {
  const { applicationId, privateKey } = sandbox
  return send(sandbox, 'POST', '/request/token', { application_id: applicationId, private_key: privateKey })
}

export async function tokenOf(sandbox: Sandbox): Promise<string> {
  return (await requestToken(sandbox)).data.token
}

/** The card data of a billing key. */
export const cardData = {
  pg: 'nicepay',
  order_id: 'o-1',
  item_name: '정기결제',
  card_no: '5570420412341074',
  card_pw: '00',
  expire_year: '99',
  expire_month: '12',
  identify_number: '901010',
}

/** A charge of a billing key. */
export const chargeOf = (billingKey: string, more: object = {}) => ({
  billing_key: billingKey,
  item_name: '정기결제',
  price: 10_000,
  order_id: 'o-2',
  ...more,
})

export interface Delivery {
  headers: IncomingHttpHeaders
  body: string
}

/** A merchant's webhook endpoint. */
export async function receiver(
  answer: (count: number) => { status?: number; body: string } = () => ({ body: 'OK' }),
) {
  const deliveries: Delivery[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    deliveries.push({ headers: request.headers, body })
    const { status = 200, body: text } = answer(deliveries.length)
    response.writeHead(status).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  endings.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feedback`, deliveries }
}

export const minutes = 60_000
export const hours = 60 * minutes
export const days = 24 * hours

export const unixNow = (sandbox: Sandbox): number => Math.floor(sandbox.now() / 1000)
