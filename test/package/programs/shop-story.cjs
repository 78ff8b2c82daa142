// What the customer and the staff of the shop do, from the order to the refund, over HTTP.
const assert = require('node:assert/strict')
const { once } = require('node:events')

async function call(url, method = 'GET', body = undefined) {
  const headers = { 'content-type': 'application/json', connection: 'close' }
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) })
  return response.json()
}

/** `pay` gets the order with the address to pay at, and returns when the customer has paid. */
async function fromOrderToRefund(shop, pay) {
  const order = await call(`${shop}/orders`, 'POST', { product: 'mug' })
  assert.match(order.pay, /^http:\/\/127\.0\.0\.1:\d+\//)
  assert.equal((await call(`${shop}/orders/${order.id}`)).state, 'waiting')
  await pay(order)
  assert.equal((await call(`${shop}/orders/${order.id}`)).state, 'paid')
  assert.equal((await call(`${shop}/orders/${order.id}/refund`, 'POST')).state, 'refunded')
  // Once is enough.
  assert.equal((await call(`${shop}/orders/${order.id}/refund`, 'POST')).error, '환불할 수 없는 주문입니다')
}

/** The same in one process with its sandbox: the test pays in the customer's place. Returns the receipts in the books. */
async function inOneProcess(app, sandbox) {
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const shop = `http://127.0.0.1:${server.address().port}`
  try {
    const merchant = (await sandbox).merchant('rest-application-id-of-the-shop')
    await fromOrderToRefund(shop, async ({ id: orderId }) => {
      const { receipt_id: receiptId } = merchant.pay({ price: 12_000, orderId })
      await call(`${shop}/confirm`, 'POST', { orderId, receiptId })
    })
    return merchant.receipts
  } finally {
    server.close()
  }
}

module.exports = { call, fromOrderToRefund, inOneProcess }
