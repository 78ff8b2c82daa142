import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerFault, answerJson } from './answers'
import { decodeBody, readBody } from './body'
import { GatewayError, refuse } from './errors'
import { type ArmedFault, faultEnvelope } from './faults'
import { extraFlag } from './fields'
import type { Gateway } from './gateway'
import { maskFields } from './mask'
import { handlePage } from './pages'
import { findRoute } from './routes'
import { prepareSample } from './samples'
import { readTarget, type Target } from './target'
import { koreanTime } from './time'
import { authorize, revokeToken } from './tokens'
import type { Envelope, Fields, RequestEntry } from './types'

/** The gateway's HTTP door. */
export function createGatewayServer(gateway: Gateway): Server {
  const server = createServer((request, response) => {
    serve(gateway, request, response).catch(() => response.destroy())
  })
  // A hostile request line ends with its connection, not with the process.
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

async function serve(gateway: Gateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = readTarget(request.url ?? '/')
  if (target !== undefined && (await handlePage({ gateway, request, response, target }))) return

  const method = request.method ?? 'GET'
  const entry = gateway.requests.add({
    method,
    path: target?.path ?? request.url ?? '/',
    status: undefined,
    body: {},
    received_at: koreanTime(gateway.clock.now()),
  })
  let fault: ArmedFault | undefined
  let envelope: Envelope | undefined
  let fields: Fields = {}
  try {
    const body = await readBody(request)
    const found = target === undefined ? undefined : findRoute(method, target.segments)
    fault = gateway.faults.take(method, entry.path, found?.route.template)
    // Some SDKs put a body where none belongs.
    if (method !== 'GET' && method !== 'DELETE') fields = decodeBody(body, request.headers['content-type'])
    entry.body = maskFields(fields)
    if (fault === undefined || fault.execute) envelope = execute(gateway, request, target, fields)
  } catch (error) {
    envelope = envelopeOf(gateway, error)
  }
  if (fault === undefined) answerJson(response, envelope ?? envelopeOf(gateway, 'no answer'))
  else {
    entry.fault = fault.fault
    if (fault.fault === 'unauthorized') revokeToken(gateway, request.headers.authorization)
    await answerFault(response, fault, faultEnvelope(fault, extraFlag(fields, 'raw_data')) ?? envelope)
  }
  finish(gateway, entry, response, fault === undefined ? envelope : undefined)
}

function execute(
  gateway: Gateway,
  request: IncomingMessage,
  target: Target | undefined,
  fields: Fields,
): Envelope {
  const found = target === undefined ? undefined : findRoute(request.method ?? '', target.segments)
  if (found === undefined) refuse('unknownPath', `${request.method} ${target?.path ?? ''}`)
  const { allowedAddresses } = gateway.settings
  if (allowedAddresses !== undefined && !allowedAddresses.includes(request.socket.remoteAddress ?? '')) {
    refuse('addressRefused', request.socket.remoteAddress)
  }
  if (found.route.open !== true) authorize(gateway, request.headers.authorization)
  prepareSample(gateway, found.route.template, found.id, fields)
  return found.route.answer({ gateway, fields, id: found.id })
}

function envelopeOf(gateway: Gateway, error: unknown): Envelope {
  const known = error instanceof GatewayError ? error : new GatewayError('serverError', String(error))
  return known.envelope(gateway.settings.notFoundStatus)
}

function finish(gateway: Gateway, entry: RequestEntry, response: ServerResponse, envelope?: Envelope): void {
  if (response.headersSent) entry.status = response.statusCode
  if (envelope !== undefined) entry.code = envelope.code
  gateway.settings.onRequest?.({ ...entry })
  gateway.changed()
}
