import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SandboxSeed } from '../../src/sandbox'
import { chargeOf, hours, open, receiver, send, unixNow } from './support'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bootpay-seed-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(content: string): Promise<string> {
  const path = join(folder, 'seed.json')
  await writeFile(path, content)
  return path
}

const paid = { receiptId: '612df0250d681b001de61de6', price: 12_000 }

describe('a receipt of a seed', () => {
  test('is what verify shows, under the id and with the values of the seed', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({
      receipts: [
        {
          ...paid,
          taxFree: 2_000,
          orderId: 17,
          itemName: '만년필',
          pg: 'kcp',
          params: { cart: 17 },
          userInfo: { username: '홍길동' },
          requestedAt: '2026-03-01 09:29:00',
          purchasedAt: '2026-03-01 09:30:00',
        },
      ],
    })
    const { data } = await call('GET', `/receipt/${paid.receiptId}`)
    expect(data).toMatchObject({
      receipt_id: paid.receiptId,
      order_id: '17',
      item_name: '만년필',
      price: 12_000,
      tax_free: 2_000,
      remain_price: 12_000,
      pg: 'kcp',
      method: 'card',
      params: { cart: 17 },
      requested_at: '2026-03-01 09:29:00',
      purchased_at: '2026-03-01 09:30:00',
      status: 1,
      payment_data: { s: 1, card_quota: '00' },
    })
    expect((await call('POST', '/cancel', { receipt_id: paid.receiptId })).data.cancelled_price).toBe(12_000)
  })

  const states = [
    ['waiting', 0],
    ['paid', 1],
    ['awaiting-approval', 2],
    ['awaiting-deposit', 2],
    ['cancelled', 20],
    ['failed', -1],
    ['approval-failed', -2],
    ['deposit-lapsed', -3],
  ] as const
  test.each(states)('in state %s has status %d', async (state, status) => {
    const { sandbox, call } = await open()
    sandbox.seed({ receipts: [{ ...paid, taxFree: 500, state }] })
    const { data } = await call('GET', `/receipt/${paid.receiptId}`)
    const wasPaid = status === 1 || status === 20
    expect(data).toMatchObject({
      status,
      cancelled_price: status === 20 ? 12_000 : 0,
      cancelled_tax_free: status === 20 ? 500 : 0,
      purchased_at: wasPaid ? expect.any(String) : null,
    })
    expect('revoked_at' in data).toBe(status === 20)
    expect(data.method).toBe(state.includes('deposit') ? 'vbank' : 'card')
  })

  test('that waits goes on as one that began here', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({
      receipts: [
        { receiptId: 'a', price: 1000, state: 'awaiting-approval' },
        { receiptId: 'd', price: 1000, state: 'awaiting-deposit' },
        { receiptId: 'n', price: 1000, state: 'awaiting-approval', cardNo: '0000000000000002' },
      ],
    })
    expect((await call('POST', '/submit', { receipt_id: 'a' })).data.status).toBe(1)
    expect(sandbox.deposit('d').status).toBe(1)
    expect((await call('POST', '/submit', { receipt_id: 'n' })).message).toContain('잔액')
  })

  test('cancelled in part keeps the rest', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({
      receipts: [
        {
          ...paid,
          taxFree: 3_000,
          cancelledPrice: 4_000,
          cancelledTaxFree: 1_000,
          revokedAt: '2026-03-02 10:00:00',
        },
      ],
    })
    const { data } = await call('GET', `/receipt/${paid.receiptId}`)
    expect(data).toMatchObject({
      status: 1,
      remain_price: 8_000,
      remain_tax_free: 2_000,
      revoked_at: '2026-03-02 10:00:00',
    })
    const rest = await call('POST', '/cancel', { receipt_id: paid.receiptId })
    expect(rest.data).toMatchObject({
      request_cancel_price: 8_000,
      cancelled_price: 12_000,
      cancelled_tax_free: 3_000,
    })
  })

  test('of a phone payment of last month cannot be cancelled any more', async () => {
    const { sandbox, call } = await open({ now: new Date('2026-03-15T12:00:00+09:00') })
    const phone = { price: 1000, method: 'phone' }
    sandbox.seed({
      receipts: [
        { ...phone, receiptId: 'old', purchasedAt: '2026-02-28 23:59:59' },
        { ...phone, receiptId: 'new', purchasedAt: '2026-03-01 00:00:00' },
      ],
    })
    expect((await call('POST', '/cancel', { receipt_id: 'old' })).hint.rule).toBe('monthOver')
    expect((await call('POST', '/cancel', { receipt_id: 'new' })).http).toBe(200)
  })

  test('sends no webhook, but what happens to it later does', async () => {
    const hook = await receiver()
    const { sandbox, call } = await open({ feedbackUrl: hook.url })
    sandbox.seed({ receipts: [paid, { receiptId: 'gone', price: 1000, state: 'cancelled' }] })
    await sandbox.advance(0)
    expect(hook.deliveries).toEqual([])
    await call('POST', '/cancel', { receipt_id: paid.receiptId })
    await sandbox.advance(0)
    expect(hook.deliveries).toHaveLength(1)
  })

  test('replaces one that is there already', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({ receipts: [{ ...paid, state: 'cancelled' }] })
    sandbox.seed({ receipts: [paid] })
    expect((await call('POST', '/cancel', { receipt_id: paid.receiptId })).http).toBe(200)
    expect(sandbox.receipts).toHaveLength(1)
  })
})

