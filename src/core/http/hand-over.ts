import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { loadAxios } from '../load'
import { agentFor } from './agents'
import type { Attempt } from './attempt'
import { largestAnswer, wireHeaders } from './message'
import { keepAnswer } from './response'

/** The settings that our adapter implements, or that axios applies before it calls an adapter. */
const ours = new Set([
  ...['url', 'method', 'headers', 'data', 'httpAgent', 'httpsAgent', 'transport', 'proxy'],
  ...['adapter', 'transformRequest', 'transformResponse', 'validateStatus', 'allowAbsoluteUrls'],
])

/** Whether a request is for axios' own http adapter: it has a proxy, or a setting that ours does not implement. */
export function isForAxios(config: InternalAxiosRequestConfig): boolean {
  const settings = config as unknown as Record<string, unknown>
  for (const name of Object.keys(settings)) {
    if (!ours.has(name) && settings[name] !== undefined) return true
  }
  return (
    Boolean(config.validateStatus) ||
    (config.data !== undefined && typeof config.data !== 'string') ||
    Boolean(config.proxy) ||
    (config.proxy !== false && isEncrypted(config) && hasProxyVariable())
  )
}

const isEncrypted = ({ url }: InternalAxiosRequestConfig) => String(url).startsWith('https:')

/** Whether the environment names a proxy for TLS. axios reads NO_PROXY. */
const hasProxyVariable = () => proxyVariables.some((name) => process.env[name])
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']

/** One request by axios' own http adapter, under the same rules as by ours. */
export function sendByAxios(config: InternalAxiosRequestConfig, attempt: Attempt): Promise<AxiosResponse> {
  const settings = withOurRules(config, attempt)
  // Over HTTP/2 axios uses no transport of ours, and only a signal ends the request.
  if ('httpVersion' in settings || 'http2Options' in settings) {
    attempt.handOver()
    settings.signal ??= attempt.signal()
  }
  return loadAxios().getAdapter('http', settings)(settings)
}

/**
 * Wraps an adapter of the user's. It sends under our rules, a request that moves money only once, and none once the call
 * is over.
 */
export function watched(chosen: InternalAxiosRequestConfig['adapter'], attempt: Attempt): AxiosAdapter {
  const { getAdapter, defaults } = loadAxios()
  let wasUsed = false
  return async (config) => {
    // An interceptor that sends requests again, as axios-retry does, may not send a charge again.
    if (wasUsed && !attempt.isRepeatable) throw new Error('not repeatable')
    const send = getAdapter(chosen ?? defaults.adapter, config)
    attempt.reachAdapter()
    attempt.handOver()
    wasUsed = true
    return keepAnswer(attempt, send(withOurRules({ signal: attempt.signal(), ...config }, attempt)))
  }
}

/** The config for adapters other than ours: no redirects, a limit on the answer, an answer as text, our agents. */
function withOurRules(config: InternalAxiosRequestConfig, attempt: Attempt): InternalAxiosRequestConfig {
  const encrypted = isEncrypted(config)
  const agentName = encrypted ? 'httpsAgent' : 'httpAgent'
  for (const [name, value] of wireHeaders) config.headers.set(name, value, false)
  attempt.agent = config[agentName] ?? agentFor(encrypted, attempt.isRepeatable)
  return {
    maxContentLength: largestAnswer,
    ...config,
    // Otherwise a stream or a buffer would be taken for the envelope.
    responseType: 'text',
    maxRedirects: 0,
    // The same for the fetch adapter, which in older axios reads only this.
    fetchOptions: { ...config.fetchOptions, redirect: 'manual' },
    transport: attempt,
    [agentName]: attempt.agent,
    // Plain http goes to this machine only: a proxy from the environment would read the body.
    proxy: encrypted ? config.proxy : (config.proxy ?? false),
  }
}
