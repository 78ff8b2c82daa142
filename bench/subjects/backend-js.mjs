export const name = '@bootpay/backend-js'
export const specifier = '@bootpay/backend-js'

export function connect({ Bootpay }, url) {
  Bootpay.API_ENTRYPOINTS.production = `${url}/v2`
  return {
    authorize() {
      Bootpay.setConfiguration({ application_id: 'application-id', private_key: 'private-key' })
      return Bootpay.getAccessToken()
    },
    verify: (receiptId) => Bootpay.receiptPayment(receiptId),
  }
}
