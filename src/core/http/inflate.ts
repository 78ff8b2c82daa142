import type { IncomingMessage } from 'node:http'
import { loadZlib } from '../load'

/** The answer, inflated. A compressed answer that was cut short is an error; axios takes it for a whole one. */
export function inflated(response: IncomingMessage): IncomingMessage {
  const encoding = response.headers['content-encoding']?.toLowerCase()
  if (!encoding || response.statusCode === 204) return response
  const zlib = loadZlib()
  const inflate =
    encoding === 'br'
      ? zlib.createBrotliDecompress()
      : /^(x-)?gzip$|^deflate$/.test(encoding) && zlib.createUnzip()
  if (!inflate) return response
  const { 'content-encoding': _, 'content-length': __, ...headers } = response.headers
  response.once('aborted', () => inflate.destroy(new Error()))
  response.once('error', () => inflate.destroy(new Error()))
  inflate.once('close', () => response.destroyed || response.destroy())
  const { statusCode, statusMessage } = response
  return Object.assign(response.pipe(inflate), {
    headers,
    statusCode,
    statusMessage,
  }) as unknown as IncomingMessage
}
