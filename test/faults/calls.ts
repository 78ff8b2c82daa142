import type { BootpayCallOptions } from '../../src'
import type { Client } from '../support/client'

export interface Call {
  name: string
  /** As the fault server names it. */
  route: string
  /** What `reliability` allows: a lookup or a destroy may be repeated, anything else happens once. */
  safety: 'lookup' | 'destroy' | 'once'
  run(client: Client, options?: BootpayCallOptions): Promise<unknown>
}

export const card = {
  cardNo: '4111111111111111',
  cardPw: '47',
  expireYear: '39',
  expireMonth: '08',
  identifyNumber: '991231',
}
export const billingKey = 'billing-key-of-nobody'
export const account = '99988877766655'
export const userInfo = { username: '홍길동', phone: '01000000000', email: 'nobody@shop.invalid' }

const payment = { billingKey, itemName: '정기결제', price: 1000, orderId: 'order-1' }
const chargeRoute = 'POST /subscribe/billing'

export const charge: Call = {
  name: 'requestSubscribeBillingPayment',
  route: chargeRoute,
  safety: 'once',
  run: (client, options) => client.requestSubscribeBillingPayment({ ...payment, userInfo }, options),
}
export const reservation: Call = {
  name: 'reserveSubscribeBilling',
  route: `${chargeRoute}/reserve`,
  safety: 'once',
  run: (client, options) =>
    client.reserveSubscribeBilling(
      { ...payment, schedulerType: 'oneshot', executeAt: 1_900_000_000 },
      options,
    ),
}
export const billingKeyRequest: Call = {
  name: 'requestSubscribeBillingKey',
  route: 'POST /request/card_rebill',
  safety: 'once',
  run: (client, options) =>
    client.requestSubscribeBillingKey(
      { orderId: 'order-1', pg: 'nicepay', itemName: '정기결제', userInfo, ...card },
      options,
    ),
}
export const fullCancel: Call = {
  name: 'cancel',
  route: 'POST /cancel',
  safety: 'once',
  run: (client, options) => client.cancel({ receiptId: 'receipt-1', reason: '변심' }, options),
}
export const partialCancel: Call = {
  ...fullCancel,
  run: (client, options) => client.cancel({ receiptId: 'receipt-1', price: 500 }, options),
}
export const cancelWithId: Call = {
  ...fullCancel,
  run: (client, options) =>
    client.cancel(
      {
        receiptId: 'receipt-1',
        price: 500,
        cancelId: 'cancel-1',
        refund: { account, accountholder: '홍길동', bankcode: '004' },
      },
      options,
    ),
}
export const submit: Call = {
  name: 'submit',
  route: 'POST /submit',
  safety: 'once',
  run: (client, options) => client.submit('receipt-1', options),
}
export const link: Call = {
  name: 'requestPayment',
  route: 'POST /request/payment',
  safety: 'once',
  run: (client, options) =>
    client.requestPayment({ orderId: 'order-1', price: 1000, itemName: '상품', userInfo }, options),
}
export const delivery: Call = {
  name: 'startDelivery',
  route: 'PUT /delivery/start/receipt-1',
  safety: 'once',
  run: (client, options) =>
    client.startDelivery({ receiptId: 'receipt-1', deliveryNo: '1', deliveryCorp: '001' }, options),
}
export const verify: Call = {
  name: 'verify',
  route: 'GET /receipt/receipt-1',
  safety: 'lookup',
  run: (client, options) => client.verify('receipt-1', options),
}
export const certificate: Call = {
  name: 'certificate',
  route: 'GET /certificate/receipt-1',
  safety: 'lookup',
  run: (client, options) => client.certificate('receipt-1', options),
}
export const keyLookup: Call = {
  name: 'lookupBillingKey',
  route: `GET /subscribe/billing_key/${billingKey}`,
  safety: 'lookup',
  run: (client, options) => client.lookupBillingKey(billingKey, options),
}
export const userToken: Call = {
  name: 'requestUserToken',
  route: 'POST /request/user/token',
  safety: 'lookup',
  run: (client, options) => client.requestUserToken({ userId: 'member-1', phone: userInfo.phone }, options),
}
export const destroyReservation: Call = {
  name: 'destroyReserveSubscribeBilling',
  route: `DELETE /subscribe/billing/reserve/reserve-1`,
  safety: 'destroy',
  run: (client, options) => client.destroyReserveSubscribeBilling('reserve-1', options),
}
export const destroyKey: Call = {
  name: 'destroySubscribeBillingKey',
  route: `DELETE /subscribe/billing/${billingKey}`,
  safety: 'destroy',
  run: (client, options) => client.destroySubscribeBillingKey(billingKey, options),
}

export const once = [
  charge,
  reservation,
  billingKeyRequest,
  fullCancel,
  partialCancel,
  cancelWithId,
  submit,
  link,
  delivery,
]
export const lookups = [verify, certificate, keyLookup, userToken]
export const destroys = [destroyReservation, destroyKey]
export const allCalls = [...once, ...lookups, ...destroys]

/** Everything of these calls that no output may show. */
export const secrets = [
  ...Object.values(card).filter((value) => value.length > 2),
  billingKey,
  account,
  userInfo.username,
  userInfo.phone,
  userInfo.email,
  'private-key-of-nobody',
]
