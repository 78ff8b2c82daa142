export const name = '@bootpay/server-rest-client'
export const specifier = '@bootpay/server-rest-client'

export function connect({ RestClient }, url) {
  // Private, but the only thing that knows the gateway's address.
  RestClient.getApiUrl = (path) => `${url}/${path}`
  return {
    authorize() {
      RestClient.setConfig('application-id', 'private-key')
      return RestClient.getAccessToken()
    },
    verify: (receiptId) => RestClient.verify(receiptId),
  }
}
