import { readFields } from '../core/fields'
import { type ApiRequest, request } from '../core/request'
import { id, text } from '../core/rules'
import type { BootpayCommonResponse } from './common'

/** 웹훅 다시 받기 파라미터. Parameters of `resendFeedback`. */
export interface BootpayResendFeedbackData {
  /** 결제 고유번호 */
  receiptId: string
  /** 웹훅을 받을 주소 */
  webhookUrl: string
}

const lookForWebhook = {
  korean: '다시 호출하기 전에 웹훅이 도착했는지 확인하세요.',
  english: 'before calling again, see whether the webhook arrived',
}

export function resendFeedback(data: BootpayResendFeedbackData): ApiRequest<BootpayCommonResponse> {
  return readFields('resendFeedback', data, (field) =>
    request('resendFeedback', 'POST', '/webhook', {
      body: { receipt_id: field('receiptId', id), webhook_url: field('webhookUrl', text, 'feedbackUrl') },
      // Assumed: each call sends a webhook, and not every receiver can handle the same one twice.
      safety: 'once',
      advice: lookForWebhook,
    }),
  )
}
