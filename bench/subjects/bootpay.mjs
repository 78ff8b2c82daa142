export const name = 'bootpay-backend-nodejs'
export const specifier = 'bootpay-backend-nodejs'

export function connect({ Bootpay }, url) {
  Bootpay.setConfig('application-id', 'private-key', 'production', { baseUrl: url })
  return {
    authorize: () => Bootpay.getAccessToken(),
    verify: (receiptId) => Bootpay.verify(receiptId),
  }
}
