import type { BootpayClient } from '../../src'

export interface Sent {
  method: string
  path: string
  host: string
  headers: Record<string, string>
  body: any
}

export interface Reply {
  status?: number
  data: unknown
  headers?: Record<string, string>
}

export const serverTime = 1_700_000_000
export const tokenReply = (token: string): Reply => ({
  data: {
    status: 200,
    code: 0,
    message: '',
    data: { token, server_time: serverTime, expired_at: serverTime + 1800 },
  },
})

/** Puts an adapter of a test's own into the client, which answers instead of the network. */
export function record(
  client: BootpayClient,
  reply: (sent: Sent, nth: number) => Reply | Promise<Reply>,
): Sent[] {
  const sent: Sent[] = []
  client.$http.defaults.adapter = async (config) => {
    const { host, pathname } = new URL(config.url ?? '')
    const request = {
      method: (config.method ?? '').toUpperCase(),
      path: pathname,
      host,
      headers: Object.fromEntries(
        Object.entries(config.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: config.data === undefined ? undefined : JSON.parse(config.data),
    }
    sent.push(request)
    const { status = 200, data, headers = {} } = await reply(request, sent.length)
    return { status, statusText: '', headers, config, data }
  }
  return sent
}
