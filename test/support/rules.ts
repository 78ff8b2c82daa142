/*
 * What a field takes and what it refuses, by kind of field. `takes` holds pairs: as given, as sent.
 */

export interface FieldRule {
  takes: readonly (readonly [given: unknown, sent: unknown])[]
  refuses: readonly unknown[]
}

const same = (...values: unknown[]) => values.map((value) => [value, value] as const)
const circular: Record<string, unknown> = {}
circular.self = circular
const notText = [true, {}, [], ['a'], Symbol('a'), () => 'a', 1n, new String('a'), { toString: () => 'a' }]

/** Ids that would change the path, the header or the meaning of a request. */
export const refusedIds = [
  '',
  ' ',
  '.',
  '..',
  '\t',
  '\n',
  'a\nb',
  'a\r\nb',
  'a\tb',
  'a\0b',
  'a\x7fb',
  'a\x85b',
  ' r1',
  'r1 ',
  '\u00a0r1',
  'r1\u3000',
  '\ufeffr1',
  '\ud800',
  'a\udc00b',
  'r'.repeat(201),
]
/** Ids that look hostile, and are one segment of a path once they are encoded. */
export const encodedIds = [
  '../key',
  'reserve/x',
  '/reserve/x',
  '..\\x',
  'receipt/../request/token',
  '%2e%2e',
  '%2F',
  '...',
  'r1?a=b',
  'r1#a',
  'r1;a',
  'a b',
  '//host.invalid',
  'https://host.invalid/',
  'a@b:80',
  '__proto__',
  'constructor',
  '영수증-1',
  '😀',
  'r'.repeat(200),
]

const id: FieldRule = {
  takes: same('612df0250d681b001de61de6', ...encodedIds),
  refuses: [undefined, null, 0, 12, Number.NaN, ...notText, ...refusedIds],
}
const idOrNumber: FieldRule = {
  takes: [...id.takes, ...same(0, 1630396800000, -1, 1.5)],
  refuses: [
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    ...notText,
    ...refusedIds,
  ],
}
const amount: FieldRule = {
  takes: [
    ...same(1, 1000, '1000', 10.5, '000000000000001', Number.MAX_SAFE_INTEGER),
    ...same(0.3, 10.99, 1234567.89, '1.5', '10.99', '10.50', '0.01'),
    // As databases write an amount.
    ['4000.00', '4000'],
    ['4000.0', '4000'],
    ['4000.000000', '4000'],
    ['12.5000', '12.50'],
  ],
  refuses: [
    Number.NaN,
    0,
    -0,
    -1,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    null,
    'abc',
    '',
    ' ',
    '0',
    '000',
    '-1',
    '+1',
    '12a',
    ' 12',
    '1e3',
    '1,000',
    '4,000.00',
    '1.000,00',
    '1 000',
    '1000원',
    '$10',
    '₩1000',
    '1.',
    '.5',
    '1.005',
    '1.5.0',
    '-4000.00',
    '0.00',
    '0.30000000000000004',
    0.1 + 0.2,
    10.999,
    5e-324,
    1e-7,
    '\t1000',
    '1000\n',
    '0x10',
    '１０００',
    '1'.repeat(16),
    1e21,
    2 ** 53,
    new Number(1000),
    new Date(1000),
    [1000],
    ...notText,
  ],
}
const text: FieldRule = {
  takes: same('홍길동', ' 앞뒤 공백 ', '12', 12, 0, -1, 1.5),
  refuses: [undefined, null, '', ' ', '\n', Number.NaN, Number.POSITIVE_INFINITY, ...notText],
}
const count: FieldRule = {
  takes: same(0, 3, 12, '0', '3', true, false),
  refuses: [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, '', ' ', '-1', '1.5', 'a', '1234567890', {}, [0]],
}
const json: FieldRule = {
  takes: [
    ...same({ cart: 17 }, [1, null], 'text', '', 0, true),
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [{ a: undefined, b: () => 1, c: 1 }, { c: 1 }],
    [{ toJSON: () => ({ c: 1 }) }, { c: 1 }],
    [JSON.parse('{"a":1,"__proto__":{"b":2},"c":{"__proto__":{"b":2}}}'), { a: 1, c: {} }],
  ],
  refuses: [
    circular,
    1n,
    { a: { b: 1n } },
    Number.NaN,
    { a: [Number.NaN] },
    { a: Number.POSITIVE_INFINITY },
    Symbol('a'),
    () => 1,
    {
      toJSON() {
        throw new Error('top secret')
      },
    },
    {
      get a() {
        throw new Error('top secret')
      },
    },
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('top secret')
        },
      },
    ),
  ],
}
const record: FieldRule = {
  takes: [
    ...same({ a: 1 }, { a: { b: [null, 'c'] } }),
    ...json.takes.filter(([, sent]) => isRecord(sent)),
    [
      new (class {
        a = 1
      })(),
      { a: 1 },
    ],
  ],
  refuses: [
    'text',
    1,
    true,
    [],
    [{ a: 1 }],
    new Date(0),
    { toJSON: () => [1] },
    { toJSON: () => null },
    ...json.refuses,
  ],
}
const list = (rule: FieldRule): FieldRule => ({
  takes: rule.takes.map(
    ([given, sent]) =>
      [
        [given, given],
        [sent, sent],
      ] as const,
  ),
  refuses: [{}, 'text', 0, true, { length: 1, 0: {} }, ...rule.refuses.map((value) => [value]), [null]],
})
const seconds: FieldRule = {
  takes: [
    [1700000000, 1700000000],
    [1700000005.999, 1700000005],
    ['1700000000', 1700000000],
    ['1700000000.5', 1700000000],
    [new Date(1700000000999), 1700000000],
    [99999999999, 99999999999],
  ],
  refuses: [
    undefined,
    null,
    Number.NaN,
    0,
    -1,
    0.5,
    Number.POSITIVE_INFINITY,
    1700000000000,
    '1700000000000',
    '',
    'soon',
    '-1',
    '2030-01-01',
    new Date(Number.NaN),
    new Date(-1),
    ...notText,
  ],
}

