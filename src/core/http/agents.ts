import type { Agent } from 'node:http'
import { loadHttp, loadHttps } from '../load'

const sockets = 64
const pools = new Map<string, Agent>()

/** One pool for the process, whatever the number of clients. `keepAlive`: connections are used again. */
export function agentFor(isEncrypted: boolean, keepAlive: boolean): Agent {
  const kind = `${isEncrypted} ${keepAlive}`
  const found = pools.get(kind) ?? makeAgent(isEncrypted, keepAlive)
  pools.set(kind, found)
  return found
}

/** TLS is checked even if the environment says not to. */
function makeAgent(isEncrypted: boolean, keepAlive: boolean): Agent {
  // A limit for each host: under one for all, a host's idle sockets would keep another's requests waiting.
  const limits = { keepAlive, maxSockets: sockets }
  if (!isEncrypted) return new (loadHttp().Agent)(limits)
  // `ca` is named, because Node would take one from a polluted Object.prototype.
  return new (loadHttps().Agent)({
    ...limits,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ca: undefined,
  })
}