test('a billing key of a seed is charged, looked up, expired or deleted as it says', async () => {
  const { sandbox, call } = await open({ now: new Date('2026-03-15T12:00:00+09:00') })
  sandbox.seed({
    billingKeys: [
      { billingKey: 'good', expireYear: '30', expireMonth: '12' },
      { billingKey: 'window', receiptId: 'issued', pg: 'kcp' },
      { billingKey: 'old', expireYear: '26', expireMonth: '02' },
      { billingKey: 'gone', state: 'deleted' },
      { billingKey: 'poor', cardNo: '0000000000000002' },
    ],
  })
  const charge = (key: string) => call('POST', '/subscribe/billing', chargeOf(key))
  expect((await charge('good')).data).toMatchObject({ status: 1, method: 'card_rebill_rest' })
  expect((await charge('window')).data).toMatchObject({ pg: 'kcp', method: 'card_rebill' })
  expect((await charge('old')).hint.rule).toBe('expiredBillingKey')
  expect((await charge('gone')).hint.rule).toBe('unknownBillingKey')
  expect((await charge('poor')).message).toContain('잔액')
  expect((await call('GET', '/subscribe/billing_key/good')).data.e_at).toBe('2030-12-31 23:59:59')
  expect((await call('GET', '/receipt/issued')).data.status).toBe(11)
})

test('a reservation of a seed runs at its time, is cancelled, or is over', async () => {
  const { sandbox, call } = await open({ now: new Date('2026-03-15T12:00:00+09:00') })
  const base = { billingKey: 'key', price: 9_900 }
  sandbox.seed({
    receipts: [{ receiptId: 'done', price: 9_900, method: 'card_rebill_rest' }],
    billingKeys: [{ billingKey: 'key' }],
    reservations: [
      { ...base, reserveId: 'text', executeAt: '2026-03-15 13:00:00', orderId: 'o-1' },
      { ...base, reserveId: 'seconds', executeAt: unixNow(sandbox) + 3600 },
      { ...base, reserveId: 'paid', executeAt: '2026-03-01 00:00:00', state: 'done', receiptId: 'done' },
      { ...base, reserveId: 'stopped', executeAt: '2026-03-15 13:00:00', state: 'cancelled' },
      { ...base, reserveId: 'broken', executeAt: '2026-03-01 00:00:00', state: 'failed' },
    ],
  })
  const destroy = (id: string) => call('DELETE', `/subscribe/billing/reserve/${id}`)
  for (const id of ['paid', 'stopped', 'broken'])
    expect((await destroy(id)).hint.rule).toBe('reservationOver')
  expect((await destroy('seconds')).http).toBe(200)
  await sandbox.advance(1 * hours)
  const shown = sandbox.reservations.map(({ reserve_id, status, purchase_count }) => [
    reserve_id,
    status,
    purchase_count,
  ])
  expect(shown).toEqual([
    ['text', 1, 1],
    ['seconds', 3, 0],
    ['paid', 1, 1],
    ['stopped', 3, 0],
    ['broken', 2, 0],
  ])
  expect(sandbox.receipts.map(({ receipt_id, order_id }) => receipt_id === 'done' || order_id)).toEqual([
    true,
    'o-1',
  ])
})

