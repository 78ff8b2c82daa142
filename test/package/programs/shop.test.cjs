// The shop under jest, with the preload as a setup file.
const { sandbox } = require('bootpay-backend-nodejs/sandbox/register')
const app = require('./shop.cjs')
const { inOneProcess } = require('./shop-story.cjs')

test('an order is paid and refunded', async () => {
  const receipts = await inOneProcess(app, sandbox)
  expect(receipts).toMatchObject([{ status: 20, cancelled_price: 12_000 }])
})
