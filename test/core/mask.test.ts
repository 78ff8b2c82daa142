import { describe, expect, it } from 'vitest'
import { masker } from '../../src/core/mask'
import fc from '../support/property'

const card = '5570420412341074'

describe('secrets of the call', () => {
  it('are removed from text, wherever they are', () => {
    const mask = masker(['key+of/sample=', 'user@shop.example'], false)
    expect(mask('key+of/sample= for user@shop.example, key+of/sample=')).toBe('**** for ****, ****')
    expect(mask('userxshop.example')).toBe('userxshop.example')
  })

  it('are removed from keys and values of data at every depth', () => {
    const mask = masker(['홍길동', card], false)
    const data = {
      홍길동: 1,
      list: [`이름 홍길동`, { inner: { card: Number(card), name: '홍길동' } }],
      price: 1000,
    }
    expect(mask(data)).toEqual({
      '****': 1,
      list: ['이름 ****', { inner: { card: '****', name: '****' } }],
      price: 1000,
    })
  })

  it('given as digits are found grouped by spaces or dashes, but only where they stand alone', () => {
    const mask = masker([card, '12', 901014], false)
    expect(mask('5570-4204-1234-1074')).toBe('****')
    expect(mask('5570 4204 1234 1074')).toBe('****')
    expect(mask('12/26, 3012원, 901014-1')).toBe('****/26, 3012원, ****-1')
    expect(mask(12)).toBe('****')
    expect(mask(3012)).toBe(3012)
  })

  it('given with dashes are found without them', () => {
    expect(masker(['010-1234-1234'], false)('01012341234')).toBe('****')
    expect(masker([' - '], false)('a - b')).toBe('a - b')
  })

  it('of one character, such as a month of one digit, are left, or ordinary text would be garbled', () => {
    expect(masker(['5', 5, ' 5', 'a'], false)('a: 5 won, 5 months')).toBe('a: 5 won, 5 months')
  })

  it('that are parts of one another are removed longest first', () => {
    expect(masker(['abc', 'abcdef'], false)('abcdef abc')).toBe('**** ****')
  })

  it('of one letter, empty, or not text mask nothing', () => {
    const mask = masker(['a', '', ' ', undefined, null, {}, true], false)
    expect(mask('a banana')).toBe('a banana')
  })

  it('never survive, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(secret.trim() !== '' && !/^[\d\s.-]+$/.test(secret) && !'****'.includes(secret))
        fc.pre(!`${before}****${after}`.includes(secret))
        return !String(masker([secret], false)(before + secret + after)).includes(secret)
      }),
    )
  })
})

describe('card numbers in a call that carried one', () => {
  const mask = masker([], true)

  it('keep their first six and last four digits', () => {
    expect(mask(`card ${card}!`)).toBe('card 557042******1074!')
    expect(mask('5570-4204-1234-1074')).toBe('557042******1074')
    expect(mask({ no: Number(card) })).toEqual({ no: '****' })
  })

  it('are told from other runs of digits by their check digit and length', () => {
    for (const text of ['5570420412341075', '1630396800000', '4242', '1'.repeat(20)])
      expect(mask(text)).toBe(text)
  })

  it('are left alone in other calls', () => {
    expect(masker([], false)(card)).toBe(card)
  })
})

describe('data', () => {
  const mask = masker(['secret'], false)

  it('keeps its other values', () => {
    const data = { a: null, b: true, c: [1.5, undefined], d: {} }
    expect(mask(data)).toEqual(data)
    expect(mask(undefined)).toBeUndefined()
  })

  it('loses its __proto__ keys', () => {
    const clean = mask(JSON.parse('{"__proto__":{"polluted":1},"a":[{"__proto__":{"polluted":1},"b":1}]}'))
    expect(JSON.stringify(clean)).toBe('{"a":[{"b":1}]}')
    expect(Object.getPrototypeOf(clean)).toBe(Object.prototype)
  })

  it('is a copy', () => {
    const data = { a: ['secret'] }
    expect(mask(data)).toEqual({ a: ['****'] })
    expect(data).toEqual({ a: ['secret'] })
  })

  it('is masked as a whole below a depth of 20', () => {
    const nested = JSON.parse(`${'{"a":'.repeat(30)}"secret"${'}'.repeat(30)}`)
    expect(JSON.stringify(mask(nested))).toBe(`${'{"a":'.repeat(21)}"****"${'}'.repeat(21)}`)
    const deepest = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(JSON.stringify(mask(deepest))).toContain('****')
  })
})

