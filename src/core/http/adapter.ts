import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http'
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { loadAxios } from '../load'
import { agentFor } from './agents'
import { Attempt } from './attempt'
import { isForAxios, sendByAxios } from './hand-over'
import { largestAnswer, tooLargeMessage, wireHeaders } from './message'
import { keepAnswer } from './response'
import { attemptOf } from './under-way'

/** The adapter of `$http`: one request by Node's `http` or `https`. Follows no redirect; returns the answer as text. */
export async function adapter(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  // A request that the application itself makes by `$http` has no attempt. It may be sent again, like a lookup.
  const attempt = attemptOf(config) ?? new Attempt(true)
  attempt.reachAdapter()
  return keepAnswer(attempt, isForAxios(config) ? sendByAxios(config, attempt) : send(config, attempt))
}

function send(config: InternalAxiosRequestConfig, attempt: Attempt): Promise<AxiosResponse> {
  return new Promise((resolve, reject) => {
    const { protocol, hostname, port, pathname, search } = new URL(config.url as string)
    const isEncrypted = protocol === 'https:'
    const agent = isEncrypted ? config.httpsAgent : config.httpAgent
    const options: RequestOptions = {
      method: config.method?.toUpperCase(),
      protocol,
      // Brackets around an IPv6 address belong to the URL, not to the address.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port || (isEncrypted ? 443 : 80),
      path: pathname + search,
      headers: headersOf(config),
      agent: agent ?? agentFor(isEncrypted, attempt.isRepeatable),
      // Named, because Node would take these from a polluted Object.prototype.
      auth: undefined,
      family: undefined,
      insecureHTTPParser: false,
    }
    const fail = (error?: Error) => reject(axiosError(error ?? new Error('incomplete'), config, request))
    const request = attempt.request(options, (response) => {
      collect(response, fail, (data) => {
        const { statusCode: status = 0, statusMessage: statusText = '', headers } = response
        resolve({ status, statusText, headers: axiosHeaders(headers), data, config, request })
      })
    })
    request.on('error', fail)
    // Bytes, because Node would write text in the encoding that a polluted Object.prototype names.
    request.end(config.data === undefined ? undefined : Buffer.from(config.data))
  })
}

function headersOf({ headers }: InternalAxiosRequestConfig): Record<string, string> {
  const all = headers.toJSON() as Record<string, string>
  for (const [name, value] of wireHeaders) if (!headers.has(name)) all[name] = value
  return all
}

/** Reads the whole answer: calls `done` with its text, or `fail` if it ended early or is too large. */
function collect(response: IncomingMessage, fail: (error?: Error) => void, done: (text: string) => void) {
  const chunks: Buffer[] = []
  let length = 0
  response.on('data', (chunk: Buffer | string) => {
    // Text if other code, such as a tracing tool, has set an encoding on the response.
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    chunks.push(bytes)
    length += bytes.length
    if (length <= largestAnswer) return
    fail(new Error(tooLargeMessage))
    response.destroy()
  })
  response.on('error', fail)
  // A response that closes without `end` was cut short.
  response.on('close', fail)
  response.on('end', () => {
    // Each response closes after its end: no need to make an error then.
    response.off('close', fail)
    done(Buffer.concat(chunks).toString())
  })
}

/** An `AxiosHeaders`: from a plain object axios would make one, checking each header again. */
function axiosHeaders(headers: IncomingHttpHeaders): AxiosResponse['headers'] {
  const { AxiosHeaders } = loadAxios()
  return AxiosHeaders ? Object.assign(new AxiosHeaders(), headers) : (headers as Record<string, string>)
}

/** An AxiosError, which the application's error interceptors expect. */
function axiosError(error: Error, config: InternalAxiosRequestConfig, request: ClientRequest): Error {
  const { AxiosError } = loadAxios()
  return AxiosError?.from?.(error, undefined, config, request) ?? error
}
