import type { Agent } from 'node:http'
import { loadHttp, loadHttps } from '../load'

const maxSockets = 64
const pools = new Map<string, Agent>()

/** The agent that all clients of the process share. `keepAlive`: its connections are used again. */
export function agentFor(isEncrypted: boolean, keepAlive: boolean): Agent {
  const kind = `${isEncrypted} ${keepAlive}`
  const found = pools.get(kind) ?? makeAgent(isEncrypted, keepAlive)
  pools.set(kind, found)
  return found
}

/** Certificates are checked even if `NODE_TLS_REJECT_UNAUTHORIZED` is 0. */
function makeAgent(isEncrypted: boolean, keepAlive: boolean): Agent {
  // A limit per host. With one limit for all hosts, idle sockets of one would keep requests to another waiting.
  const limits = { keepAlive, maxSockets }
  if (!isEncrypted) return new (loadHttp().Agent)(limits)
  // `ca` is named, because Node would take one from a polluted Object.prototype.
  return new (loadHttps().Agent)({
    ...limits,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ca: undefined,
  })
}
