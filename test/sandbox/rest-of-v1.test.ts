import { describe, expect, test } from 'vitest'
import { get } from './page-support'
import { cardData, chargeOf, open, receiver, send } from './support'

const { order_id, item_name, pg, ...card } = cardData

describe('PUT /request/card_rebill/:receipt_id', () => {
  const begun = { receiptId: 'begun', price: 0, method: 'card_rebill', state: 'waiting' } as const

  test('issues the key of an issue that began in the window, as a first issue answers', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({ receipts: [begun] })
    const { http, data } = await call('PUT', '/request/card_rebill/begun', { receipt_id: 'begun', ...card })
    expect(http).toBe(200)
    expect(data).toMatchObject({
      pg: 'nicepay',
      method: 'card_rebill_rest',
      data: { card_no: '55704204****1074' },
    })
    expect((await call('GET', '/receipt/begun')).data.status).toBe(11)
    expect((await call('GET', '/subscribe/billing/begun')).data).toEqual(data)
    expect((await call('POST', '/subscribe/billing', chargeOf(data.billing_key))).http).toBe(200)
    expect((await call('PUT', '/request/card_rebill/begun', card)).hint.rule).toBe('notIssuing')
    expect(JSON.stringify(sandbox.requests)).not.toContain(card.card_no)
  })

  test('leaves the issue as it was when the card is refused or a field is missing', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({ receipts: [begun] })
    const refused = await call('PUT', '/request/card_rebill/begun', { ...card, card_no: '5570420412340001' })
    expect(refused).toMatchObject({ code: -15006, message: '등록할 수 없는 카드입니다' })
    for (const name of Object.keys(card)) {
      const missing = await call('PUT', '/request/card_rebill/begun', { ...card, [name]: undefined })
      expect(missing.hint).toMatchObject({ rule: 'missingField', english: expect.stringContaining(name) })
    }
    expect(sandbox.receipts[0]?.status).toBe(0)
    expect(sandbox.billingKeys).toEqual([])
    expect((await call('PUT', '/request/card_rebill/begun', card)).http).toBe(200)
  })

  test('takes no other receipt, and no PG without REST billing', async () => {
    const { sandbox, call } = await open()
    sandbox.seed({ receipts: [{ ...begun, receiptId: 'kcp', pg: 'kcp' }] })
    const { receipt_id } = sandbox.pay({ price: 1000 })
    expect((await call('PUT', `/request/card_rebill/${receipt_id}`, card)).hint.rule).toBe('notIssuing')
    expect((await call('PUT', '/request/card_rebill/none', card)).code).toBe(-2100)
    expect((await call('PUT', '/request/card_rebill/kcp', card)).hint.rule).toBe('unsupportedProvider')
  })
})

test('the key of a payment window is found by its receipt, and no other receipt has one', async () => {
  const { sandbox, call } = await open()
  const { billing_key, receipt_id } = sandbox.issueBillingKey({ pg: 'kcp' })
  const found = await call('GET', `/subscribe/billing/${receipt_id}`)
  expect(found.data).toMatchObject({ billing_key, pg: 'kcp' })
  expect(found.data).toEqual((await call('GET', `/subscribe/billing_key/${billing_key}`)).data)
  const paid = sandbox.pay({ price: 1000 })
  expect((await call('GET', `/subscribe/billing/${paid.receipt_id}`)).hint.rule).toBe('unknownBillingKey')
  expect((await call('GET', '/subscribe/billing/none')).code).toBe(-2100)
})

test.each(['/webhook', '/request/webhook'])('%s sends the webhook of a payment again', async (path) => {
  const [usual, other] = [await receiver(), await receiver()]
  const { sandbox, call } = await open({ feedbackUrl: usual.url })
  const { receipt_id } = sandbox.pay({ price: 1000 })
  await sandbox.advance(0)
  expect(await call('POST', path, { receipt_id, webhook_url: other.url })).toEqual({
    http: 200,
    status: 200,
    code: 0,
    message: '',
  })
  await call('POST', path, { receipt_id })
  await sandbox.advance(0)
  expect([usual.deliveries.length, other.deliveries.length]).toEqual([2, 1])
  expect(other.deliveries[0]?.body).toBe(usual.deliveries[0]?.body)
  expect((await call('POST', path, { receipt_id: 'none' })).code).toBe(-2100)
  expect((await call('POST', path, { receipt_id, webhook_url: 'nowhere' })).hint.rule).toBe('malformedField')
})

