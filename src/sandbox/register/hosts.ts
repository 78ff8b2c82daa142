/** The gateway's hosts, one for each mode of the Node.js library; `test-api` of other languages is left alone. */
export const hosts = ['api.bootpay.co.kr', 'stage-api.bootpay.co.kr', 'dev-api.bootpay.co.kr'] as const

const known = new Set<string>(hosts)

/** Whether a host name is one of the gateway's; DNS allows upper case and a dot at the end. */
export function isGateway(name: unknown): boolean {
  return typeof name === 'string' && known.has(name.toLowerCase().replace(/\.$/, ''))
}
