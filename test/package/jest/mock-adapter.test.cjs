// The real axios, with axios-mock-adapter in place of the network.
const MockAdapter = require('axios-mock-adapter')
const { Bootpay } = require('bootpay-backend-nodejs')
const { standInGateway, envelopeOf, calls, errorOf } = require('./support.cjs')

const gateway = standInGateway()
let mock

beforeEach(() => {
  gateway.configure(Bootpay)
  Bootpay.$token = undefined
})
afterEach(() => mock.restore())

test('routes with absolute addresses answer each method', async () => {
  mock = new MockAdapter(Bootpay.$http)
  mock.onPost(`${gateway.url}/request/token`).reply(200, envelopeOf('/request/token'))
  mock.onPost(`${gateway.url}/cancel`).reply(200, envelopeOf('/cancel'))
  mock.onGet(`${gateway.url}/receipt/r1`).reply(200, envelopeOf('/receipt/r1'))
  mock.onPut(`${gateway.url}/delivery/start/r1`).reply(200, envelopeOf('/delivery/start/r1'))
  mock.onDelete(`${gateway.url}/subscribe/billing/k1`).reply(200, envelopeOf('/subscribe/billing/k1'))
  for (const call of Object.values(calls)) {
    expect(await call(Bootpay)).toMatchObject({ status: 200, data: { price: 1000 } })
  }
  expect(mock.history.post.map(({ url }) => url)).toEqual([
    `${gateway.url}/request/token`,
    `${gateway.url}/cancel`,
  ])
  expect(JSON.parse(mock.history.post[1].data)).toEqual({ receipt_id: 'r1', price: 1000 })
})

test('a route answers with an error of the gateway', async () => {
  mock = new MockAdapter(Bootpay.$http)
  Bootpay.$token = 'token'
  mock.onPost(`${gateway.url}/cancel`).reply(500, { status: 500, code: -1303, message: '취소할 수 없습니다' })
  expect(await errorOf(calls.post(Bootpay))).toMatchObject({
    type: 'api',
    status: 500,
    code: -1303,
    outcomeUnknown: false,
  })
})

describe.each([
  ['by an answer', {}],
  ['by an error', { onNoMatch: 'throwException' }],
])('without a matching route, which the mock says %s', (_, options) => {
  test.each(Object.keys(calls))('a call by %s is not sent, and its error says so', async (name) => {
    mock = new MockAdapter(Bootpay.$http, options)
    mock.onGet('/receipt/other').reply(200, envelopeOf('/receipt/other'))
    for (const token of [undefined, 'token']) {
      Bootpay.$token = token
      expect(await errorOf(calls[name](Bootpay))).toMatchObject({
        type: 'config',
        outcomeUnknown: false,
        message: expect.stringContaining('no route'),
      })
    }
  })
})

test('a broken connection that the mock plays is one, and a time limit is one', async () => {
  mock = new MockAdapter(Bootpay.$http)
  Bootpay.$token = 'token'
  mock.onPost(`${gateway.url}/cancel`).networkErrorOnce().onPost(`${gateway.url}/cancel`).timeoutOnce()
  expect(await errorOf(calls.post(Bootpay))).toMatchObject({
    type: 'conn',
    outcomeUnknown: true,
    attempts: 1,
  })
  expect(await errorOf(calls.post(Bootpay))).toMatchObject({
    type: 'timeout',
    outcomeUnknown: true,
    attempts: 1,
  })
})
