import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { feedbackAnswerLimit, feedbackTimeout } from '../rules/decisions'
import type { FeedbackEntry, Fields } from '../rules/shapes'
import { unref } from '../rules/timer'
import type { FeedbackTarget } from './entities'
import { encodeFeedback } from './feedback-body'

export type Outcome = Pick<FeedbackEntry, 'answered' | 'answer' | 'error'>

/** Posts one webhook. It counts as received when the answer is 2xx and its whole text is `OK`. */
export async function post(target: FeedbackTarget, fields: Fields, closing: AbortSignal): Promise<Outcome> {
  try {
    const answer = await send(target, fields, closing)
    return { answered: answer.status >= 200 && answer.status < 300 && answer.body.trim() === 'OK', answer }
  } catch (error) {
    return { answered: false, error: String((error as Error)?.message ?? error) }
  }
}

function send({ url, contentType }: FeedbackTarget, fields: Fields, closing: AbortSignal) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { headers, body } = encodeFeedback(fields, contentType)
    const start = url.startsWith('https:') ? requestHttps : requestHttp
    const request = start(
      url,
      { method: 'POST', headers: { ...headers, connection: 'close' }, signal: closing },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text = (text + chunk).slice(0, feedbackAnswerLimit)
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
        response.on('error', reject)
      },
    )
    const giveUp = () => request.destroy(new Error('응답이 없습니다 (no answer in time)'))
    const timer = setTimeout(giveUp, feedbackTimeout)
    unref(timer)
    request.on('close', () => clearTimeout(timer))
    request.on('error', reject)
    request.end(body)
  })
}
