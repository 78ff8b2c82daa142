export const name = 'axios'
export const specifier = 'axios'

/** The gateway's manual followed with axios alone. */
export function connect(library, url) {
  const axios = library.default ?? library
  let token
  return {
    async authorize() {
      const { data } = await axios.post(`${url}/request/token`, {
        application_id: 'application-id',
        private_key: 'private-key',
      })
      token = data.data.token
    },
    async verify(receiptId) {
      const { data } = await axios.get(`${url}/receipt/${receiptId}`, { headers: { authorization: token } })
      return data
    },
  }
}
