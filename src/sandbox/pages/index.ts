import { decodeForm, readBody } from '../http/body'
import type { Exchange } from '../http/server'
import { GatewayError } from '../rules/errors'
import { findAction } from './actions'
import { booksPage } from './books-page'
import { booksScript, continueScript, icon, streamChanges } from './live'
import { answerFile, answerPage, notice, objection, redirect } from './page'
import { paymentPage, takePayment } from './payment-page'
import { receiptPage } from './receipt-page'
import { style } from './style'

/**
 * The seam between the API and the pages for a person. True when the request was for a page, which has then answered
 * it; everything else goes to the API, is logged there, and can be struck by faults.
 */
export async function handlePage(exchange: Exchange): Promise<boolean> {
  const { gateway, request, response } = exchange
  const answer = findPage(exchange)
  if (answer === undefined) return false
  const refusal = objection(request)
  if (refusal !== undefined) {
    answerPage(response, notice(403, refusal))
    return true
  }
  try {
    await answer()
  } catch (error) {
    // Helpers refuse what a form must not ask for with a TypeError.
    if (!(error instanceof GatewayError || error instanceof TypeError) || response.headersSent) throw error
    const status =
      error instanceof GatewayError ? error.envelope(gateway.settings.notFoundStatus).status : 400
    answerPage(response, notice(status, wordsOf(error.message)))
  }
  return true
}

function findPage(exchange: Exchange): (() => void | Promise<void>) | undefined {
  const [first = '', second, ...rest] = exchange.requestPath.segments
  const { gateway, request, response } = exchange
  if (rest.length > 0) return undefined
  if (request.method === 'POST' && second !== undefined) return findForm(exchange, first, second)
  if (request.method !== 'GET') return undefined
  if (second !== undefined) {
    if (first === 'pay') return () => answerPage(response, paymentPage(gateway, second))
    if (first === 'bill') return () => answerPage(response, receiptPage(gateway, second))
    return undefined
  }
  switch (first) {
    case '':
      return () => answerPage(response, booksPage(gateway))
    case 'events':
      return () => streamChanges(gateway, response)
    case 'style.css':
      return () => answerFile(response, 'text/css', style)
    case 'books.js':
      return () => answerFile(response, 'text/javascript', booksScript)
    case 'continue.js':
      return () => answerFile(response, 'text/javascript', continueScript)
    // Browsers ask for the second one unbidden.
    case 'icon.svg':
    case 'favicon.ico':
      return () => answerFile(response, 'image/svg+xml', icon)
    default:
      return undefined
  }
}

function findForm(
  { gateway, request, response }: Exchange,
  first: string,
  second: string,
): (() => Promise<void>) | undefined {
  if (first === 'pay') {
    return async () => {
      const fields = decodeForm(await readBody(request))
      answerPage(response, takePayment(gateway, second, fields))
    }
  }
  const action = first === 'books' ? findAction(second) : undefined
  if (action === undefined) return undefined
  return async () => {
    await action(gateway, decodeForm(await readBody(request)))
    gateway.changed()
    redirect(response, '/')
  }
}

// Messages of the sandbox are Korean first and English in brackets.
function wordsOf(message: string): [korean: string, english: string] {
  const parts = /^(.*?)\.? \((.*?)\)(.*)$/s.exec(message)
  return parts === null ? [message, ''] : [parts[1] ?? '', `${parts[2]}${parts[3]}`]
}