const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
const groups = card.match(/\d{4}/g) as string[]

/** Each digit, where a whole text is encoded. */
const encodings = [
  (one: string) => `%3${one}`,
  (one: string) => `%253${one}`,
  (one: string) => encodeURIComponent(wide(one)),
  (one: string) => `&#${one.charCodeAt(0)};`,
  (one: string) => `&#x${one.charCodeAt(0).toString(16)};`,
  (one: string) => `\\u003${one}`,
]

/** The card as texts show it. */
const cardTexts = [
  ...[
    ' ',
    '-',
    '.',
    '\u00a0',
    '\u2009',
    '\u202f',
    '\u3000',
    '\u2011',
    '\u2013',
    '\u2212',
    '_',
    '\t',
    '\u200b',
  ].map((between) => groups.join(between)),
  ...[' - ', '. ', '+', '%20', '%2D', '%C2%A0', '&nbsp;', '&#160;', '&#xA0;'].map((between) =>
    groups.join(between),
  ),
  ...['/', '\\/', '%2F', '%2520', '&#45;', '&#x2d;', '&ndash;', '&sol;'].map((between) =>
    groups.join(between),
  ),
  ...encodings.map((encode) => card.replace(/./g, encode)),
  ...encodings.map((encode) => groups.join('-').replace(/\d/g, encode)),
  wide(card),
  wide(groups.join('-')),
  wide(groups.join('\uff0d')),
  groups.map((group, index) => (index % 2 ? wide(group) : group)).join(' '),
]

describe('a card number', () => {
  it.each(cardTexts)('of the call is removed as %j', (text) => {
    const mask = masker([card], false)
    expect(mask(`카드 ${text}: 거절`)).toBe('카드 ****: 거절')
    expect(mask(`no=%20${text}&x`)).toBe('no=%20****&x')
    expect(mask({ [text]: [text] })).toEqual({ '****': ['****'] })
  })

  it.each([',', ', ', ':', ';', '|', ' | ', '*'])(
    'of the call is removed with %j between its groups',
    (between) => {
      expect(masker([card], false)(`카드 ${groups.join(between)}: 거절`)).toBe('카드 ****: 거절')
    },
  )

  it.each(cardTexts)('that the gateway knows is cut as %j', (text) => {
    const mask = masker([], true)
    expect(mask(`카드 ${text}: 거절`)).toBe('카드 557042******1074: 거절')
    expect(mask(`no=%20${text}&x`)).toBe('no=%20557042******1074&x')
  })

  it('given in groups or in wide digits is found in every other form', () => {
    for (const given of [groups.join('-'), groups.join('.'), wide(card), Number(card)]) {
      for (const text of [card, ...cardTexts]) expect(masker([given], false)(text)).toBe('****')
    }
  })

  it('is removed in base64, alone and inside other text', () => {
    const mask = masker([card], false)
    for (const text of [card, `a${card}`, `ab${card}cd`, `{"card_no":"${card}"}`, `no ${card}, 1000원`]) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(text).toString(encoding)
        const masked = String(mask(`body=${encoded}!`))
        expect(masked).toContain('****')
        expect(Buffer.from(masked.replace(/^body=|!$/g, ''), 'base64').toString()).not.toMatch(/\d{5}/)
      }
    }
  })

  it('is no version, date, amount or time', () => {
    const texts = [
      '1.2.0',
      '2026.11.27 10:11:12',
      '2026/11/27 10:11:12',
      '/receipt/612df0250d681b001de61de6',
      '%34%35%36',
      '&#49;&#50;',
      '3,000.47원',
      '1630396800000',
      '127.0.0.1',
      'v4.7',
      '9-9.1',
    ]
    for (const text of texts) expect(masker([card, '991', '120'], true)(text)).toBe(text)
  })
})

