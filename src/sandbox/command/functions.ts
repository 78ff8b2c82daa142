import { fits } from '../rules/route-template'

/** Requests, and the method of this package that sends each. */
const functions: Readonly<Record<string, string>> = {
  'POST /request/token': 'getAccessToken',
  'GET /receipt/:receipt_id': 'verify',
  'POST /cancel': 'cancel',
  'POST /request/card_rebill': 'requestSubscribeBillingKey',
  'POST /subscribe/billing': 'requestSubscribeBillingPayment',
  'POST /subscribe/billing/reserve': 'reserveSubscribeBilling',
  'DELETE /subscribe/billing/reserve/:reserve_id': 'destroyReserveSubscribeBilling',
  'DELETE /subscribe/billing/:billing_key': 'destroySubscribeBillingKey',
  'GET /subscribe/billing_key/:billing_key': 'lookupBillingKey',
  'GET /subscribe/billing/:receipt_id': 'lookupBillingKeyByReceipt',
  'POST /request/user/token': 'requestUserToken',
  'POST /request/payment': 'requestPayment',
  'POST /submit': 'submit',
  'GET /certificate/:receipt_id': 'certificate',
  'PUT /delivery/start/:receipt_id': 'startDelivery',
  'POST /webhook': 'resendFeedback',
  'POST /request/webhook': 'resendFeedback',
}

/** The method that sends such a request, or the request itself where there is none. */
export function functionOf(method: string, path: string): string {
  const segments = path.slice(1).split('/')
  for (const [route, name] of Object.entries(functions)) {
    const [verb, template = ''] = route.split(' ')
    if (verb === method && fits(template, segments)) return name
  }
  return `${method} ${path}`
}
