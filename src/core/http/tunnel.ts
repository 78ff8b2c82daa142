import type { Agent, ClientRequest, ClientRequestArgs, IncomingMessage, RequestOptions } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import type { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { loadHttp, loadHttps, loadNet, loadTls } from '../load'

/** A proxy, as axios read it from the config or the environment. */
interface Proxy {
  protocol?: string | null
  host?: string
  port?: number | string
  /** `user:password` */
  auth?: string | null
}

/** Gets the CONNECT request, which has to end with the call. */
type Begun = (request: ClientRequest) => void

type Connected = (error: Error | null, socket?: Socket) => void

/**
 * If axios chose a proxy for https, it has replaced the agent `given` by its own. The tunnel is made here all the same,
 * because axios waits without end when the proxy closes the connection.
 */
export function withTunnel(options: RequestOptions, given: Agent, begun: Begun): RequestOptions {
  const chosen = options.agent as (Agent & { proxy?: Proxy }) | undefined
  if (!chosen?.proxy || chosen === given || options.protocol !== 'https:') return options
  const createConnection = openTunnel(chosen.proxy, (given as HttpsAgent).options, begun)
  return { ...options, agent: undefined, createConnection } as RequestOptions
}

/** A `createConnection` for `https.request`: a tunnel through the proxy, and TLS to the gateway within it. */
function openTunnel(proxy: Proxy, tlsOptions: object, begun: Begun) {
  return ({ host, port }: ClientRequestArgs, done: Connected): undefined => {
    const target = `${host}:${port}`
    const headers: Record<string, string> = { host: target }
    if (proxy.auth) headers['proxy-authorization'] = `Basic ${Buffer.from(proxy.auth).toString('base64')}`
    const { request: open } = /^https:?$/.test(proxy.protocol ?? '') ? loadHttps() : loadHttp()
    const request = open({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: target,
      headers,
      agent: false,
      // Named, because Node would take these from a polluted Object.prototype.
      auth: undefined,
      family: undefined,
      insecureHTTPParser: false,
      ca: undefined,
      rejectUnauthorized: true,
    })
    begun(request)
    request.on('error', (error) => done(notConnected(error)))
    request.once('connect', (response, socket, head) => {
      const { statusCode = 0 } = response
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head)
        const servername = loadNet().isIP(String(host)) ? '' : String(host)
        done(null, loadTls().connect({ ...tlsOptions, host, servername, socket } as ConnectionOptions))
      } else {
        socket.destroy()
        done(refusedBy(response))
      }
    })
    request.end()
  }
}

/** An error of `connect`, which proves that nothing was sent: the tunnel was never made. */
function notConnected({ code }: NodeJS.ErrnoException): Error {
  return Object.assign(new Error(), { code, syscall: 'connect' })
}

/** The proxy refused. Its answer is not the gateway's, so it counts as an answer that cannot be read. */
function refusedBy({ statusCode }: IncomingMessage): Error {
  return Object.assign(new Error(), { code: 'ERR_PROXY_REFUSED', status: statusCode })
}