describe('a secret that is repeated in another spelling', () => {
  const key = 'a+key/of=sample&"one"<two>\'s 한글 💳'
  const inHtml = (text: string) => text.replace(/[&<>"'/+=]/g, (character) => `&#${character.charCodeAt(0)};`)
  const spellings: Record<string, string> = {
    'as it is': key,
    'percent encoding': encodeURIComponent(key),
    'percent encoding in lower case': encodeURIComponent(key).replace(/%[0-9A-F]{2}/g, (hex) =>
      hex.toLowerCase(),
    ),
    'percent encoding, twice': encodeURIComponent(encodeURIComponent(key)),
    'a form': new URLSearchParams({ key }).toString().slice(4),
    'a query, in part': encodeURI(key),
    'HTML by number': inHtml(key),
    'HTML by hexadecimal number': key.replace(/[&<>"'/+=]/g, (it) => `&#x${it.charCodeAt(0).toString(16)};`),
    'HTML by name': key
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#039;'),
    'HTML, twice': inHtml(key).replaceAll('&', '&amp;'),
    'HTML with every letter beyond ASCII': key.replace(/[^\x20-\x7e]/gu, (it) => `&#${it.codePointAt(0)};`),
    JSON: JSON.stringify(key).slice(1, -1),
    'JSON with escaped slashes, as PHP writes it': JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
    'JSON in JSON': JSON.stringify(JSON.stringify(key)).slice(3, -3),
    'JSON in ASCII': key.replace(/[^a-z ]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`),
  }

  it.each(Object.entries(spellings))('is removed: %s', (_, text) => {
    const mask = masker([key], false)
    expect(mask(`before ${text} after`)).toBe('before **** after')
    expect(mask({ key: text })).toEqual({ key: '****' })
  })

  it('is removed from base64, wherever it begins there', () => {
    const secret = 'rm6EYECr+sample/key0WpnkTgP4uQ3H18sDDUYw='
    for (const before of ['', 'a', 'ab', 'application:', '{"private_key":"']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(`${before}${secret}`).toString(encoding)
        for (const text of [encoded, encodeURIComponent(encoded), encoded.replaceAll('/', '\\/')]) {
          const masked = String(masker([secret], false)(`Basic ${text}!`))
          expect(masked).toMatch(/^Basic .*\*{4}!$/)
          expect(Buffer.from(masked.slice(6), 'base64').toString()).not.toContain('sample')
        }
      }
    }
  })

  it('is searched for in no more time than a long answer of a hostile server needs to be read', () => {
    const mask = masker(['/key=&', card, 'rm6EYECr+sample/key0WpnkTgP4uQ3H18sDDUYw='], true)
    const started = performance.now()
    for (const piece of [
      '\\',
      '%25',
      '&amp;',
      '&#0',
      '&#00',
      '5570 ',
      '5',
      '. ',
      'rm6',
      'cm02',
      '5/',
      '5\\/',
      '%35',
      '&#53;',
      '\\u0035',
      '%35 ',
    ])
      mask(piece.repeat(100_000))
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('is not searched for in base64 where it is so short that words would hold it', () => {
    expect(masker(['kim', '47'], false)('a2lt NDc= a2ltY2hp')).toBe('a2lt NDc= a2ltY2hp')
  })

  it('never survives, however its characters are encoded', () => {
    const ways = [
      (it: string) => it,
      encodeURIComponent,
      (it: string) => `&#${it.codePointAt(0)};`,
      (it: string) => `&#x${it.codePointAt(0)?.toString(16)};`,
      (it: string) => JSON.stringify(it).slice(1, -1),
    ]
    const special = fc.constantFrom(...'/+=&"<>\'?#%[](){}|^$. ,:;@!~', '한', '💳')
    const letter = fc.constantFrom(...'abcXYZ')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(special, letter), fc.nat(ways.length - 1)), {
          minLength: 4,
          maxLength: 20,
        }),
        (characters) => {
          const secret = characters.map(([it]) => it).join('')
          fc.pre(secret.trim().length > 3 && !/^[\s.]+$/.test(secret))
          const text = characters
            .map(([it, way]) => (/[a-z]/i.test(it) ? it : (ways[way] as (it: string) => string)(it)))
            .join('')
          return masker([secret], false)(`"${text}"`) === '"****"'
        },
      ),
    )
  })
})
