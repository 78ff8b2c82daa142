// The packages that are compared. `bootpay` is this package as it is published: packed, then installed.
import * as axios from './subjects/axios.mjs'
import * as backendJs from './subjects/backend-js.mjs'
import * as bootpay from './subjects/bootpay.mjs'
import * as nodeHttp from './subjects/node-http.mjs'
import * as serverRestClient from './subjects/server-rest-client.mjs'

export const subjects = {
  bootpay,
  'server-rest-client': serverRestClient,
  'backend-js': backendJs,
  axios,
  'node-http': nodeHttp,
}
export const subjectIds = Object.keys(subjects)
