// An axios that jest mocked by itself: each function of it gives back undefined.
jest.mock('axios')
const { standInGateway, envelopeOf, calls, errorOf, keptBack } = require('./support.cjs')

const gateway = standInGateway()

/** The package and its axios anew, as each test file of an application gets them. */
function fresh(prepare = (_axios) => {}) {
  jest.resetModules()
  const axios = require('axios')
  prepare(axios)
  return { axios, Bootpay: gateway.configure(require('bootpay-backend-nodejs').Bootpay) }
}

test.each(Object.keys(calls))('a call by %s is not sent, and its error names the mock', async (method) => {
  const { axios, Bootpay } = fresh()
  expect(await errorOf(calls[method](Bootpay))).toMatchObject(keptBack)
  Bootpay.$token = 'token'
  expect(await errorOf(calls[method](Bootpay))).toMatchObject(keptBack)
  expect(axios.create).toHaveBeenCalled()
  expect(axios.create()).toBeUndefined()
})

test('$http, where axios.create gives nothing, says so', () => {
  const { Bootpay } = fresh()
  expect(() => Bootpay.$http).toThrow(/axios\.create\(\)/)
})

test.each([
  ['mockReturnValue', (axios, post) => axios.create.mockReturnValue({ post })],
  [
    'mockReturnThis',
    (axios, post) => {
      axios.create.mockReturnThis()
      axios.post.mockImplementation(post)
    },
  ],
])('an instance that axios.create gives by %s answers', async (_, prepare) => {
  const post = jest.fn(async (url) => ({ status: 200, data: envelopeOf(url) }))
  const { Bootpay } = fresh((axios) => prepare(axios, post))
  expect((await calls.post(Bootpay)).data.remain_price).toBe(0)
  const addresses = post.mock.calls.map(([url]) => url)
  expect(addresses).toEqual([`${gateway.url}/request/token`, `${gateway.url}/cancel`])
})
