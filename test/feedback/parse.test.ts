import { Readable } from 'node:stream'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { type BootpayError, isBootpayError, parseFeedback } from '../../src'
import { ordinary, privateKey, urlencoded } from './support'

function refusalOf(body: unknown, options?: object): BootpayError {
  try {
    parseFeedback(body, options)
  } catch (error) {
    if (isBootpayError(error)) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('parseFeedback', () => {
  const { private_key: _, ...fields } = ordinary
  const expected = { ...fields, authentic: true }

  it('reads JSON text, bytes and parsed objects alike', () => {
    const text = JSON.stringify(ordinary)
    for (const body of [text, Buffer.from(text), new TextEncoder().encode(text), ordinary]) {
      expect(parseFeedback(body, { contentType: 'application/json; charset=utf-8', privateKey })).toEqual(
        expected,
      )
      expect(parseFeedback(body, { privateKey })).toEqual(expected)
    }
  })

  it.each(['view', 'view.buffer', 'new DataView(view.buffer)'])(
    'reads the bytes of another realm in %s',
    (code) => {
      const bytes = [...Buffer.from(JSON.stringify(ordinary))]
      const body = runInNewContext(`const view = Uint8Array.from(bytes); ${code}`, { bytes })
      expect(parseFeedback(body, { privateKey })).toEqual(expected)
    },
  )

  it('reads the part of a buffer that it is given, and after a byte order mark', () => {
    const text = JSON.stringify(ordinary)
    expect(parseFeedback(Buffer.from(`--${text}--`).subarray(2, -2), { privateKey })).toEqual(expected)
    expect(parseFeedback(Buffer.from(`\uFEFF${text}`), { privateKey })).toEqual(expected)
  })

  it('reads urlencoded bodies with bracketed keys, numbers as numbers', () => {
    const text = urlencoded(ordinary)
    const flat = Object.fromEntries(new URLSearchParams(text))
    for (const body of [text, Buffer.from(text), flat]) {
      expect(parseFeedback(body, { contentType: 'application/x-www-form-urlencoded', privateKey })).toEqual(
        expected,
      )
    }
  })

  it('reads the flat shape of billing-key payments, which has no private key', () => {
    const body = { receipt_id: 'r', price: '1000', item_name: '테스트 아이템', order_id: '2143', status: '1' }
    expect(parseFeedback(body, { privateKey })).toEqual({
      ...body,
      price: 1000,
      status: 1,
      retry_count: 0,
      authentic: undefined,
    })
  })

  it('tells the gateway from others by the private key, and hands no key on', () => {
    expect(parseFeedback(ordinary, { privateKey }).authentic).toBe(true)
    expect(parseFeedback(ordinary, { privateKey: 'another' }).authentic).toBe(false)
    expect(parseFeedback({ ...ordinary, private_key: '' }, { privateKey }).authentic).toBe(false)
    expect(parseFeedback(ordinary).authentic).toBeUndefined()
    expect(parseFeedback(ordinary, { privateKey: '' }).authentic).toBeUndefined()
    expect(parseFeedback({ ...ordinary, authentic: true, private_key: 'x' }, { privateKey }).authentic).toBe(
      false,
    )
    expect(JSON.stringify(parseFeedback(ordinary, { privateKey }))).not.toContain(privateKey)
  })

  it('refuses what is not a webhook, without quoting it', () => {
    const endless = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const hostile = {
      get receipt_id() {
        throw new Error(privateKey)
      },
    }
    for (const body of [
      undefined,
      null,
      1,
      true,
      [],
      '',
      '   ',
      'null',
      '[]',
      '{',
      `{"private_key":"${privateKey}"`,
      '<html>',
      {},
      hostile,
      endless,
      'x'.repeat(2_000_000),
      `${'a['.repeat(50)}=1`,
      { ...ordinary, receipt_id: undefined },
      { ...ordinary, receipt_id: 5 },
      { ...ordinary, price: 'free' },
      { ...ordinary, price: undefined },
      { ...ordinary, status: {} },
      { ...ordinary, retry_count: 'x' },
    ]) {
      const error = refusalOf(body)
      expect(error.type).toBe('input')
      expect(error.method).toBe('parseFeedback')
      expect(String(error)).not.toContain(privateKey)
    }
    expect(refusalOf(urlencoded(ordinary), { contentType: 'application/json' }).type).toBe('input')
  })

  it('reads bytes, buffers and forms of any realm', async () => {
    const text = JSON.stringify(ordinary)
    const bytes = new TextEncoder().encode(text)
    const padded = new Uint8Array([0, 0, ...bytes, 0])
    const form = new FormData()
    const params = new URLSearchParams(urlencoded(ordinary))
    for (const [name, value] of params) form.append(name, value)
    const ofRealm = runInNewContext(
      'const buffer = new ArrayBuffer(bytes.length); const view = new Uint8Array(buffer); view.set(bytes); ({ buffer, view })',
      { bytes },
    )
    const shared = new SharedArrayBuffer(bytes.length)
    new Uint8Array(shared).set(bytes)
    const bodies = [
      bytes.buffer,
      shared,
      new DataView(padded.buffer, 2, bytes.length),
      padded.subarray(2, 2 + bytes.length),
      await new Response(text).arrayBuffer(),
      ofRealm.buffer,
      ofRealm.view,
      runInNewContext(`(${text})`),
      params,
      form,
      await new Request('http://localhost', { method: 'POST', body: params }).formData(),
    ]
    for (const body of bodies) expect(parseFeedback(body, { privateKey })).toEqual(expected)
  })

  it('reads text and bytes behind a byte order mark', () => {
    const text = JSON.stringify(ordinary)
    for (const body of [`\ufeff${text}`, `\ufeff\n ${text}`, Buffer.from(`\ufeff${text}`)]) {
      expect(parseFeedback(body, { privateKey })).toEqual(expected)
      expect(parseFeedback(body, { privateKey, contentType: 'application/json' })).toEqual(expected)
    }
    expect(parseFeedback(`\ufeff${urlencoded(ordinary)}`, { privateKey })).toEqual(expected)
  })

  it('says what was given in place of the body', () => {
    const text = JSON.stringify(ordinary)
    const request = /요청의 본문을 넘기세요.*takes the body, not the request/
    const cases: [unknown, RegExp][] = [
      [Promise.resolve(text), /본문이 Promise입니다. await를 붙이세요 \(the body is a promise: await it\)/],
      [new Request('http://shop.example', { method: 'POST', body: text }), request],
      [new Blob([text]), request],
      [new Blob([text]).stream(), request],
      [Readable.from([text]), request],
      [{ method: 'POST', headers: {}, body: ordinary }, request],
      [{ body: Buffer.from(text).toString('base64'), isBase64Encoded: true }, request],
      ...['', ' \n', undefined, null, {}, Buffer.alloc(0), new URLSearchParams()].map(
        (body) =>
          [body, /본문이 비어 있습니다.*the body is empty: is there a middleware/] as [unknown, RegExp],
      ),
    ]
    for (const [body, said] of cases) expect(refusalOf(body, { privateKey }).message).toMatch(said)
    expect(parseFeedback({ ...ordinary, body: 'x' }, { privateKey })).toMatchObject({ body: 'x' })
  })

  it('tells of an option whose name is misspelt', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    expect(parseFeedback(ordinary, { private_key: privateKey } as never).authentic).toBeUndefined()
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('private_key was not sent: did you mean privateKey?'), expect.anything()],
    ])
    warn.mockRestore()
  })

  it('says of base64 text that it is to be decoded first, and does not decode it', () => {
    for (const text of [
      JSON.stringify(ordinary),
      urlencoded(ordinary),
      `\ufeff${JSON.stringify(ordinary)}`,
    ]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        for (const contentType of [undefined, 'application/json', 'application/x-www-form-urlencoded']) {
          const body = Buffer.from(text).toString(encoding)
          expect(refusalOf(` ${body.replace(/.{76}/g, '$&\r\n')}\n`, { contentType }).message).toContain(
            'base64',
          )
          const { message } = refusalOf(body, { contentType, privateKey })
          expect(message).toContain('base64')
          expect(message).toContain('decode it first')
          expect(message).not.toContain(body.slice(0, 12))
        }
      }
    }
    for (const other of ['aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=', 'x'.repeat(100), 'receipt_id']) {
      expect(refusalOf(other).message).not.toContain('base64')
    }
  })

  it.each([
    [
      'order_id',
      [
        ['o1'],
        [['o1']],
        [{ toString: 1 }],
        { toString: () => 'o1' },
        true,
        Infinity,
        Number.NaN,
        new String('o1'),
      ],
    ],
    ['receipt_id', [['r1'], { toString: () => 'r1' }, 5, true, [{ toString: 1 }]]],
    [
      'price',
      [Infinity, -Infinity, Number.NaN, -1, '-1', '1'.repeat(400), '1e3', ['1'], true, '0x10', '1,000'],
    ],
    ['status', [1.5, '1.5', Infinity, Number.NaN, [1], true, '１']],
    ['retry_count', [0.5, Infinity, 'x']],
    ['tax_free', [Infinity, 'x', []]],
  ])('refuses a webhook whose %s cannot be one', (name, values) => {
    for (const value of values) {
      expect(refusalOf({ ...ordinary, [name]: value }).message).toContain(name)
    }
    expect(refusalOf(JSON.stringify(ordinary).replace('99000,"retry', '1e400,"retry')).message).toContain(
      'price',
    )
    const form = new FormData()
    for (const [key, value] of new URLSearchParams(urlencoded(ordinary))) form.append(key, value)
    form.set('order_id', new Blob(['order-1']))
    expect(refusalOf(form).message).toContain('order_id')
    expect(refusalOf(`${urlencoded(ordinary)}&order_id[]=o2`).message).toContain('order_id')
  })

  it.each(['the private key', ['key'], 7, true])('refuses options that are no object: %j', (options) => {
    expect(refusalOf(ordinary, options as never)).toMatchObject({
      type: 'input',
      message: expect.stringContaining('{ contentType, privateKey }'),
    })
    expect(parseFeedback(ordinary, null as never)).not.toHaveProperty('private_key')
  })

  it('reads an order id that is a number or is not there', () => {
    expect(parseFeedback({ ...ordinary, order_id: 2143 }).order_id).toBe('2143')
    for (const nothing of [undefined, null, '']) {
      expect(parseFeedback({ ...ordinary, order_id: nothing })).not.toHaveProperty('order_id')
    }
  })

  it('takes no key for the right one that is not text', () => {
    for (const given of [[privateKey], { toString: () => privateKey }, 1]) {
      expect(parseFeedback({ ...ordinary, private_key: given }, { privateKey }).authentic).toBe(false)
    }
  })

  it('takes an empty number for one that is not there', () => {
    const text = `${urlencoded(ordinary)}&remain_price=&tax_free=&payment_data[g]=`
    for (const body of [
      text.replace(/retry_count=\d+/, 'retry_count='),
      { ...ordinary, retry_count: null, tax_free: null },
    ]) {
      const feedback = parseFeedback(body)
      expect(feedback.retry_count).toBe(0)
      expect(feedback).not.toHaveProperty('tax_free')
      expect(feedback.payment_data ?? {}).not.toHaveProperty('g', '')
    }
    expect(refusalOf({ ...ordinary, price: '' }).message).toContain('price')
  })

  it('is not harmed by the names of prototypes', () => {
    const text = `${urlencoded(ordinary)}&__proto__[polluted]=1&constructor[prototype][polluted]=1&payment_data[__proto__][polluted]=1`
    for (const body of [
      text,
      JSON.parse(`{"__proto__":{"polluted":1},${JSON.stringify(ordinary).slice(1)}`),
    ]) {
      const feedback = parseFeedback(body)
      expect(feedback.receipt_id).toBe(ordinary.receipt_id)
      expect((feedback as { polluted?: unknown }).polluted).toBeUndefined()
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      expect(Object.getPrototypeOf(feedback)).toBe(Object.prototype)
    }
  })
})
