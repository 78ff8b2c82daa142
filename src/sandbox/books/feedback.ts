import { feedbackResends } from '../rules/decisions'
import { maskFields, maskText } from '../rules/mask'
import type { FeedbackEntry, Fields } from '../rules/shapes'
import { koreanTime } from '../rules/time'
import { isLoopback } from '../rules/web-address'
import type { FeedbackTarget, Payment } from './entities'
import { feedbackFields, signedFields } from './feedback-body'
import type { Gateway } from './gateway'
import { receiptView } from './views'
import { type Outcome, post } from './webhook-post'

/** Sends the webhook of a payment as it is now: approved, cancelled wholly or in part, or its deposit arrived. */
export function notify(gateway: Gateway, payment: Payment): void {
  const target = targetOf(gateway, payment)
  if (target !== undefined) deliver(gateway, target, payment)
}

/** Sends it again, to `url` if there is one. Returns false if there is no address to send it to. */
export function resend(gateway: Gateway, payment: Payment, url: string | undefined): boolean {
  const usual = targetOf(gateway, payment)
  const target = url === undefined ? usual : { url, contentType: contentTypeOf(gateway, payment) }
  if (target === undefined) return false
  deliver(gateway, target, payment)
  return true
}

/** The content type of this payment's webhooks. */
export function contentTypeOf(gateway: Gateway, payment: Payment): FeedbackTarget['contentType'] {
  return targetOf(gateway, payment)?.contentType ?? gateway.settings.feedbackContentType
}

// Payments by a billing key name their own address; all others go where the admin console says.
function targetOf(gateway: Gateway, payment: Payment): FeedbackTarget | undefined {
  if (payment.billing !== undefined) return payment.billing.feedback
  const { feedbackUrl: url, feedbackContentType: contentType } = gateway.settings
  return url === undefined ? undefined : { url, contentType }
}

function deliver(gateway: Gateway, target: FeedbackTarget, payment: Payment): void {
  // A resend brings the same again, whatever became of the payment.
  const fields = feedbackFields(receiptView(gateway, payment))
  const attempt = (retryCount: number): void => {
    const body = signedFields(fields, gateway.settings, retryCount)
    const entry = record(gateway, target, body)
    if (!mayLeave(gateway, target.url)) {
      entry.answered = false
      entry.error = '외부 주소로는 보내지 않습니다 (only loopback is allowed; see allowRemoteFeedback)'
      return
    }
    const posted = post(target, body, gateway.shared.closing.signal).then((answer) => {
      Object.assign(entry, withoutKey(answer, gateway.settings.privateKey))
      gateway.changed()
      if (entry.answered || retryCount >= feedbackResends) return
      const { feedbackRetryInterval } = gateway.settings
      gateway.clock.schedule(gateway.clock.now() + feedbackRetryInterval, () => attempt(retryCount + 1))
    })
    gateway.clock.track(posted)
  }
  attempt(0)
}

/** A receiver may repeat the webhook in its answer, and the key with it. */
function withoutKey(outcome: Outcome, key: string | undefined): Outcome {
  const { answer } = outcome
  if (answer === undefined || key === undefined) return outcome
  return { ...outcome, answer: { ...answer, body: maskText(answer.body, key) } }
}

function record(gateway: Gateway, { url, contentType }: FeedbackTarget, body: Fields): FeedbackEntry {
  return gateway.feedbacks.add({
    url,
    receipt_id: String(body.receipt_id),
    status: Number(body.status),
    retry_count: Number(body.retry_count),
    content_type: contentType,
    body: maskFields(body),
    sent_at: koreanTime(gateway.clock.now()),
    answered: undefined,
  })
}

function mayLeave(gateway: Gateway, url: string): boolean {
  try {
    return gateway.settings.allowRemoteFeedback || isLoopback(new URL(url).hostname)
  } catch {
    return false
  }
}
