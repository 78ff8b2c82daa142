// Code that was written against `@bootpay/server-rest-client` 1.0.9 hands in values of these shapes.

import type { BootpayCommonResponse } from 'bootpay-backend-nodejs'
import { RestClient } from 'bootpay-backend-nodejs'

interface Buyer {
  id: string
  username: string
  email: string
  phone: string
  gender: number
  area: string
}

interface Item {
  unique: string
  qty: number
  itemName: string
  price: number
  cat1?: string
  cat2?: string
  cat3?: string
}

interface BillingExtra {
  subscribeTestPayment: number
  rawData?: number
}

interface CardOrder {
  orderId: string
  pg: string
  itemName: string
  cardNo: string
  cardPw: string
  expireYear: string
  expireMonth: string
  identifyNumber: string
  userInfo?: Buyer
  extra?: BillingExtra
}

interface Charge {
  billingKey: string
  itemName: string
  price: number
  taxFree?: number
  orderId: string
  quota?: number
  interest?: number
  userInfo?: Buyer
  items?: Array<Item>
  feedbackUrl?: string
  feedbackContentType?: string
  extra?: BillingExtra
}

interface ReservedCharge {
  billingKey: string
  itemName: string
  price: number
  taxFree: number
  orderId: string
  quota?: number
  interest?: number
  schedulerType: string
  executeAt: number
  userInfo?: Buyer
  items?: Array<Item>
  feedbackUrl: string
  feedbackContentType: string
}

interface LinkOrder {
  pg?: string
  method?: string
  methods?: Array<string>
  orderId: string
  price: number
  taxFree: number
  itemName: string
  returnUrl?: string
  params: any
  userInfo?: Buyer
  items?: Array<Item>
  extra?: any
}

interface ShopOptions {
  expire: number
  theme: string
}

interface Refund {
  receiptId: string
  price?: number
  taxFree?: number
  name?: string
  reason?: string
  refund?: { account: string; accountholder: string; bankcode: string }
}

interface Member {
  userId: string
  email?: string
  name?: string
  gender?: number
  birth?: string
  phone?: string
}

export async function shop(
  mode: string,
  card: CardOrder,
  charge: Charge,
  reservation: ReservedCharge,
  link: LinkOrder,
  options: ShopOptions,
  refund: Refund,
  member: Member,
  anything: any,
): Promise<BootpayCommonResponse<any>> {
  RestClient.setConfig('application id', 'private key', mode)
  RestClient.setConfig('application id', 'private key')
  const token: BootpayCommonResponse = await RestClient.getAccessToken()
  // It declared the boxed types.
  const status: number = token.status
  const message: string | undefined = token.message
  if (status !== 200) throw message
  await RestClient.requestSubscribeBillingKey(card)
  await RestClient.requestSubscribeBillingPayment(charge)
  await RestClient.reserveSubscribeBilling(reservation)
  await RestClient.requestPayment(link)
  await RestClient.requestPayment({ ...link, extra: options })
  await RestClient.requestPayment({ ...link, extra: { 'any key': 1, another: [true] } })
  await RestClient.requestUserToken(member)
  await RestClient.cancel(refund)
  await RestClient.verify(anything)
  await RestClient.submit(anything)
  await RestClient.certificate(anything)
  await RestClient.cancel(anything)
  await RestClient.destroySubscribeBillingKey(anything)
  await RestClient.destroyReserveSubscribeBilling(anything)
  const kept: string | undefined = RestClient.$token
  const ids: (string | undefined)[] = [RestClient.applicationId, RestClient.privateKey, RestClient.mode, kept]
  console.log(ids, RestClient.$http.defaults.headers)
  return RestClient.verify('r1')
}
