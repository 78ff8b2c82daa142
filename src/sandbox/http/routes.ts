import {
  charge,
  deleteBillingKey,
  findBillingKey,
  findBillingKeyByReceipt,
  readOrder,
} from '../books/billing'
import { cancel } from '../books/cancel'
import { resend } from '../books/feedback'
import type { Gateway } from '../books/gateway'
import { findCertificate, requestUserToken } from '../books/identity'
import { continueIssue, issueBillingKey } from '../books/key-issue'
import { createLink, linkUrl } from '../books/link-create'
import type { Merchants } from '../books/merchants'
import { recordRemote, recordText } from '../books/messages'
import { findPayment, startDelivery, submit } from '../books/payments'
import { cancelReservation, reserve } from '../books/reservations'
import { requestToken } from '../books/tokens'
import { billingKeyAnswer, certificateView, doneView, receiptView, reservationAnswer } from '../books/views'
import type { Envelope } from '../rules/envelope'
import { refuse } from '../rules/errors'
import { requiredText, webAddress } from '../rules/fields'
import { fits } from '../rules/route-template'
import type { Fields } from '../rules/shapes'

/** What an operation gets: the books of the merchant who calls, the decoded body and the id in the path. */
interface Call {
  readonly gateway: Gateway
  readonly fields: Fields
  readonly id: string
}

/** What an operation gets that needs no access token. */
interface OpenCall {
  readonly merchants: Merchants
  readonly fields: Fields
}

interface Place {
  readonly method: string
  /** One `:name` at most, always last. */
  readonly template: string
}

type Route = Place &
  (
    | { readonly open?: undefined; readonly answer: (call: Call) => Envelope }
    | { readonly open: true; readonly answer: (call: OpenCall) => Envelope }
  )

/** `POST /webhook` and `POST /request/webhook`: SDKs use both paths. */
function answerWebhook({ gateway, fields }: Call): Envelope {
  const payment = findPayment(gateway, requiredText(fields, 'receipt_id'))
  if (!resend(gateway, payment, webAddress(fields, 'webhook_url'))) refuse('noFeedbackUrl', payment.id)
  return success()
}

function success(data?: unknown): Envelope {
  return { status: 200, code: 0, message: '', ...(data === undefined ? {} : { data }) }
}

const routes: readonly Route[] = [
  {
    method: 'POST',
    template: '/request/token',
    open: true,
    answer: ({ merchants, fields }) => success(requestToken(merchants, fields)),
  },
  {
    method: 'GET',
    template: '/receipt/:receipt_id',
    answer: ({ gateway, id }) => success(receiptView(gateway, findPayment(gateway, id))),
  },
  { method: 'POST', template: '/cancel', answer: ({ gateway, fields }) => success(cancel(gateway, fields)) },
  {
    method: 'POST',
    template: '/request/card_rebill',
    answer: ({ gateway, fields }) => success(billingKeyAnswer(issueBillingKey(gateway, fields))),
  },
  {
    method: 'PUT',
    template: '/request/card_rebill/:receipt_id',
    answer: ({ gateway, fields, id }) => success(billingKeyAnswer(continueIssue(gateway, id, fields))),
  },
  {
    method: 'POST',
    template: '/subscribe/billing',
    answer: ({ gateway, fields }) => success(doneView(gateway, charge(gateway, readOrder(fields)))),
  },
  {
    method: 'POST',
    template: '/subscribe/billing/reserve',
    answer: ({ gateway, fields }) => success(reservationAnswer(reserve(gateway, fields))),
  },
  {
    method: 'DELETE',
    template: '/subscribe/billing/reserve/:reserve_id',
    answer: ({ gateway, id }) => {
      cancelReservation(gateway, id)
      return success()
    },
  },
  {
    method: 'DELETE',
    template: '/subscribe/billing/:billing_key',
    answer: ({ gateway, id }) => {
      deleteBillingKey(gateway, id)
      // The only success that the manual shows without a message.
      return { status: 200, code: 0 }
    },
  },
  {
    method: 'GET',
    template: '/subscribe/billing_key/:billing_key',
    answer: ({ gateway, id }) => success(billingKeyAnswer(findBillingKey(gateway, id))),
  },
  {
    method: 'GET',
    template: '/subscribe/billing/:receipt_id',
    answer: ({ gateway, id }) => success(billingKeyAnswer(findBillingKeyByReceipt(gateway, id))),
  },
  {
    method: 'POST',
    template: '/request/user/token',
    answer: ({ gateway, fields }) => success(requestUserToken(gateway, fields)),
  },
  {
    method: 'POST',
    template: '/request/payment',
    answer: ({ gateway, fields }) => success(linkUrl(gateway, createLink(gateway, fields))),
  },
  {
    method: 'POST',
    template: '/submit',
    answer: ({ gateway, fields }) =>
      success(doneView(gateway, submit(gateway, requiredText(fields, 'receipt_id')))),
  },
  {
    method: 'GET',
    template: '/certificate/:receipt_id',
    answer: ({ gateway, id }) => success(certificateView(findCertificate(gateway, id))),
  },
  {
    method: 'PUT',
    template: '/delivery/start/:receipt_id',
    answer: ({ gateway, fields, id }) => {
      startDelivery(gateway, id, requiredText(fields, 'delivery_corp'), requiredText(fields, 'delivery_no'))
      return success()
    },
  },
  { method: 'POST', template: '/webhook', answer: answerWebhook },
  { method: 'POST', template: '/request/webhook', answer: answerWebhook },
  {
    method: 'POST',
    template: '/push/sms',
    answer: ({ gateway, fields }) => success(recordText(gateway, 'sms', fields)),
  },
  {
    method: 'POST',
    template: '/push/lms',
    answer: ({ gateway, fields }) => success(recordText(gateway, 'lms', fields)),
  },
  {
    method: 'POST',
    template: '/app/rest/remote_form',
    answer: ({ gateway, fields }) => success(recordRemote(gateway, 'remote_form', fields)),
  },
  {
    method: 'POST',
    template: '/app/rest/remote_link',
    // The one SDK that has this call sends no token.
    open: true,
    answer: ({ merchants, fields }) => {
      const gateway = merchants.find(requiredText(fields, 'application_id')) ?? refuse('wrongKeys')
      return success(recordRemote(gateway, 'remote_link', fields))
    },
  },
]

export interface FoundRoute {
  readonly route: Route
  readonly id: string
}

/** The route of a method and a path in segments, and the id in it. */
export function findRoute(method: string, segments: readonly string[]): FoundRoute | undefined {
  const route = routes.find((each) => each.method === method && fits(each.template, segments))
  if (route === undefined) return undefined
  return { route, id: route.template.includes(':') ? (segments.at(-1) ?? '') : '' }
}
