import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ArmedFault, faultEnvelope } from '../books/faults'
import type { Gateway } from '../books/gateway'
import { prepareSample } from '../books/samples'
import { authorize, revokeToken } from '../books/tokens'
import type { Envelope } from '../rules/envelope'
import { GatewayError, refuse } from '../rules/errors'
import { extraFlag } from '../rules/fields'
import { maskFields } from '../rules/mask'
import type { Fields, RequestEntry } from '../rules/shapes'
import { koreanTime } from '../rules/time'
import { answerFault, answerJson } from './api-answer'
import { decodeBody, readBody } from './body'
import { type RequestPath, readRequestPath } from './request-path'
import { type FoundRoute, findRoute } from './routes'

/** A request on its way to a page or to the API, and the books that answer it. */
export interface Exchange {
  readonly gateway: Gateway
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestPath: RequestPath
}

/** Answers a request for a page; false, without an answer, when the request is one for the API. */
export type HandlePage = (exchange: Exchange) => Promise<boolean>

/** The gateway's HTTP door. The pages are handed in, because they use this folder themselves. */
export function createGatewayServer(gateway: Gateway, handlePage: HandlePage): Server {
  const server = createServer((request, response) => {
    serve(gateway, handlePage, request, response).catch(() => response.destroy())
  })
  // A hostile request line ends with its connection, not with the process.
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

async function serve(
  gateway: Gateway,
  handlePage: HandlePage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestPath = readRequestPath(request.url ?? '/')
  if (requestPath !== undefined && (await handlePage({ gateway, request, response, requestPath }))) return

  const { method = 'GET' } = request
  const entry = gateway.requests.add({
    method,
    path: requestPath?.path ?? request.url ?? '/',
    status: undefined,
    body: {},
    received_at: koreanTime(gateway.clock.now()),
  })
  const found = requestPath === undefined ? undefined : findRoute(method, requestPath.segments)
  let fault: ArmedFault | undefined
  let envelope: Envelope | undefined
  try {
    const body = await readBody(request)
    // Some SDKs put a body where none belongs.
    const fields =
      method === 'GET' || method === 'DELETE' ? {} : decodeBody(body, request.headers['content-type'])
    entry.body = maskFields(fields)
    // Whatever else a browser asks for must not use up a fault.
    if (found !== undefined) fault = gateway.faults.take(method, entry.path, found.route.template)
    if (fault === undefined || fault.execute) envelope = execute(gateway, request, found, fields)
    if (fault !== undefined) envelope = faultEnvelope(fault, extraFlag(fields, 'raw_data')) ?? envelope
  } catch (error) {
    envelope = envelopeOf(gateway, error)
  }

  if (fault !== undefined) entry.fault = fault.fault
  if (fault?.fault === 'unauthorized') revokeToken(gateway, request.headers.authorization)
  if (fault !== undefined) await answerFault(response, fault, envelope)
  else if (envelope !== undefined) answerJson(response, envelope)
  finish(gateway, entry, response, envelope)
}

function execute(
  gateway: Gateway,
  request: IncomingMessage,
  found: FoundRoute | undefined,
  fields: Fields,
): Envelope {
  if (found === undefined) refuse('unknownPath', request.method)
  const { route, id } = found
  const { allowedAddresses } = gateway.settings
  const { remoteAddress = '' } = request.socket
  if (allowedAddresses?.includes(remoteAddress) === false) refuse('addressRefused', remoteAddress)
  if (route.open !== true) authorize(gateway, request.headers.authorization)
  prepareSample(gateway, route.template, id, fields)
  return route.answer({ gateway, fields, id })
}

function envelopeOf(gateway: Gateway, error: unknown): Envelope {
  const known = error instanceof GatewayError ? error : new GatewayError('serverError', String(error))
  return known.envelope(gateway.settings.notFoundStatus)
}

function finish(gateway: Gateway, entry: RequestEntry, response: ServerResponse, envelope?: Envelope): void {
  if (response.headersSent) {
    entry.status = response.statusCode
    if (envelope !== undefined && entry.fault !== 'html') entry.code = envelope.code
  }
  gateway.settings.onRequest?.({ ...entry })
  gateway.changed()
}
