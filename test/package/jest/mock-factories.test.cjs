// An axios that the application's tests made themselves, in the ways that such tests are written.
const { standInGateway, envelopeOf, calls, paths, errorOf, keptBack } = require('./support.cjs')

const gateway = standInGateway()

const interceptors = () => ({
  request: { use: jest.fn(), eject: jest.fn() },
  response: { use: jest.fn(), eject: jest.fn() },
})
const defaults = () => ({ headers: { common: {} }, baseURL: '' })
const byMethod = (answer) => ({
  get: jest.fn(answer),
  post: jest.fn(answer),
  put: jest.fn(answer),
  delete: jest.fn(answer),
})
/** `request` gets one object, the other methods get the address first. */
const byRequest = (answer) => ({ request: jest.fn(({ url }) => answer(url)) })

const instances = {
  '{ request }': byRequest,
  '{ get, post, put, delete }': byMethod,
  '{ get, post, put, delete, request }': (answer) => ({ ...byMethod(answer), ...byRequest(answer) }),
  '{ get, post, put, delete, interceptors }': (answer) => ({
    ...byMethod(answer),
    interceptors: interceptors(),
  }),
  '{ get, post, put, delete, defaults }': (answer) => ({ ...byMethod(answer), defaults: defaults() }),
  '{ get, post, put, delete, interceptors, defaults }': (answer) => ({
    ...byMethod(answer),
    interceptors: interceptors(),
    defaults: defaults(),
  }),
  '{ request, interceptors, defaults }': (answer) => ({
    ...byRequest(answer),
    interceptors: interceptors(),
    defaults: defaults(),
  }),
  'a function with methods': (answer) => Object.assign(jest.fn(), byMethod(answer)),
}

const modules = {
  create: (instance) => ({ create: jest.fn(() => instance) }),
  'an ES module whose default has create': (instance) => ({
    __esModule: true,
    default: { create: jest.fn(() => instance) },
  }),
  'itself as the instance': (instance) => {
    const axios = { ...instance, create: jest.fn(() => axios) }
    return axios
  },
  mockReturnThis: (instance) => ({ ...instance, create: jest.fn().mockReturnThis() }),
  'a function with create': (instance) => Object.assign(jest.fn(), { create: () => instance }),
}

/** The package, with an axios of the test's. */
function packageWith(axios) {
  jest.resetModules()
  jest.doMock('axios', () => axios)
  return gateway.configure(require('bootpay-backend-nodejs').Bootpay)
}

const answers = {
  'an axios response': (url) =>
    Promise.resolve({ status: 200, statusText: 'OK', headers: {}, data: envelopeOf(url) }),
  'the status and the data of a response': (url) => Promise.resolve({ status: 200, data: envelopeOf(url) }),
  'the data of a response alone': (url) => Promise.resolve({ data: envelopeOf(url) }),
  'the envelope alone': (url) => Promise.resolve(envelopeOf(url)),
  'a response without a promise': (url) => ({ status: 200, data: envelopeOf(url) }),
}

describe.each(Object.keys(modules))('a mocked axios with %s', (kind) => {
  describe.each(Object.keys(instances))('giving %s', (shape) => {
    test.each(Object.keys(answers))('answers with %s', async (answer) => {
      const asked = []
      const instance = instances[shape]((url) => {
        asked.push(url)
        return answers[answer](url)
      })
      const Bootpay = packageWith(modules[kind](instance))
      for (const call of Object.values(calls)) {
        expect(await call(Bootpay)).toMatchObject({ status: 200, data: { price: 1000 } })
      }
      expect(asked).toEqual(['/request/token', ...paths].map((path) => gateway.url + path))
    })

    test('that answers nothing keeps each call back, and the error names the mock', async () => {
      for (const call of Object.values(calls)) {
        const Bootpay = packageWith(modules[kind](instances[shape](() => undefined)))
        expect(await errorOf(call(Bootpay))).toMatchObject(keptBack)
        // Nor does it with a token.
        Bootpay.$token = 'token'
        expect(await errorOf(call(Bootpay))).toMatchObject({ ...keptBack, attempts: 1 })
      }
    })
  })
})

describe('a mocked axios that cannot send', () => {
  test.each([
    ['without create', { get: jest.fn(), post: jest.fn() }],
    ['without anything', {}],
    ['that is undefined', undefined],
    ['that is a function', () => Promise.resolve({ data: {} })],
    ['whose create gives null', { create: () => null }],
    ['whose create gives text', { create: () => 'axios' }],
    ['whose create gives an object without methods', { create: () => ({}) }],
    [
      'whose create throws',
      {
        create: () => {
          throw new Error('no create')
        },
      },
    ],
    [
      'whose instance has other methods only',
      { create: () => ({ head: jest.fn(), interceptors: interceptors() }) },
    ],
  ])('%s keeps each call back, and the error names axios', async (_, axios) => {
    for (const call of Object.values(calls)) {
      const Bootpay = packageWith(axios)
      const error = await errorOf(call(Bootpay))
      expect(error).toMatchObject({ type: 'config', outcomeUnknown: false })
      expect(error.message).toMatch(/axios/)
    }
  })
})

describe('a mocked axios that refuses', () => {
  const rejecting = (problem) => packageWith(modules.create(byMethod(() => Promise.reject(problem))))

  test('with an answer of the gateway is that answer', async () => {
    const data = { status: 400, code: -1300, message: '이미 취소되었습니다', data: null }
    const Bootpay = rejecting(Object.assign(new Error(), { response: { status: 400, headers: {}, data } }))
    Bootpay.$token = 'token'
    expect(await errorOf(calls.post(Bootpay))).toMatchObject({
      type: 'api',
      status: 400,
      code: -1300,
      outcomeUnknown: false,
    })
  })

  test('as a broken connection does is one, whose outcome a charge cannot know', async () => {
    const Bootpay = rejecting(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    Bootpay.$token = 'token'
    expect(await errorOf(calls.post(Bootpay))).toMatchObject({
      type: 'conn',
      outcomeUnknown: true,
      attempts: 1,
    })
  })
})
