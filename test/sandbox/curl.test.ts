import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { RequestEntry } from '../../src/sandbox'
import { tokenLine } from '../../src/sandbox/http/curl'
import { cardData, chargeOf, open, send } from './support'

const run = promisify(execFile)

/** What a shell prints for these lines. */
async function shell(...lines: string[]): Promise<string> {
  const { stdout } = await run('sh', ['-c', lines.join('\n')])
  return stdout
}

/** The last request, without what differs when the same is sent again. */
function sent({ method, path, body, status, code }: RequestEntry) {
  return { method, path, body, status, code }
}

const secrets = [
  ['CARD_NO', cardData.card_no],
  ['CARD_PW', cardData.card_pw],
  ['EXPIRE_YEAR', cardData.expire_year],
  ['EXPIRE_MONTH', cardData.expire_month],
  ['IDENTIFY_NUMBER', cardData.identify_number],
].map(([name, value]) => `${name}='${value}'`)

const hostile = `it's "quoted" \\ $(echo x) \`echo y\` !! %s 😀 \u202e \n 끝`

const calls: [name: string, method: string, path: string, body?: object][] = [
  ['a lookup', 'GET', '/receipt/r-1'],
  [
    'an id with every kind of character',
    'GET',
    `/receipt/${encodeURIComponent(`a'b "c" $HOME [d] {e,f} ?g#h/i`)}`,
  ],
  ['a cancel in part', 'POST', '/cancel', { receipt_id: 'r-1', price: 100 }],
  ['values that a shell could take for its own', 'POST', '/cancel', { receipt_id: hostile, reason: hostile }],
  ['a word that looks covered', 'POST', '/cancel', { receipt_id: 'r-1', price: 100, reason: '***' }],
  ['a card', 'POST', '/request/card_rebill', cardData],
  ['a charge', 'POST', '/subscribe/billing', chargeOf('key')],
  ['a deletion', 'DELETE', '/subscribe/billing/none'],
  ['a delivery', 'PUT', '/delivery/start/r-1', { delivery_no: '123456', delivery_corp: '001' }],
  ['a post without a body', 'POST', '/cancel'],
]

test.each(calls)('the curl line of %s sends the same again', async (_name, method, path, body) => {
  const { sandbox, call } = await open()
  sandbox.pay({ price: 1000, receiptId: 'r-1' })
  sandbox.issueBillingKey({ billingKey: 'key' })
  await call(method, path, body)
  const first = sandbox.requests.at(-1)!
  expect(first.curl?.split('\n')).toHaveLength(1)
  const { url, applicationId, privateKey } = sandbox
  const answer = await shell(tokenLine(url, applicationId, privateKey), ...secrets, `${first.curl} -s`)
  expect(JSON.parse(answer).code).toBe(first.code)
  expect(sent(sandbox.requests.at(-1)!)).toEqual(sent(first))
  expect(sandbox.requests.filter((entry) => entry.path === first.path)).toHaveLength(2)
})

test('the curl line of a token request asks for the key, and a refused one stays without a token', async () => {
  const { sandbox } = await open()
  const { url, applicationId, privateKey } = sandbox
  await send(sandbox, 'POST', '/request/token', { application_id: applicationId, private_key: privateKey })
  await send(sandbox, 'GET', '/receipt/none')
  const [token, refused] = sandbox.requests
  expect(token?.curl).not.toContain(privateKey)
  const answer = await shell(`PRIVATE_KEY='${privateKey}'`, `${token?.curl} -s`)
  expect(JSON.parse(answer).data.token).toMatch(/^[0-9a-f]{64}$/)
  expect(refused?.curl).toBe(`curl '${url}/receipt/none'`)
})

test('the line that gets a token without a known key asks for the key', async () => {
  const { sandbox } = await open()
  const { url, applicationId, privateKey } = sandbox
  const line = tokenLine(url, applicationId)
  expect(await shell(`PRIVATE_KEY='${privateKey}'`, line, 'echo "$TOKEN"')).toMatch(/^[0-9a-f]{64}\n$/)
})

test('no curl line holds what is secret', async () => {
  const { sandbox, call } = await open()
  await call('POST', '/request/card_rebill', { ...cardData, cardNo: cardData.card_no, 'card-pw': '77' })
  const { curl } = sandbox.requests.at(-1)!
  expect(curl).toContain(`"card-pw":"'"$CARD_PW"'"`)
  expect(curl).toContain(`"cardNo":"'"$CARD_NO"'"`)
  for (const name of ['card_no', 'card_pw', 'identify_number'] as const) {
    expect(curl).not.toContain(`"${cardData[name]}"`)
  }
  expect(curl).toContain('-H "Authorization: $TOKEN"')
})

test('a request that no curl line can repeat has none', async () => {
  const { sandbox, call } = await open()
  await call('POST', '/cancel', { reason: 'x'.repeat(5_000) })
  await fetch(`${sandbox.url}/cancel`, { method: 'POST', body: '{"receipt_id":' })
  await fetch(`${sandbox.url}/receipt/%E0%A4%A`)
  const last = sandbox.requests.slice(-3)
  expect(last.map(({ path }) => path)).toEqual(['/cancel', '/cancel', '/receipt/%E0%A4%A'])
  for (const entry of last) expect(entry).not.toHaveProperty('curl')
})
