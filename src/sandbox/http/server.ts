import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ArmedFault, faultEnvelope, faultHint } from '../books/faults'
import type { Merchants } from '../books/merchants'
import { prepareSample } from '../books/samples'
import { authorize, revokeToken } from '../books/tokens'
import { acceptUnknown } from '../books/unknown-receipts'
import { copyOf } from '../rules/copy'
import type { Envelope } from '../rules/envelope'
import { GatewayError, refuse } from '../rules/errors'
import { extraFlag } from '../rules/fields'
import { maskFields } from '../rules/mask'
import type { Fields, RequestEntry, SandboxHint } from '../rules/shapes'
import { koreanTime } from '../rules/time'
import { addHint, answerFault, answerJson } from './api-answer'
import { decodeBody, readBody } from './body'
import { curlOf } from './curl'
import { type RequestPath, readRequestPath } from './request-path'
import { type FoundRoute, findRoute } from './routes'

/** A request on its way to a page or to the API, and the books of all merchants. */
export interface Exchange {
  readonly merchants: Merchants
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestPath: RequestPath
}

/** Answers a request for a page; false, without an answer, when the request is one for the API. */
export type HandlePage = (exchange: Exchange) => Promise<boolean>

/** The HTTP server of the sandbox. The pages are a parameter, because they import this folder themselves. */
export function createGatewayServer(merchants: Merchants, handlePage: HandlePage): Server {
  const server = createServer((request, response) => {
    serve(merchants, handlePage, request, response).catch(() => response.destroy())
  })
  // An unreadable request line ends its connection; without a listener it would end the process.
  server.on('clientError', (_error, socket) => socket.destroy())
  return server
}

async function serve(
  merchants: Merchants,
  handlePage: HandlePage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestPath = readRequestPath(request.url ?? '/')
  if (requestPath !== undefined && (await handlePage({ merchants, request, response, requestPath }))) return

  const { shared } = merchants
  const { method = 'GET' } = request
  const { authorization } = request.headers
  const entry = shared.requests.add({
    method,
    // Without the query, which may hold a secret.
    path: requestPath?.path ?? (request.url ?? '/').replace(/\?.*$/s, ''),
    status: undefined,
    body: {},
    received_at: koreanTime(shared.clock.now()),
  })
  const { fields, fault, envelope, hint } = await outcomeOf(merchants, request, requestPath, entry)
  const applicationId = applicationIdOf(merchants, authorization, fields)
  if (applicationId !== undefined) entry.application_id = applicationId
  if (fault !== undefined) entry.fault = fault.fault
  if (hint !== undefined) {
    entry.hint = hint
    addHint(response, hint)
  }
  if (fault?.fault === 'unauthorized') revokeToken(merchants, authorization)
  if (fault !== undefined) await answerFault(response, fault, envelope)
  else if (envelope !== undefined) answerJson(response, envelope)
  recordAnswer(merchants, entry, response, envelope)
}

/** How a request is answered: its envelope, and the fault that changes that. */
interface Outcome {
  readonly fields: Fields
  readonly fault: ArmedFault | undefined
  readonly envelope: Envelope | undefined
  readonly hint: SandboxHint | undefined
}

async function outcomeOf(
  merchants: Merchants,
  request: IncomingMessage,
  requestPath: RequestPath | undefined,
  entry: RequestEntry,
): Promise<Outcome> {
  let fields: Fields = {}
  let fault: ArmedFault | undefined
  try {
    const body = await readBody(request)
    // Some SDKs send a body with GET or DELETE; it is ignored.
    if (entry.method !== 'GET' && entry.method !== 'DELETE')
      fields = decodeBody(body, request.headers['content-type'])
    entry.body = maskFields(fields)
    addCurl(entry, merchants, requestPath, request.headers.authorization, fields)
    const found = requestPath && findRoute(entry.method, requestPath.segments)
    // A request without a route, as for an icon of a browser, must not use up a fault.
    fault = found && takeFault(merchants, request, entry, found, fields)
    const own = fault?.execute === false ? undefined : runRoute(merchants, request, found, fields)
    if (fault === undefined) return { fields, fault, envelope: own, hint: undefined }
    const envelope = faultEnvelope(fault, extraFlag(fields, 'raw_data')) ?? own
    return { fields, fault, envelope, hint: faultHint(fault) }
  } catch (error) {
    const refusal = error instanceof GatewayError ? error : new GatewayError('serverError', String(error))
    const envelope = refusal.envelope(merchants.settings.notFoundStatus)
    return { fields, fault, envelope, hint: refusal.hint }
  }
}

function takeFault(
  merchants: Merchants,
  request: IncomingMessage,
  { method, path }: RequestEntry,
  { route }: FoundRoute,
  fields: Fields,
): ArmedFault | undefined {
  const applicationId = applicationIdOf(merchants, request.headers.authorization, fields)
  return merchants.shared.faults.take(method, path, route.template, applicationId)
}

function addCurl(
  entry: RequestEntry,
  { shared: { url } }: Merchants,
  requestPath: RequestPath | undefined,
  token: string | undefined,
  fields: Fields,
): void {
  if (requestPath === undefined) return
  const { segments } = requestPath
  const curl = curlOf({ url, method: entry.method, segments, hasToken: token !== undefined, fields })
  if (curl !== undefined) entry.curl = curl
}

/** Application id of the merchant who sent the request, found by its token or, in a token request, by its body. */
function applicationIdOf(
  merchants: Merchants,
  token: string | undefined,
  { application_id: claimed }: Fields,
): string | undefined {
  const gateway =
    merchants.findToken(token)?.gateway ?? merchants.find(typeof claimed === 'string' ? claimed : '')
  return gateway?.settings.applicationId
}

function runRoute(
  merchants: Merchants,
  request: IncomingMessage,
  found: FoundRoute | undefined,
  fields: Fields,
): Envelope {
  if (found === undefined) refuse('unknownPath', request.method)
  const { route, id } = found
  const { allowedAddresses } = merchants.settings
  const { remoteAddress = '' } = request.socket
  if (allowedAddresses?.includes(remoteAddress) === false) refuse('addressRefused', remoteAddress)
  if (route.open) return route.answer({ merchants, fields })
  const gateway = authorize(merchants, request.headers.authorization)
  prepareSample(gateway, route.template, id, fields)
  acceptUnknown(gateway, route.template, id, fields)
  return route.answer({ gateway, fields, id })
}

function recordAnswer(
  { settings, shared }: Merchants,
  entry: RequestEntry,
  response: ServerResponse,
  envelope: Envelope | undefined,
): void {
  if (response.headersSent) {
    entry.status = response.statusCode
    if (envelope !== undefined && entry.fault !== 'html') {
      entry.code = envelope.code
      entry.answer = maskFields({ ...envelope })
    }
  }
  shared.changed()
  try {
    settings.onRequest?.(copyOf(entry))
  } catch (error) {
    // The request has been answered; only the listener failed.
    process.emitWarning(`샌드박스의 onRequest에서 오류가 났습니다 (onRequest of the sandbox threw): ${error}`)
  }
}