test('a reservation that a seed replaces does not charge a second time', async () => {
  const { sandbox } = await open()
  const reservation = { reserveId: 'r', billingKey: 'key', price: 1000, executeAt: unixNow(sandbox) + 60 }
  const seed = { billingKeys: [{ billingKey: 'key' }], reservations: [reservation] }
  sandbox.seed(seed)
  sandbox.seed(seed)
  await sandbox.advance(1 * hours)
  expect(sandbox.receipts).toHaveLength(1)
})

test('an identity check of a seed is what certificate answers', async () => {
  const { sandbox, call } = await open()
  sandbox.seed({ certificates: [{ receiptId: 'person', username: '김하나', phone: '01000000000' }] })
  expect((await call('GET', '/certificate/person')).data.certificate).toMatchObject({ username: '김하나' })
})

describe('the option seed', () => {
  test('fills the books from the start, as an object and as a file', async () => {
    const content = `\ufeff${JSON.stringify({ receipts: [paid] })}`
    for (const seed of [{ receipts: [paid] }, await file(content)]) {
      const { sandbox, call } = await open({ seed })
      expect(sandbox.receipts).toHaveLength(1)
      expect((await call('GET', `/receipt/${paid.receiptId}`)).data.price).toBe(12_000)
    }
  })

  test('fills the books of each merchant, whenever that begins', async () => {
    const { sandbox } = await open({ merchants: 'any', seed: { receipts: [paid] } })
    for (const application_id of ['a', 'b']) {
      const token = await send(sandbox, 'POST', '/request/token', { application_id, private_key: 'key' })
      const headers = { authorization: token.data.token as string }
      const { receiptId: receipt_id } = paid
      const { data } = await send(sandbox, 'POST', '/cancel', { receipt_id }, headers)
      expect(data.cancelled_price).toBe(12_000)
    }
    expect(sandbox.merchants.map(({ receipts }) => receipts[0]?.status)).toEqual([20, 20])
  })

  test('is read once: what the caller changes later changes no books', async () => {
    const seed: { receipts: { receiptId: string; price: number }[] } = { receipts: [{ ...paid }] }
    const { sandbox } = await open({ merchants: 'any', seed })
    seed.receipts[0]!.price = 5
    sandbox.merchant('late').pay({ price: 1000 })
    expect(sandbox.merchant('late').receipts[0]?.price).toBe(12_000)
  })
})

