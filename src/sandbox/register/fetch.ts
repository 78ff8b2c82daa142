import type { SandboxAddress } from './address'
import { isGateway } from './hosts'
import { patch } from './patch'

/** The `fetch` of Bun and Deno does not go through their `node:tls`; that of Node does. */
export function redirectFetch(address: SandboxAddress): void {
  if (!('bun' in process.versions) && !('deno' in process.versions)) return
  patch(globalThis, 'fetch', {
    async apply(original, self, [input, init]) {
      const url = new URL(typeof input === 'object' && 'url' in input ? input.url : String(input))
      if (!isGateway(url.hostname)) return original.call(self, input, init)
      const { host, port } = await new Promise<{ host: string; port: number }>((resolve) =>
        address.whenKnown(resolve),
      )
      const target = `http://${host.includes(':') ? `[${host}]` : host}:${port}${url.pathname}${url.search}`
      return original.call(
        self,
        typeof input === 'object' && 'url' in input ? new Request(target, input) : target,
        init,
      )
    },
  })
}
