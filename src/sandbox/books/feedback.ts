import { feedbackResends } from '../rules/documented'
import { maskFields } from '../rules/mask'
import { isLoopback } from '../rules/settings'
import type { FeedbackEntry, Fields } from '../rules/shapes'
import { koreanTime } from '../rules/time'
import type { FeedbackTarget, Payment } from './entities'
import type { Gateway } from './gateway'
import { doneView, receiptView } from './views'
import { post } from './webhook-post'

/** A payment was approved, or a deposit arrived. */
export function notifyPayment(gateway: Gateway, payment: Payment): void {
  const target = targetOf(gateway, payment)
  if (target === undefined) return
  const fields = payment.billing === undefined ? receiptFields(gateway, payment) : doneView(gateway, payment)
  deliver(gateway, target, payment, { ...fields })
}

/** All or a part of a payment was taken back. */
export function notifyCancel(gateway: Gateway, payment: Payment): void {
  const target = targetOf(gateway, payment)
  if (target !== undefined) deliver(gateway, target, payment, receiptFields(gateway, payment))
}

/** Sends the webhook of a payment as it is now; false when there is nowhere to send it. */
export function resend(gateway: Gateway, payment: Payment, url: string | undefined): boolean {
  const usual = targetOf(gateway, payment)
  const { feedbackContentType: contentType } = gateway.settings
  const target = url === undefined ? usual : { url, contentType: usual?.contentType ?? contentType }
  if (target === undefined) return false
  const isBilling = payment.billing !== undefined && payment.revokedAt === undefined
  deliver(
    gateway,
    target,
    payment,
    isBilling ? { ...doneView(gateway, payment) } : receiptFields(gateway, payment),
  )
  return true
}

// Payments by a billing key name their own address; all others go where the admin console says.
function targetOf(gateway: Gateway, payment: Payment): FeedbackTarget | undefined {
  if (payment.billing !== undefined) return payment.billing.feedback
  const { feedbackUrl: url, feedbackContentType: contentType } = gateway.settings
  return url === undefined ? undefined : { url, contentType }
}

// The ordinary shape has no item_name; the amounts come with a cancel.
function receiptFields(gateway: Gateway, payment: Payment): Fields {
  const { item_name, status_en, status_ko, tax_free, ...receipt } = receiptView(gateway, payment)
  const { remain_price, remain_tax_free, cancelled_price, cancelled_tax_free, ...plain } = receipt
  return payment.revokedAt === undefined ? plain : receipt
}

function deliver(
  gateway: Gateway,
  target: FeedbackTarget,
  payment: Payment,
  fields: Fields,
  retryCount = 0,
): void {
  const { applicationId, privateKey, feedbackRetryInterval } = gateway.settings
  const body = { ...fields, application_id: applicationId, private_key: privateKey, retry_count: retryCount }
  const entry: FeedbackEntry = gateway.feedbacks.add({
    url: target.url,
    receipt_id: payment.id,
    status: Number(fields.status),
    retry_count: retryCount,
    content_type: target.contentType,
    body: maskFields(body),
    sent_at: koreanTime(gateway.clock.now()),
    answered: undefined,
  })
  if (!mayLeave(gateway, target.url)) {
    entry.answered = false
    entry.error = '외부 주소로는 보내지 않습니다 (only loopback is allowed; see allowRemoteFeedback)'
    return
  }
  const attempt = post(target, body, gateway.shared.closing.signal).then((answer) => {
    Object.assign(entry, answer)
    gateway.changed()
    if (entry.answered || retryCount >= feedbackResends) return
    gateway.clock.schedule(gateway.clock.now() + feedbackRetryInterval, () =>
      deliver(gateway, target, payment, fields, retryCount + 1),
    )
  })
  gateway.clock.track(attempt)
}

function mayLeave(gateway: Gateway, url: string): boolean {
  try {
    return gateway.settings.allowRemoteFeedback || isLoopback(new URL(url).hostname)
  } catch {
    return false
  }
}