describe('text messages', () => {
  const bodies = [
    [
      'wrapped',
      { data: { sp: '0212345678', rps: ['01000000000', '01000000001'], msg: '안녕하세요', sj: '인사' } },
    ],
    ['bare', { sp: '0212345678', rps: ['01000000000', '01000000001'], msg: '안녕하세요', sj: '인사' }],
    [
      'renamed',
      {
        data: {
          send_number: '0212345678',
          receive_numbers: ['01000000000', '01000000001'],
          message: '안녕하세요',
          subject: '인사',
        },
      },
    ],
  ] as const
  test.each(bodies)('with %s members are written down and answered, and none is sent', async (_, body) => {
    const { sandbox, call } = await open()
    for (const kind of ['sms', 'lms'])
      expect(await call('POST', `/push/${kind}`, body)).toEqual({
        http: 200,
        status: 200,
        code: 0,
        message: '',
      })
    const message = {
      receivers: ['01000000000', '01000000001'],
      sender: '0212345678',
      subject: '인사',
      message: '안녕하세요',
      body,
      created_at: expect.any(String),
    }
    expect(sandbox.messages).toEqual([
      { kind: 'sms', ...message },
      { kind: 'lms', ...message },
    ])
    const { text } = await get(sandbox.url)
    for (const part of ['01000000001', '안녕하세요', 'lms']) expect(text).toContain(part)
  })

  test.each([
    [{ data: { msg: 'x' } }, 'rps'],
    [{ data: { rps: [], msg: 'x' } }, 'rps'],
    [{ data: { rps: ['010'] } }, 'msg'],
    [{ data: { rps: [{}], msg: 'x' } }, 'rps'],
    [{}, 'rps'],
  ])('%j are refused with the name of the field', async (body, name) => {
    const { sandbox, call } = await open()
    const refused = await call('POST', '/push/sms', body)
    expect(refused.http).toBe(400)
    expect(refused.hint.english).toContain(name)
    expect(sandbox.messages).toEqual([])
  })

  test('need a token', async () => {
    const { sandbox } = await open()
    expect((await send(sandbox, 'POST', '/push/sms', bodies[0][1])).http).toBe(401)
  })
})

describe('payment forms by message', () => {
  const form = (application_id: string) => ({
    application_id,
    remote_form: { pg: 'danal', fm: ['card'], n: '결제할 상품명', o_key: 'key-1', ip: 1000, is_r_n: true },
    sms_payload: { st: 1, rps: ['01000000000'], sp: '0212345678', msg: '결제 링크입니다' },
  })

  test('are written down and answered: the form with a token, the link without one', async () => {
    const { sandbox, call } = await open()
    const body = form(sandbox.applicationId)
    expect((await call('POST', '/app/rest/remote_form', body)).http).toBe(200)
    expect((await send(sandbox, 'POST', '/app/rest/remote_form', body)).http).toBe(401)
    expect((await send(sandbox, 'POST', '/app/rest/remote_link', body)).http).toBe(200)
    const message = {
      receivers: ['01000000000'],
      sender: '0212345678',
      subject: '결제할 상품명',
      message: '결제 링크입니다',
    }
    expect(sandbox.messages).toMatchObject([
      { kind: 'remote_form', ...message },
      { kind: 'remote_link', ...message, body: { remote_form: { ip: 1000 } } },
    ])
    expect(sandbox.requests.at(-1)?.application_id).toBe(sandbox.applicationId)
  })

  test('are refused without a form, and the link for an unknown application id', async () => {
    const { sandbox, call } = await open()
    const { applicationId } = sandbox
    const empty = await call('POST', '/app/rest/remote_form', { application_id: applicationId })
    expect(empty.hint.english).toContain('remote_form')
    expect((await send(sandbox, 'POST', '/app/rest/remote_link', form('other'))).http).toBe(401)
    expect((await send(sandbox, 'POST', '/app/rest/remote_link', {})).http).toBe(400)
    expect(sandbox.messages).toEqual([])
  })
})
