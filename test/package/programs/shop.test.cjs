// The shop under jest, with the preload as a setup file.
const { once } = require('node:events')
const { sandbox } = require('bootpay-backend-nodejs/sandbox/register')
const app = require('./shop.cjs')
const { call, fromOrderToRefund } = require('./shop-story.cjs')

let server
let shop
beforeAll(async () => {
  server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  shop = `http://127.0.0.1:${server.address().port}`
})
afterAll(() => server.close())

test('an order is paid and refunded', async () => {
  const merchant = (await sandbox).merchant('rest-application-id-of-the-shop')
  await fromOrderToRefund(shop, async ({ id: orderId }) => {
    const { receipt_id: receiptId } = merchant.pay({ price: 12_000, orderId })
    await call(`${shop}/confirm`, 'POST', { orderId, receiptId })
  })
  expect(merchant.receipts).toMatchObject([{ status: 20, cancelled_price: 12_000 }])
})