/** May be left out, as `undefined` or as `null`. */
const optional = ({ takes, refuses }: FieldRule): FieldRule => ({
  takes: [...takes, [undefined, undefined], [null, undefined]],
  refuses: refuses.filter((value) => value !== undefined && value !== null),
})
/** May be left out, but `null` is a mistake. */
const unlessAbsent = ({ takes, refuses }: FieldRule): FieldRule => ({
  takes: [...takes, [undefined, undefined]],
  refuses: [null, ...refuses.filter((value) => value !== undefined)],
})
const orEmpty = ({ takes, refuses }: FieldRule): FieldRule => ({
  takes: [...takes, ...same('', ' ', '\n')],
  refuses: refuses.filter((value) => typeof value !== 'string'),
})
const orZero = ({ takes, refuses }: FieldRule): FieldRule => ({
  takes: [...takes, [0, 0], ['0', '0'], ['000', '000'], ['0.00', '0']],
  refuses: refuses.filter((value) => value !== 0 && value !== '0' && value !== '000' && value !== '0.00'),
})
/** Of an empty object or list nothing is sent. */
const emptyIsNothing = ({ takes, refuses }: FieldRule): FieldRule => ({
  takes: [...takes.filter(([, sent]) => !isEmpty(sent)), [{}, undefined]],
  refuses,
})

function isRecord(value: unknown) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

export const rules = {
  id,
  idOrNumber,
  idOrNumberUnlessAbsent: unlessAbsent(idOrNumber),
  amount: { takes: amount.takes, refuses: [undefined, ...amount.refuses] },
  amountUnlessAbsent: unlessAbsent(amount),
  part: orZero(unlessAbsent(amount)),
  text,
  optionalText: optional(text),
  anyText: optional(orEmpty(text)),
  count: optional(count),
  json: optional(json),
  record: optional(record),
  keys: optional(emptyIsNothing(record)),
  records: optional(list(record)),
  texts: optional(list(text)),
  seconds,
} satisfies Record<string, FieldRule>
