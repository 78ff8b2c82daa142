export const name = 'node:http'
export const specifier = 'node:http'

/** The lower bound: a request, its bytes, JSON. No deadline, no limits, no checks; the token kept by hand. */
export function connect({ request, Agent }, url) {
  const agent = new Agent({ keepAlive: true })
  let token

  function call(method, path, body) {
    return new Promise((resolve, reject) => {
      const headers = { accept: 'application/json' }
      if (token) headers.authorization = token
      if (body) headers['content-type'] = 'application/json'
      const sent = request(url + path, { method, agent, headers }, (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const answer = JSON.parse(Buffer.concat(chunks).toString())
          if (response.statusCode === 200) resolve(answer)
          else reject(Object.assign(new Error(answer.message), answer))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  const keys = JSON.stringify({ application_id: 'application-id', private_key: 'private-key' })
  return {
    async authorize() {
      token ??= (await call('POST', '/request/token', keys)).data.token
    },
    verify: (receiptId) => call('GET', `/receipt/${receiptId}`),
  }
}
