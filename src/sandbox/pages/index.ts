import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gateway } from '../books/gateway'
import type { Merchants } from '../books/merchants'
import { decodeForm, readBody } from '../http/body'
import type { Exchange } from '../http/server'
import { GatewayError } from '../rules/errors'
import { findAction } from './actions'
import { booksPage } from './books-page'
import { choicePage } from './choice-page'
import type { Words } from './html'
import { booksScript, choiceScript, continueScript, icon, streamChanges } from './live'
import { answerFile, answerPage, notice, type Page, redirect, refusedVisit } from './page'
import { paymentPage, takePayment } from './payment-page'
import { receiptPage } from './receipt-page'
import { style } from './style'

/**
 * Answers a request for a page and gives back true. All other requests are for the API, which records them and lets
 * them meet the faults of `failNext`; a request for a page does neither.
 */
export async function handlePage(exchange: Exchange): Promise<boolean> {
  const { merchants, request, response } = exchange
  const answer = findPage(exchange)
  if (answer === undefined) return false
  const refusal = refusedVisit(request)
  if (refusal !== undefined) {
    answerPage(response, notice(403, refusal))
    return true
  }
  try {
    await answer()
  } catch (error) {
    // A helper refuses a wrong value of a form with a TypeError.
    if (!(error instanceof GatewayError || error instanceof TypeError) || response.headersSent) throw error
    const status =
      error instanceof GatewayError ? error.envelope(merchants.settings.notFoundStatus).status : 400
    answerPage(response, notice(status, wordsOf(error)))
  }
  return true
}

type Answer = (() => void | Promise<void>) | undefined

function findPage({ merchants, request, response, requestPath: { segments } }: Exchange): Answer {
  if (isForReading(request) && segments.length <= 1) {
    const answer = findSharedPage(merchants, response, segments[0] ?? '')
    if (answer !== undefined) return answer
  }
  if (!merchants.takesAny) return findMerchantPage(merchants.all()[0], request, response, segments)
  const [first, applicationId = '', ...rest] = segments
  if (first !== 'merchants') return undefined
  const hasOthers = merchants.all().length > 1
  return findMerchantPage(merchants.find(applicationId), request, response, rest, hasOthers)
}

/** Previews of links begin with a HEAD request; Node leaves out the body of the answer by itself. */
function isForReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

function findSharedPage(merchants: Merchants, response: ServerResponse, name: string): Answer {
  switch (name) {
    case '':
      return merchants.takesAny ? () => answerChoice(merchants, response) : undefined
    case 'events':
      return () => streamChanges(merchants.shared, response)
    case 'style.css':
      return () => answerFile(response, 'text/css', style)
    case 'books.js':
      return () => answerFile(response, 'text/javascript', booksScript)
    case 'choice.js':
      return () => answerFile(response, 'text/javascript', choiceScript)
    case 'continue.js':
      return () => answerFile(response, 'text/javascript', continueScript)
    // Browsers request favicon.ico by themselves.
    case 'icon.svg':
    case 'favicon.ico':
      return () => answerFile(response, 'image/svg+xml', icon)
    default:
      return undefined
  }
}

function answerChoice(merchants: Merchants, response: ServerResponse): void {
  const [first, ...others] = merchants.all()
  if (first !== undefined && others.length === 0) redirect(response, `${first.path}/`)
  else answerPage(response, choicePage(merchants))
}

function findMerchantPage(
  gateway: Gateway | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  [first = '', second, ...rest]: readonly string[],
  hasOthers = false,
): Answer {
  if (gateway === undefined || rest.length > 0) return undefined
  const show = (page: Page) => answerPage(response, page)
  if (isForReading(request)) {
    if (first === '') return () => show(booksPage(gateway, hasOthers))
    if (second === undefined) return undefined
    if (first === 'pay') return () => show(paymentPage(gateway, second))
    return first === 'bill' ? () => show(receiptPage(gateway, second)) : undefined
  }
  if (request.method !== 'POST' || second === undefined) return undefined
  const readForm = async () => decodeForm(await readBody(request))
  if (first === 'pay') return async () => show(takePayment(gateway, second, await readForm()))
  const action = first === 'books' ? findAction(second) : undefined
  if (action === undefined) return undefined
  return async () => {
    await action(gateway, await readForm())
    gateway.changed()
    redirect(response, `${gateway.path}/`)
  }
}

// Messages of the sandbox are Korean first and English in brackets.
function wordsOf(error: GatewayError | TypeError): Words {
  if (error instanceof GatewayError) return [error.hint.korean, error.hint.english]
  const { message } = error
  const parts = /^(.*?)\.? \((.*?)\)(.*)$/s.exec(message)
  return parts === null ? [message, ''] : [parts[1] ?? '', `${parts[2]}${parts[3]}`]
}
