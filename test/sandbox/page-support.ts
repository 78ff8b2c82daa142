import { open } from './support'

const form = { method: 'POST', redirect: 'manual' } as const

/** Sends a form and follows nothing. */
export async function post(
  address: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(address, { ...form, body: new URLSearchParams(fields), headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

export async function get(address: string) {
  const response = await fetch(address)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** A link to pay at, with more or other fields. */
export async function openShop(link: object = {}) {
  const { sandbox, call } = await open({ merchantName: '한빛 서점' })
  const order = {
    order_id: 'l-1',
    price: 12_345,
    name: '머그컵',
    return_url: 'http://localhost:3000/return?a=1&b=2',
  }
  const { data: url } = await call('POST', '/request/payment', { ...order, ...link })
  return { sandbox, call, url: url as string, only: () => sandbox.receipts.at(-1)! }
}
