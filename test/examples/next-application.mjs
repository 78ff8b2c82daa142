// Plays Next.js: hands what the sandbox sends to the route handler of examples/webhook-next-route.mjs as a Request.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Bootpay } from 'bootpay-backend-nodejs'
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

// The gateway tells the shop of each change; what the order is after it.
const states = {}
const order = orders.get('order-1')
async function after(name, change) {
  await change()
  await sandbox.advance(0)
  states[name] = `${order.state} ${order.receiptId}`.trim()
}
const pay = (receiptId) => sandbox.pay({ price: 10_000, orderId: 'order-1', receiptId })
const cancel = (receiptId, price) =>
  Bootpay.cancel({ receiptId, price, cancelId: `cancel-${receiptId}-${price}` })

sandbox.seed({ receipts: [{ receiptId: 'returned', price: 10_000, orderId: 'order-1' }] })
await after('a partial cancel before the order was paid', () => cancel('returned', 4_000))
await after('a payment', () => pay('first'))
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
const paid = { ...order }
await after('a second payment', () => pay('second'))
await after('the cancel of the second payment', () => cancel('second'))
order.state = 'shipped'
await after('a partial cancel of what was shipped', () => cancel('first', 4_000))
await after('the cancel of the payment', () => cancel('first'))
const answers = sandbox.feedbacks.map(({ answer }) => `${answer.status} ${answer.body}`.trim())
console.log(
  JSON.stringify({
    answers,
    nonsense: nonsense.status,
    forgery: forgery.status,
    unknown: unknown.status,
    order: paid,
    states,
  }),
)
server.close()
await sandbox.close()
