// A gateway on this machine that stands in for the real one, and counts the connections that reach it: in the tests of
// a mocked axios there may be none.
const { createServer } = require('node:net')

const token = { token: 'token-for-tests', server_time: 1_700_000_000, expired_at: 1_700_001_800 }

/** What the gateway would say, by the end of the address. */
const envelopeOf = (url) => ({
  status: 200,
  code: 0,
  message: '',
  data: url.endsWith('/request/token') ? token : { price: 1000, remain_price: 0 },
})

/** Opens the gateway for the tests of one file; gives back how to configure a client for it. */
function standInGateway() {
  let connections = 0
  const server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  beforeAll((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  afterAll((done) => {
    server.close(done)
  })
  beforeEach(() => {
    connections = 0
  })
  afterEach(() => {
    expect(connections).toBe(0)
  })
  return {
    get url() {
      return `http://127.0.0.1:${server.address().port}`
    },
    configure(Bootpay) {
      Bootpay.setConfig('app', 'key', 'production', { baseUrl: this.url, timeout: 3_000 })
      return Bootpay
    },
  }
}

/** One call by each HTTP method that there is, in the order of their paths in `paths`. */
const calls = {
  post: (Bootpay) => Bootpay.cancel({ receiptId: 'r1', price: 1000 }),
  get: (Bootpay) => Bootpay.verify('r1'),
  put: (Bootpay) => Bootpay.startDelivery({ receiptId: 'r1', deliveryNo: '1', deliveryCorp: '001' }),
  delete: (Bootpay) => Bootpay.destroySubscribeBillingKey('k1'),
}
const paths = ['/cancel', '/receipt/r1', '/delivery/start/r1', '/subscribe/billing/k1']

const errorOf = (promise) =>
  promise.then(
    (answer) => {
      throw new Error(`it answered ${JSON.stringify(answer)}`)
    },
    (error) => error,
  )

/** The error of a call that a mock kept from leaving, and left without an answer. */
const keptBack = { type: 'config', outcomeUnknown: false, message: expect.stringMatching(/모킹.*mock/) }

module.exports = { standInGateway, envelopeOf, calls, paths, errorOf, keptBack }
