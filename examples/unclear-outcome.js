// An error on its way to a log, a queue and a worker: how an unclear outcome arrives there.
const { once } = require('node:events')
const { Worker } = require('node:worker_threads')
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')
const { run } = require('./support/example')

run(async ({ sandbox }) => {
  if (!sandbox) throw new Error('이 예제는 샌드박스에서만 실행됩니다 (this example is for the sandbox alone)')
  const { billing_key: billingKey } = sandbox.issueBillingKey()
  // The card is charged, and the answer gets lost.
  sandbox.failNext({ fault: 'reset-after', path: '/subscribe/billing' })
  try {
    const order = { itemName: '정기결제 30일권', price: 9_900, orderId: 'order-1' }
    await Bootpay.requestSubscribeBillingPayment({ billingKey, ...order })
  } catch (error) {
    if (!isBootpayError(error)) throw error
    console.log(`로그에서 (in a log): ${JSON.parse(JSON.stringify(error)).outcomeUnknown}`)
    // postMessage and structuredClone drop the fields of any error, so its fields are sent instead.
    console.log(`오류를 그대로 보내면 (sent as it is): ${(await throughWorker(error)).outcomeUnknown}`)
    console.log(`필드를 보내면 (sent as { ...error }): ${(await throughWorker({ ...error })).outcomeUnknown}`)
  }
})

/** What a worker receives, which it sends back. */
async function throughWorker(message) {
  const echo =
    "const { parentPort: port } = require('node:worker_threads'); port.once('message', (it) => port.postMessage(it))"
  const worker = new Worker(echo, { eval: true })
  worker.postMessage(message)
  const [received] = await once(worker, 'message')
  return received
}
