import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { feedbackAnswerLimit, feedbackTimeout } from '../rules/decisions'
import { isFields } from '../rules/fields'
import type { FeedbackEntry, Fields } from '../rules/shapes'
import type { FeedbackTarget } from './entities'

type Outcome = Pick<FeedbackEntry, 'answered' | 'answer' | 'error'>

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
    const isJson = contentType === 'json'
    const body = isJson ? JSON.stringify(fields) : encodeForm(fields)
    const headers = {
      'content-type': isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    }
    const start = url.startsWith('https:') ? requestHttps : requestHttp
    const request = start(url, { method: 'POST', headers, signal: closing }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, feedbackAnswerLimit)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', reject)
    })
    const giveUp = () => request.destroy(new Error('응답이 없습니다 (no answer in time)'))
    const timer = setTimeout(giveUp, feedbackTimeout)
    timer.unref?.()
    request.on('close', () => clearTimeout(timer))
    request.on('error', reject)
    request.end(body)
  })
}

/** Nested values take bracketed names: `payment_data[card_name]=…`. */
function encodeForm(fields: Fields): string {
  const form = new URLSearchParams()
  const add = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item)
    else if (isFields(value)) for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item)
    // JSON leaves out what is undefined.
    else if (value !== undefined) form.append(name, value === null ? '' : String(value))
  }
  for (const [name, value] of Object.entries(fields)) add(name, value)
  return form.toString()
}
