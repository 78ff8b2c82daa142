// 6. 결제 링크 생성 (payment link)
const { randomUUID } = require('node:crypto')
const { Bootpay } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ sandbox }) => {
  // Save it before the call: if the answer is lost, the webhook and the console are searched by it.
  const orderId = `order-${randomUUID()}`
  console.log(`주문번호 (order id): ${orderId}`)
  const { data: address } = await Bootpay.requestPayment({
    pg: 'kcp',
    method: 'card',
    orderId,
    price: 1_000,
    itemName: '테스트 부트페이 상품',
    returnUrl: 'https://shop.example.com/bootpay/return',
    extra: { expire: 30 },
  })
  console.log(`고객에게 보낼 주소 (send this to the customer): ${address}`)
  if (!sandbox) return

  // The button that the customer presses on that page.
  await fetch(address, { method: 'POST', body: new URLSearchParams({ act: 'pay' }) })
  const [link] = sandbox.links
  const payment = await Bootpay.verify(link.receipt_id)
  console.log(
    `고객이 결제했습니다 (the customer paid): ${payment.data.price}원, status ${payment.data.status}`,
  )
})
