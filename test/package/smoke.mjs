// Copied beside an installed package and run by other runtimes: the least that has to work wherever it loads, first
// by the package alone, then through axios.
// Arguments: the gateway's address, its application id and private key, a receipt of 1000 won, two that wait for
// their approval. The gateway will reset the connection of each approval.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import pkg, { Bootpay, BootpayError } from 'bootpay-backend-nodejs'
import { startSandbox } from 'bootpay-backend-nodejs/sandbox'

const [baseUrl, applicationId, privateKey, receiptId, waitingId, otherWaitingId] = process.argv.slice(2)

const required = createRequire(import.meta.url)('bootpay-backend-nodejs')
assert.equal(required.Bootpay, Bootpay)
assert.equal(pkg.Bootpay, Bootpay)

async function pay(waiting) {
  Bootpay.setConfig(applicationId, privateKey, 'production', { baseUrl })
  const token = await Bootpay.getAccessToken()
  assert.equal(token.status, 200)
  assert.equal((await Bootpay.verify(receiptId)).data.price, 1000)

  // Refused by the gateway: nothing happened.
  const refused = await Bootpay.cancel({ receiptId, price: 2000 }).catch((error) => error)
  assert.ok(refused instanceof BootpayError && refused instanceof required.BootpayError)
  assert.equal(refused.type, 'api')
  assert.equal(refused.outcomeUnknown, false)

  // Refused here: nothing was sent.
  const senseless = await Bootpay.cancel({ receiptId, price: Number.NaN }).catch((error) => error)
  assert.equal(senseless.type, 'input')

  // The connection broke while it was done: the caller has to look.
  const unknown = await Bootpay.submit(waiting).catch((error) => error)
  assert.equal(unknown.type, 'conn')
  assert.equal(unknown.outcomeUnknown, true)
  assert.equal(unknown.attempts, 1)
  assert.equal((await Bootpay.verify(waiting)).data.status, 1)

  // Proven not to have left: an address where nothing listens.
  Bootpay.setConfig(applicationId, privateKey, 'production', { baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
  Bootpay.$token = token.data.token
  const unreached = await Bootpay.cancel({ receiptId }).catch((error) => error)
  assert.equal(unreached.type, 'conn')
  assert.equal(unreached.outcomeUnknown, false)
}

await pay(waitingId)
let intercepted = 0
Bootpay.$http.interceptors.request.use((config) => {
  intercepted++
  return config
})
await pay(otherWaitingId)
assert.equal(intercepted, 6)

const sandbox = await startSandbox()
Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
const { receipt_id } = sandbox.pay({ price: 500 })
assert.equal((await Bootpay.cancel({ receiptId: receipt_id })).data.remain_price, 0)
await sandbox.close()

// And now the process has to end by itself.
console.log('smoke passed')