const key = { billingKey: 'key' }
const reservation = { reserveId: 'r', billingKey: 'key', price: 1000, executeAt: 4e9 }
const off: [seed: object, named: RegExp][] = [
  [{ receits: [] }, /unknown name\): receits/],
  [{ receipts: {} }, /receipts must be an array/],
  [{ receipts: [paid, null] }, /receipts\[1\]: .*object/],
  [{ receipts: [{ price: 1000 }] }, /receipts\[0\]: receiptId/],
  [{ receipts: [{ ...paid, receiptId: 'a/b' }] }, /receipts\[0\]: receiptId/],
  [{ receipts: [{ ...paid, receiptId: 612 }] }, /receipts\[0\]: receiptId/],
  [{ receipts: [{ receiptId: 'r' }] }, /receipts\[0\]: price/],
  [{ receipts: [{ ...paid, price: '12000' }] }, /receipts\[0\]: price/],
  [{ receipts: [{ ...paid, price: 99 }] }, /receipts\[0\]: price/],
  [{ receipts: [{ ...paid, price: 0 }] }, /receipts\[0\]: price/],
  [{ receipts: [{ ...paid, prise: 1 }] }, /receipts\[0\]: .*prise/],
  [{ receipts: [{ ...paid, taxFree: 12_001 }] }, /receipts\[0\]: taxFree/],
  [{ receipts: [{ ...paid, state: 'refunded' }] }, /receipts\[0\]: state/],
  [{ receipts: [{ ...paid, pg: 'visa' }] }, /receipts\[0\]: .*pg: visa/],
  [{ receipts: [{ ...paid, method: 'shells' }] }, /receipts\[0\]: .*method: shells/],
  [{ receipts: [{ ...paid, method: 'auth' }] }, /receipts\[0\]: .*certificates/],
  [{ receipts: [{ ...paid, state: 'awaiting-deposit', method: 'card' }] }, /receipts\[0\]: .*vbank/],
  [{ receipts: [{ ...paid, state: 'awaiting-approval', pg: 'payapp' }] }, /receipts\[0\]: .*payapp/],
  [{ receipts: [{ ...paid, cancelledPrice: 12_000 }] }, /receipts\[0\]: .*state cancelled/],
  [{ receipts: [{ ...paid, state: 'cancelled', cancelledPrice: 1 }] }, /receipts\[0\]: cancelledPrice/],
  [{ receipts: [{ ...paid, cancelledPrice: 1, cancelledTaxFree: 2 }] }, /receipts\[0\]: cancelledTaxFree/],
  [{ receipts: [{ ...paid, taxFree: 12_000, cancelledPrice: 1 }] }, /receipts\[0\]: cancelledTaxFree/],
  [{ receipts: [{ ...paid, requestedAt: '2026-02-31 00:00:00' }] }, /receipts\[0\]: requestedAt/],
  [{ receipts: [{ ...paid, requestedAt: '2026-02-01T00:00:00Z' }] }, /receipts\[0\]: requestedAt/],
  [{ receipts: [{ ...paid, state: 'waiting', purchasedAt: '2026-02-01 00:00:00' }] }, /purchasedAt/],
  [{ receipts: [{ ...paid, revokedAt: '2026-02-01 00:00:00' }] }, /revokedAt/],
  [
    { receipts: [{ ...paid, requestedAt: '2026-02-02 00:00:00', purchasedAt: '2026-02-01 00:00:00' }] },
    /follow one another/,
  ],
  [{ receipts: [paid, paid] }, /receiptId is there twice.*612df/],
  [{ receipts: [paid], certificates: [{ receiptId: paid.receiptId }] }, /receiptId is there twice/],
  [{ billingKeys: [{}] }, /billingKeys\[0\]: billingKey/],
  [{ billingKeys: [key, key] }, /billingKey is there twice/],
  [{ billingKeys: [{ ...key, pg: 'visa' }] }, /billingKeys\[0\]: .*visa/],
  [{ billingKeys: [{ ...key, expireYear: 'soon' }] }, /billingKeys\[0\]: expireYear/],
  [{ billingKeys: [{ ...key, state: 'lost' }] }, /billingKeys\[0\]: state/],
  [{ billingKeys: [{ ...key, method: 'card_rebill_rest', receiptId: 'r' }] }, /billingKeys\[0\]: receiptId/],
  [{ reservations: [reservation] }, /reservations\[0\]: .*billingKey\): key/],
  [{ billingKeys: [key], reservations: [reservation, reservation] }, /reserveId is there twice/],
  [{ billingKeys: [key], reservations: [{ ...reservation, executeAt: 'soon' }] }, /executeAt/],
  [{ billingKeys: [key], reservations: [{ ...reservation, executeAt: -1 }] }, /executeAt/],
  // The first second of the year 9999.
  [{ billingKeys: [key], reservations: [{ ...reservation, executeAt: 253_370_764_800 }] }, /executeAt/],
  [{ billingKeys: [key], reservations: [{ ...reservation, state: 'done' }] }, /receiptId/],
  [{ billingKeys: [key], reservations: [{ ...reservation, receiptId: 'r' }] }, /receiptId/],
  [
    { billingKeys: [key], reservations: [{ ...reservation, state: 'done', receiptId: 'none' }] },
    /receiptId\): none/,
  ],
  [{ certificates: [{}] }, /certificates\[0\]: receiptId/],
  [{ certificates: [{ receiptId: 'r', foreigner: 1 }] }, /certificates\[0\]: foreigner/],
]

test.each(off)(
  'a seed %j is refused with a message that names the place, and changes nothing',
  async (seed, named) => {
    const { sandbox } = await open()
    const whole = { ...seed } as { receipts?: unknown }
    // Something that is right comes first and must not be kept.
    if (Array.isArray(whole.receipts))
      whole.receipts = [...whole.receipts, { receiptId: 'right', price: 1000 }]
    for (const source of [whole, await file(JSON.stringify(whole))]) {
      const run = () => sandbox.seed(source as SandboxSeed)
      expect(run).toThrow(TypeError)
      expect(run).toThrow(named)
    }
    expect([sandbox.receipts, sandbox.billingKeys, sandbox.reservations]).toEqual([[], [], []])
    await expect(open({ seed: seed as SandboxSeed })).rejects.toThrow(named)
  },
)

