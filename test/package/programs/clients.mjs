// The ways in which programs call the gateway, each from a token to a refund. Prints the price and what remained of it.

import https from 'node:https'
import { createRequire } from 'node:module'
import { RestClient } from '@bootpay/server-rest-client'
import axios from 'axios'
import { Bootpay } from 'bootpay-backend-nodejs'
import BootpayRest from 'bootpay-rest-client'
import got from 'got'
import nodeFetch from 'node-fetch'

const require = createRequire(import.meta.url)
const oldAxios = require('axios-0.21')
const host = 'api.bootpay.co.kr'
const keys = { application_id: 'rest-application-id', private_key: 'private-key' }

/** From a token to a refund by whatever sends one request and gives back the parsed answer. */
const by = (send) => async (receipt_id) => {
  const { token } = (await send('POST', '/request/token', keys)).data
  const { price } = (await send('GET', `/receipt/${receipt_id}`, undefined, token)).data
  const { remain_price } = (await send('POST', '/cancel', { receipt_id, name: 'a', reason: 'b' }, token)).data
  return [price, remain_price]
}
const headersOf = (token) => ({ 'content-type': 'application/json', ...(token && { authorization: token }) })

const byAxios = (library) =>
  by(async (method, path, data, token) => {
    const answer = await library({ method, url: `https://${host}${path}`, data, headers: headersOf(token) })
    return answer.data
  })

const byFetch = (fetch) =>
  by(async (method, path, body, token) => {
    const options = { method, body: JSON.stringify(body), headers: headersOf(token) }
    return (await fetch(`https://${host}${path}`, options)).json()
  })

const byGot = by((method, path, json, token) => {
  const options = { method, json, headers: token && { authorization: token } }
  return got(`https://${host}${path}`, options).json()
})

const byHttps = by(
  (method, path, body, token) =>
    new Promise((done, failed) => {
      const request = https.request({ host, path, method, headers: headersOf(token) }, async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        done(JSON.parse(text))
      })
      request.on('error', failed).end(body && JSON.stringify(body))
    }),
)

const byClient = (client) => async (receiptId) => {
  client.setConfig(keys.application_id, keys.private_key)
  await client.getAccessToken()
  const { data } = await client.verify(receiptId)
  const cancelled = await client.cancel({ receiptId, name: 'a', reason: 'b' })
  return [data.price, cancelled.data.remain_price]
}

async function byOldClient(receiptId) {
  BootpayRest.setConfig(keys.application_id, keys.private_key)
  await BootpayRest.getAccessToken()
  const { data } = await BootpayRest.verify(receiptId)
  const cancelled = await BootpayRest.cancel(receiptId, data.price, 'a', 'b')
  return [data.price, cancelled.data.remain_price]
}

const clients = {
  'bootpay-backend-nodejs': byClient(Bootpay),
  '@bootpay/server-rest-client': byClient(RestClient),
  'bootpay-rest-client': byOldClient,
  'axios 0.21': byAxios(oldAxios),
  'axios 1': byAxios(axios),
  fetch: byFetch(fetch),
  'node-fetch': byFetch(nodeFetch),
  got: byGot,
  https: byHttps,
}

const results = {}
for (const [name, run] of Object.entries(clients)) {
  results[name] = await run(`receipt-of-${Object.keys(results).length}`).catch(
    (error) => error.stack ?? error,
  )
}
console.log(JSON.stringify(results))
