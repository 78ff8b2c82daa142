// jest fails a run in which a module is loaded after its test file has ended.
const { Bootpay } = require('bootpay-backend-nodejs')

test('setConfig, called by the last test of a file, leaves nothing to be loaded', () => {
  Bootpay.setConfig('app', 'key', 'production', { baseUrl: 'http://127.0.0.1:1' })
  expect(Bootpay.applicationId).toBe('app')
})
