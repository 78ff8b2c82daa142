import http from 'node:http'
import https from 'node:https'
import { urlToHttpOptions } from 'node:url'
import type { Environment } from './environment'
import { hosts, isGateway } from './hosts'
import { patch } from './patch'

type Options = Record<string, unknown>

/** Takes the gateway's hosts out of what the environment sends through a proxy, if it names one. */
export function exemptFromProxies(environment: Environment): void {
  const names = Object.keys(environment).filter((name) => /^(\w+_)?(https?|all)_proxy$/i.test(name))
  if (names.length === 0) return
  // Libraries read the one or the other.
  const { no_proxy: lower, NO_PROXY: upper } = environment
  environment.no_proxy = withHosts(lower || upper)
  environment.NO_PROXY = withHosts(upper || lower)
}

function withHosts(exempt = ''): string {
  const missing = hosts.filter((host) => !exempt.split(/[\s,]+/).includes(host))
  // `*` exempts everything.
  if (exempt.trim() === '*' || missing.length === 0) return exempt
  return [exempt, ...missing].filter((part) => part !== '').join(',')
}

/** Sends requests to the gateway without the proxy that the application's code names: an agent, or a path with a host. */
export function bypassProxies(): void {
  for (const module of [http, https]) {
    for (const name of ['request', 'get'] as const) {
      patch(module, name, { apply: (original, self, args) => original.apply(self, direct(module, args)) })
    }
  }
}

/** The arguments of a request, changed if it is one to the gateway through a proxy. */
function direct(module: typeof http | typeof https, args: unknown[]): unknown[] {
  const options = optionsOf(args)
  if (options === undefined) return args
  const rest = args.filter((argument) => typeof argument === 'function')
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]+)(.*)$/s.exec(String(options.path ?? '')) ?? []
  if (isGateway(host.replace(/:\d+$/, ''))) {
    const { hostname, port, socketPath, ...others } = options
    return [
      { ...others, host: host.replace(/:\d+$/, ''), path: path || '/', agent: new module.Agent() },
      ...rest,
    ]
  }
  if (!isGateway(options.hostname ?? options.host) || !usesProxy(module, options)) return args
  return [{ ...options, agent: new module.Agent() }, ...rest]
}

function optionsOf([first, second]: unknown[]): Options | undefined {
  const url = typeof first === 'string' ? safeUrl(first) : first
  if (typeof url !== 'object' || url === null) return undefined
  // Not `instanceof`: a test runner may bring a URL of its own.
  if (!('searchParams' in url)) return { ...url }
  return { ...urlToHttpOptions(url as URL), ...(typeof second === 'object' ? second : undefined) }
}

/** Undefined if it is no URL: Node reports that itself. */
function safeUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Whether the agent may connect through a proxy: it is not one of Node's, or Node's with a proxy. */
function usesProxy({ globalAgent }: typeof http | typeof https, options: Options): boolean {
  const agent = (options.agent ?? globalAgent) as http.Agent & { options?: Options; createSocket?: unknown }
  if (typeof agent !== 'object') return false
  const node = http.Agent.prototype as typeof agent
  return (
    !(agent instanceof http.Agent) ||
    (agent as typeof node).createSocket !== node.createSocket ||
    agent.options?.proxyEnv !== undefined
  )
}
