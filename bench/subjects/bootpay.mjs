export const name = 'bootpay-backend-nodejs'
export const specifier = 'bootpay-backend-nodejs'

export function connect({ Bootpay }, url) {
  return {
    authorize() {
      Bootpay.setConfig('application-id', 'private-key', 'production', { baseUrl: url })
      return Bootpay.getAccessToken()
    },
    verify: (receiptId) => Bootpay.verify(receiptId),
  }
}
