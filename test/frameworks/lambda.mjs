// Plays API Gateway (HTTP API, payload 2.0) and Lambda in front of the handler in the file named on the command line:
// a body that is no text comes as base64.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const { handler } = await import(pathToFileURL(process.argv[2]))

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const isBase64Encoded = !/^(text\/|application\/(json|javascript|xml))/.test(
    request.headers['content-type'] ?? '',
  )
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: request.url,
    rawQueryString: '',
    headers: request.headers,
    requestContext: { http: { method: request.method, path: request.url } },
    body: Buffer.concat(chunks).toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  }
  const answer = await handler(event).catch((error) => {
    console.error(error)
    return { statusCode: 500, headers: {}, body: '{"message":"Internal Server Error"}' }
  })
  response.writeHead(answer.statusCode, answer.headers).end(answer.body)
}).listen(Number(process.env.PORT), '127.0.0.1')
