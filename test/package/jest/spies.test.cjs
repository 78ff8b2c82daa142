// The real axios, with one method of $http in the hands of the application's tests.
const { Bootpay } = require('bootpay-backend-nodejs')
const { startSandbox } = require('bootpay-backend-nodejs/sandbox')
const { standInGateway, envelopeOf, calls, paths, errorOf, keptBack } = require('./support.cjs')

const gateway = standInGateway()
const names = Object.keys(calls)

beforeEach(() => {
  gateway.configure(Bootpay)
  Bootpay.$token = 'token'
})
afterEach(() => jest.restoreAllMocks())

test.each(names)('a spy on $http.%s answers for the gateway', async (name) => {
  const spy = jest
    .spyOn(Bootpay.$http, name)
    .mockImplementation(async (url) => ({ status: 200, data: envelopeOf(url) }))
  expect(await calls[name](Bootpay)).toMatchObject({ status: 200, data: { price: 1000 } })
  expect(spy.mock.calls.map(([url]) => url)).toEqual([gateway.url + paths[names.indexOf(name)]])
})

test.each(names)('a spy on $http.%s that answers nothing keeps the call back', async (name) => {
  jest.spyOn(Bootpay.$http, name).mockImplementation(() => undefined)
  expect(await errorOf(calls[name](Bootpay))).toMatchObject(keptBack)
})

test.each(names)('a spy on $http.request answers for the gateway, called by %s', async (name) => {
  const spy = jest
    .spyOn(Bootpay.$http, 'request')
    .mockImplementation(async ({ url }) => ({ status: 200, data: envelopeOf(url) }))
  expect(await calls[name](Bootpay)).toMatchObject({ status: 200, data: { price: 1000 } })
  expect(spy).toHaveBeenCalledTimes(1)
  expect(spy.mock.calls[0][0]).toMatchObject({ method: name, url: gateway.url + paths[names.indexOf(name)] })
})

test('a spy on $http.request that answers nothing keeps the call back', async () => {
  jest.spyOn(Bootpay.$http, 'request').mockResolvedValue(undefined)
  for (const call of Object.values(calls)) expect(await errorOf(call(Bootpay))).toMatchObject(keptBack)
})

test('a spy that only watches lets the request through, and sees it', async () => {
  const sandbox = await startSandbox()
  try {
    Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
    const { receipt_id: receiptId } = sandbox.pay({ price: 1000 })
    const post = jest.spyOn(Bootpay.$http, 'post')
    const request = jest.spyOn(Bootpay.$http, 'request')
    expect((await Bootpay.cancel({ receiptId, price: 300 })).data.remain_price).toBe(700)
    expect(post.mock.calls.length + request.mock.calls.length).toBe(2)
  } finally {
    await sandbox.close()
  }
})
