import Module, { createRequire } from 'node:module'
import type { Address, SandboxAddress } from './address'
import { isGateway } from './hosts'
import { patch } from './patch'

type Handler = Parameters<typeof patch>[2]

/** The `fetch` of Bun and Deno does not go through their `node:tls`; that of Node does. */
export function redirectFetch(address: SandboxAddress): void {
  const handler = handlerFor(address)
  if ('bun' in process.versions || 'deno' in process.versions) patch(globalThis, 'fetch', handler)
  if ('bun' in process.versions) redirectModulesOfBun(handler)
}

function handlerFor(address: SandboxAddress): Handler {
  const known = new Promise<Address>((resolve) => address.whenKnown(resolve))
  return {
    async apply(send, self, [input, ...options]) {
      const isRequest = typeof input === 'object' && 'url' in input
      const url = new URL(isRequest ? input.url : String(input))
      if (!isGateway(url.hostname)) return send.call(self, input, ...options)
      const { origin } = await known
      const target = `${origin}${url.pathname}${url.search}`
      return send.call(self, isRequest ? new Request(target, input) : target, ...options)
    },
  }
}

/** Bun has a node-fetch and an undici of its own, whatever is installed. */
function redirectModulesOfBun(handler: Handler): void {
  const load = createRequire(__filename)
  for (const name of ['fetch', 'request', 'stream']) patch(load('undici'), name, handler)
  const nodeFetch = load('node-fetch')
  patch(nodeFetch, 'fetch', handler)
  patch(nodeFetch, 'default', handler)
  // CommonJS calls the module itself.
  patch(Module.prototype, 'require', {
    apply: (require, module, [id]) => (id === 'node-fetch' ? nodeFetch.default : require.call(module, id)),
  })
}
