// A shop as it may have run for years: its keys are in its source, and it knows nothing of a sandbox.
const express = require('express')
const { Bootpay } = require('bootpay-backend-nodejs')

const applicationId = 'rest-application-id-of-the-shop'
const privateKey = 'private-key-of-the-shop'

const products = { mug: { name: '머그컵', price: 12_000 }, tray: { name: '쟁반', price: 30_000 } }
const orders = new Map()
const app = express()
app.use(express.json(), express.urlencoded({ extended: true }))

async function connect() {
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status !== 200) throw new Error(token.message)
}

app.post('/orders', async (request, response) => {
  const product = products[request.body.product]
  if (!product) return response.status(404).json({ error: '없는 상품입니다' })
  const order = { id: `order-${orders.size + 1}`, state: 'waiting', ...product }
  await connect()
  const link = await Bootpay.requestPayment({
    pg: 'kcp',
    method: 'card',
    orderId: order.id,
    price: order.price,
    itemName: order.name,
    returnUrl: `http://${request.headers.host}/thanks`,
  })
  orders.set(order.id, order)
  response.status(201).json({ id: order.id, pay: link.data })
})

app.get('/orders/:id', ({ params }, response) => {
  const order = orders.get(params.id)
  response.status(order ? 200 : 404).json(order ?? { error: '없는 주문입니다' })
})

/** The browser or a webhook says that an order was paid: the gateway is asked whether it was. */
async function settle(orderId, receiptId) {
  const order = orders.get(orderId)
  if (!order) return undefined
  await connect()
  const { data } = await Bootpay.verify(receiptId)
  if (data.order_id === orderId && data.price === order.price && data.status === 1) {
    if (order.state === 'waiting') Object.assign(order, { state: 'paid', receiptId })
  } else if (data.status === 1) {
    await Bootpay.cancel({ receiptId, name: '상점', reason: '금액이 다릅니다' })
  }
  return order
}

app.post('/confirm', async ({ body }, response) => {
  const order = await settle(body.orderId, body.receiptId)
  response.status(order ? 200 : 404).json(order ?? { error: '없는 주문입니다' })
})

app.post('/webhook', async ({ body }, response) => {
  if (body.private_key !== privateKey) return response.status(403).end()
  if (Number(body.status) === 1) await settle(body.order_id, body.receipt_id)
  response.on('finish', () => console.log('webhook answered'))
  response.send('OK')
})

app.post('/orders/:id/refund', async ({ params }, response) => {
  const order = orders.get(params.id)
  if (order?.state !== 'paid') return response.status(409).json({ error: '환불할 수 없는 주문입니다' })
  await connect()
  const { data } = await Bootpay.cancel({ receiptId: order.receiptId, name: '상점', reason: '고객 요청' })
  if (data.remain_price === 0) order.state = 'refunded'
  response.json(order)
})

app.use((error, _request, response, _next) => response.status(502).json({ error: error.message }))

if (require.main === module) app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('open'))
module.exports = app
