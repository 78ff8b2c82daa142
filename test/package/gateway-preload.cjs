// Preloaded into a program that cannot be told another address: answers its calls to the gateway, lets none out,
// and writes each request as a line of JSON into the file that REQUESTS names.
const { appendFileSync } = require('node:fs')
const nock = require('nock')

const token = {
  token: 'f'.repeat(64),
  server_time: 1_700_000_000,
  expired_at: 1_700_001_800,
}

nock.disableNetConnect()
for (const method of ['GET', 'POST', 'DELETE']) {
  nock('https://api.bootpay.co.kr')
    .persist()
    .intercept(/.*/, method)
    .reply(function (path, body) {
      const { authorization } = this.req.headers
      const request = { method, path, ...(body === '' ? {} : { body }), authorization: String(authorization) }
      appendFileSync(process.env.REQUESTS, `${JSON.stringify(request)}\n`)
      return [200, { status: 200, code: 0, message: '', data: path === '/request/token' ? token : { path } }]
    })
}
