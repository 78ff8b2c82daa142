// Plays Next.js: hands what the sandbox sends to the route handler of examples/webhook-next-route.mjs as a Request.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { startSandbox } from 'bootpay-backend-nodejs/sandbox'
import { orders, POST } from '../../examples/webhook-next-route.mjs'

const server = createServer(async (incoming, outgoing) => {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const headers = { 'content-type': incoming.headers['content-type'] }
  const response = await POST(
    new Request('http://next/', { method: 'POST', headers, body: Buffer.concat(chunks) }),
  )
  outgoing.writeHead(response.status).end(await response.text())
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const sandbox = await startSandbox({ feedbackUrl: `http://127.0.0.1:${server.address().port}/` })
process.env.BOOTPAY_APPLICATION_ID = sandbox.applicationId
process.env.BOOTPAY_PRIVATE_KEY = sandbox.privateKey
process.env.BOOTPAY_BASE_URL = sandbox.url

sandbox.pay({ price: 10_000, orderId: 'another-order' })
await sandbox.advance(0)
sandbox.pay({ price: 10_000, orderId: 'order-1' })
await sandbox.advance(0)
const nonsense = await POST(new Request('http://next/', { method: 'POST', body: 'nonsense' }))
const forged = new URLSearchParams({
  receipt_id: 'r',
  order_id: 'order-1',
  price: '10000',
  status: '20',
  private_key: 'x',
})
const forgery = await POST(new Request('http://next/', { method: 'POST', body: forged }))
const stranger = new URLSearchParams({ receipt_id: 'r', order_id: 'order-1', price: '10000', status: '20' })
const unknown = await POST(new Request('http://next/', { method: 'POST', body: stranger }))
const answers = sandbox.feedbacks.map(({ answer }) => `${answer.status} ${answer.body}`.trim())
console.log(
  JSON.stringify({
    answers,
    nonsense: nonsense.status,
    forgery: forgery.status,
    unknown: unknown.status,
    order: orders.get('order-1'),
  }),
)
server.close()
await sandbox.close()
