import { contentTypes, encodeFeedback, feedbackFields, signedFields } from './books/feedback-body'
import type { FeedbackOfOptions, FeedbackReceipt, SandboxFeedback } from './rules/feedback-inputs'
import { checkArgument, checkInput } from './rules/input-check'
import { feedbackOfRules, feedbackReceiptRule } from './rules/input-rules'
import { fakeApplicationId, fakePrivateKey } from './rules/settings'

/**
 * 결제의 웹훅을 만듭니다. 서버 없이 웹훅 처리 코드를 시험할 때 쓰며, 샌드박스가 보내는 것과 한 글자도 다르지 않습니다.
 * Makes the webhook of a payment, as a sandbox would send it.
 *
 * @param receipt `verify`의 `data`
 * @param options `encoding`(`json` 또는 `form`), `privateKey`, `applicationId`, `retryCount`
 * @returns `headers`와 `body`
 * @throws {TypeError} 값의 종류가 다릅니다
 */
export function feedbackOf(receipt: FeedbackReceipt, options: FeedbackOfOptions = {}): SandboxFeedback {
  checkArgument('feedbackOf', 'receipt', receipt, feedbackReceiptRule)
  checkInput('feedbackOf', options, feedbackOfRules)
  const { applicationId = fakeApplicationId, privateKey = fakePrivateKey } = options
  const { encoding = 'form', retryCount = 0 } = options
  const fields = signedFields(feedbackFields(receipt), { applicationId, privateKey }, retryCount)
  return encodeFeedback(fields, contentTypes[encoding])
}