test.each([
  ['', /JSON/],
  ['{\n  "receipts": [\n    oops\n', /^[^\n]*seed\.json(:3)?: [^\n]*oops[^\n]*$/],
  ['{\n  "receipts": [],\n}', /^[^\n]*seed\.json:3: /],
  ['[]', /seed\.json: .*object/],
  ['{"receipts":[{"receiptId":"r","price":1}]}', /seed\.json: receipts\[0\]: price/],
])('a seed file that holds %j is refused with its name', async (content, named) => {
  const path = await file(content)
  await expect(open({ seed: path })).rejects.toThrow(named)
})

test('a seed file that is not there is refused with its name', async () => {
  const { sandbox } = await open()
  expect(() => sandbox.seed(join(folder, 'none.json'))).toThrow(/cannot read.*none\.json/)
  expect(() => sandbox.seed(folder)).toThrow(/cannot read/)
})

describe('with acceptUnknown', () => {
  const id = '612df0250d681b001de61de6'

  test('an unknown id is a paid receipt with the given order and price, without a webhook', async () => {
    const hook = await receiver()
    const { sandbox, call } = await open({
      acceptUnknown: { price: 12_000, orderId: 'order-7' },
      feedbackUrl: hook.url,
    })
    expect((await call('GET', `/receipt/${id}`)).data).toMatchObject({
      receipt_id: id,
      status: 1,
      price: 12_000,
      order_id: 'order-7',
    })
    await sandbox.advance(0)
    expect(hook.deliveries).toEqual([])
    expect((await call('POST', '/cancel', { receipt_id: id })).data.cancelled_price).toBe(12_000)
    expect((await call('POST', '/cancel', { receipt_id: id })).hint.rule).toBe('alreadyCancelled')
    expect(sandbox.receipts).toHaveLength(1)
  })

  test('each call finds the receipt in the state that it expects', async () => {
    const { sandbox, call } = await open({ acceptUnknown: true })
    expect((await call('POST', '/cancel', { receipt_id: 'c' })).data.cancelled_price).toBe(1000)
    expect((await call('POST', '/submit', { receipt_id: 's' })).data.status).toBe(1)
    expect((await call('POST', '/submit', { receipt_id: 's' })).hint.rule).toBe('wrongState')
    expect((await call('GET', '/certificate/p')).data.certificate.username).toBe('홍길동')
    const delivery = { delivery_no: '1', delivery_corp: '001' }
    expect((await call('PUT', '/delivery/start/d', delivery)).http).toBe(200)
    expect(sandbox.receipts.map(({ receipt_id }) => receipt_id)).toEqual(['c', 's', 'p', 'd'])
  })

  test('a known receipt, a missing id and a call without a token are as before', async () => {
    const { sandbox, call } = await open({ acceptUnknown: true })
    sandbox.seed({ receipts: [{ ...paid, state: 'failed' }] })
    expect((await call('GET', `/receipt/${paid.receiptId}`)).data.status).toBe(-1)
    expect((await call('POST', '/cancel', {})).http).toBe(400)
    expect((await call('POST', '/cancel', { receipt_id: {} })).http).toBe(400)
    expect((await send(sandbox, 'GET', '/receipt/other')).http).toBe(401)
    expect((await call('GET', '/subscribe/billing/none')).http).toBe(500)
    expect(sandbox.receipts).toHaveLength(1)
  })
})

test('without acceptUnknown an unknown id stays unknown', async () => {
  for (const options of [{}, { acceptUnknown: false }]) {
    const { sandbox, call } = await open(options)
    expect((await call('GET', '/receipt/none')).code).toBe(-2100)
    expect(sandbox.receipts).toEqual([])
  }
})

test.each([
  [{ price: 99 }, /acceptUnknown: price/],
  [{ price: '1000' }, /acceptUnknown: price/],
  [{ orderId: {} }, /acceptUnknown: orderId/],
  [{ prise: 1 }, /acceptUnknown: .*prise/],
])('acceptUnknown %j is refused', async (acceptUnknown, named) => {
  await expect(open({ acceptUnknown } as never)).rejects.toThrow(named)
})
