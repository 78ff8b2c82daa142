// A stub of the gateway, in a process of its own so that its work is not counted as the client's.
// It answers the v1 paths with the envelope and the v2 paths without, and counts the requests.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'

const lifetime = 30 * 60
let token = newToken()
let counts = {}

function newToken() {
  return randomBytes(32).toString('hex')
}

const receipt = {
  receipt_id: '612df0250d681b001de61de6',
  order_id: '1576461949',
  name: '테스트결제',
  price: 3000,
  tax_free: 1500,
  remain_price: 3000,
  remain_tax_free: 1500,
  cancelled_price: 0,
  cancelled_tax_free: 0,
  receipt_url: 'https://app.bootpay.co.kr/bill/example',
  unit: 'krw',
  pg: 'nicepay',
  method: 'card',
  pg_name: '나이스페이',
  method_name: '신용카드',
  payment_data: {
    card_name: '하나',
    card_no: '00000000****0000',
    card_quota: '00',
    card_auth_no: '00000000',
    receipt_id: '612df0250d681b001de61de6',
    n: '테스트결제',
    p: 3000,
    tid: '00000000',
    pg: '나이스페이',
    pm: '신용카드',
    pg_a: 'nicepay',
    pm_a: 'card',
    o_id: '1576461949',
    p_at: '2026-01-02 03:04:05',
    s: 1,
    g: 2,
  },
  requested_at: '2026-01-02 03:04:05',
  purchased_at: '2026-01-02 03:04:05',
  status: 1,
  status_en: 'complete',
  status_ko: '결제완료',
}

const ok = (data) => Buffer.from(JSON.stringify({ status: 200, code: 0, message: '', data }))
const failed = (status, code, message) => Buffer.from(JSON.stringify({ status, code, message }))
const found = ok(receipt)
const foundV2 = Buffer.from(JSON.stringify(receipt))
const missing = failed(500, -2100, '해당 결제 내역을 찾지 못했습니다.')
const unauthorized = failed(401, -1000, '토큰이 유효하지 않습니다.')

/** The answer to one request, as status and bytes. */
function answer(path, authorization) {
  const now = Math.floor(Date.now() / 1000)
  if (path === '/request/token') return [200, ok({ token, server_time: now, expired_at: now + lifetime })]
  if (path === '/v2/request/token') {
    return [200, Buffer.from(JSON.stringify({ access_token: token, expire_in: lifetime }))]
  }
  if (authorization !== token && authorization !== `Bearer ${token}`) return [401, unauthorized]
  if (path.endsWith('/missing')) return [500, missing]
  return [200, path.startsWith('/v2/') ? foundV2 : found]
}

function serve(delay) {
  const server = createServer((request, response) => {
    const [path] = request.url.split('?')
    counts[path] = (counts[path] ?? 0) + 1
    const reply = () => {
      const [status, body] = answer(path, request.headers.authorization)
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
      })
      response.end(body)
    }
    request.resume()
    request.once('end', () => (delay > 0 ? setTimeout(reply, delay) : reply()))
  })
  // The stub must never be the one that closes a kept-alive connection.
  server.keepAliveTimeout = 600_000
  server.requestTimeout = 0
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`))
  })
}

const orders = {
  async start() {
    return { url: await serve(0), slowUrl: await serve(5) }
  },
  /** Number of requests since the last time, by path. */
  counts() {
    const seen = counts
    counts = {}
    return seen
  },
  /** From now on the current token is refused. */
  revoke() {
    token = newToken()
  },
}

process.on('message', async ({ order }) => process.send({ result: (await orders[order]()) ?? null }))
process.on('disconnect', () => process.exit())
