// A fresh process under load: how many tokens it requests, and what a revoked token costs.
import { Figure } from '../statistics.mjs'
import { subjectIds } from '../subjects.mjs'

const calls = 200

export async function measureTokens({ progress, gateway, startSubject, urls }) {
  const first = new Figure('tokens.first', `token requests of ${calls} first calls at once`, 'requests')
  const again = new Figure(
    'tokens.revoked',
    `token requests of ${calls} calls with a revoked token`,
    'requests',
  )
  const failures = new Figure('tokens.failures', `of these calls, failed`, 'calls')
  for (const id of subjectIds) {
    progress(`tokens: ${id}`)
    const process = startSubject(id, urls.url)
    await gateway.ask('counts')
    await process.ask('failures', { operation: 'readme', calls })
    first.add(id, tokenRequests(await gateway.ask('counts')))
    await gateway.ask('revoke')
    failures.add(id, await process.ask('failures', { operation: 'verify', calls }))
    again.add(id, tokenRequests(await gateway.ask('counts')))
    process.stop()
  }
  return [first, again, failures]
}

function tokenRequests(counts) {
  return (counts['/request/token'] ?? 0) + (counts['/v2/request/token'] ?? 0)
}
