import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as billing from '../../src/api/billing'
import { cancel } from '../../src/api/cancel'
import * as identity from '../../src/api/identity'
import * as link from '../../src/api/link'
import * as payment from '../../src/api/payment'
import * as reservation from '../../src/api/reservation'
import { readCallOptions } from '../../src/core/config'
import { argument, readFields } from '../../src/core/fields'
import { anyText, optional, text } from '../../src/core/rules'
import { refusalOf } from '../support/refusal'

const fail = () => {
  throw new Error('top secret')
}
const charge = { billingKey: 'key-1', itemName: '상품', price: 1000, orderId: 'o-1' }

describe('a required field', () => {
  it.each<[string, (data: any) => unknown, object, string, string]>([
    ['cancel', cancel, { receipt_id: 'r1', price: 1 }, 'receiptId', 'receipt_id'],
    ['cancel', cancel, { recieptId: 'r1' }, 'receiptId', 'recieptId'],
    ['cancel', cancel, { receiptId: null, ReceiptID: 'r1' }, 'receiptId', 'ReceiptID'],
    ['requestPayment', link.requestPayment, { orderid: 1, price: 1, itemName: 'x' }, 'orderId', 'orderid'],
    ['requestPayment', link.requestPayment, { orderId: 1, price: 1, name: 'x' }, 'itemName', 'name'],
    [
      'requestPayment',
      link.requestPayment,
      { orderId: 1, price: 1, order_name: 'x' },
      'itemName',
      'order_name',
    ],
    [
      'requestSubscribeBillingPayment',
      billing.requestSubscribeBillingPayment,
      { ...charge, price: undefined, amount: 1 },
      'price',
      'amount',
    ],
    [
      'requestSubscribeBillingPayment',
      billing.requestSubscribeBillingPayment,
      { ...charge, orderId: '', orderNo: 1 },
      'orderId',
      '',
    ],
    [
      'reserveSubscribeBilling',
      reservation.reserveSubscribeBilling,
      { ...charge, execute_at: 1 },
      'executeAt',
      'execute_at',
    ],
    [
      'reserveSubscribeBilling',
      reservation.reserveSubscribeBilling,
      { ...charge, reserveExecuteAt: 1 },
      'executeAt',
      'reserveExecuteAt',
    ],
    ['requestSubscribeBillingKey', billing.requestSubscribeBillingKey, { card_no: '1' }, 'cardNo', 'card_no'],
    ['requestUserToken', identity.requestUserToken, { user_id: 1 }, 'userId', 'user_id'],
    [
      'startDelivery',
      payment.startDelivery,
      { receiptId: 'r1', delivery_no: '1', deliveryCorp: '1' },
      'deliveryNo',
      'delivery_no',
    ],
  ])(
    'of %s that is missing asks whether a name that is nearly right was meant',
    (method, make, data, field, given) => {
      const { message } = refusalOf(() => make(data), method, field)
      if (given)
        expect(message).toMatch(new RegExp(`${given} → ${field} .*did you mean ${field}, not ${given}\\?`))
      else expect(message).not.toContain('did you mean')
    },
  )

  it('never takes a name that the function knows for a misspelt one', () => {
    const card = {
      cardNo: '1',
      expireYear: '26',
      expireMonth: '1',
      identifyNumber: '1',
      pg: 'x',
      itemName: 'x',
    }
    const { message } = refusalOf(
      () => billing.requestSubscribeBillingKey({ ...card, orderId: 1 } as never),
      'requestSubscribeBillingKey',
      'cardPw',
    )
    expect(message).toBe('requestSubscribeBillingKey: cardPw 값이 필요합니다 (cardPw is required)')
  })
})

describe('an optional field that is misspelt', () => {
  const warn = vi.fn()
  beforeEach(() => {
    warn.mockClear()
    vi.spyOn(process, 'emitWarning').mockImplementation(warn)
  })
  const warnings = () =>
    warn.mock.calls.map(([text, options]) => `${(options as { code: string }).code} ${text}`)
  /** A function of its own for each test, as each warns once in a process. */
  const read = (method: string, data: unknown) =>
    readFields(method, data, (field) => ({
      price: field('price', optional(anyText), 'amount'),
      taxFree: field('taxFree', optional(anyText), 'cancel_tax_free'),
      feedbackUrl: field('feedbackUrl', optional(anyText)),
    }))

  it('is warned of once per function and name, by its name alone, and the call goes on', () => {
    for (let index = 0; index < 3; index++) {
      expect(read('one', { price: 1, tax_free: 'top secret' })).toEqual({ price: 1 })
      read('one', { taxfree: 1, feedback_url: 'x' })
      read('two', { tax_free: 1 })
    }
    expect(warnings()).toEqual([
      'BOOTPAY_UNKNOWN_PARAMETER one: tax_free 값은 보내지 않았습니다. 이름을 확인하세요: taxFree (tax_free was not sent: did you mean taxFree?)',
      expect.stringContaining('one: taxfree '),
      expect.stringContaining('one: feedback_url '),
      expect.stringContaining('two: tax_free '),
    ])
  })

  it('is warned of when it has the name that v2 gives it', () => {
    read('three', { amount: 1, cancelTaxFree: 1 })
    expect(warnings()).toHaveLength(2)
  })

  it('is not warned of when the right name is there too, or the call is refused anyhow', () => {
    read('four', { taxFree: 0, tax_free: 1, feedbackUrl: '', feedbackURL: 'x' })
    expect(() => readFields('four', { tax_free: 1 }, (field) => field('price', text))).toThrow('price')
    expect(warnings()).toEqual([])
  })

  it('is warned of when the right name is there without a value', () => {
    read('five', { taxFree: undefined, tax_free: 1 })
    read('five', { feedbackUrl: null, feedback_url: 'x' })
    expect(warnings()).toHaveLength(2)
  })

  it('is not warned of for the other columns of a database row', () => {
    read('six', { id: 1, title: 'x', createdAt: 1, user: {}, status: 1, '': 1, [Symbol('price')]: 1 })
    expect(warnings()).toEqual([])
  })

  it('is warned of in the buyer and in the account of a refund, where other names are sent as they are', () => {
    const userInfo = { userName: '홍길동', phnoe: '010', addr: 'x', addres: 'x', memo: 'x' }
    const { body } = billing.requestSubscribeBillingPayment({ ...charge, userInfo } as never)
    link.requestPayment({ orderId: 'o', price: 1, itemName: 'x', userInfo: { user_name: 'x' } } as never)
    cancel({
      receiptId: 'r',
      price: 1,
      refund: { accountHolder: 'x', bank_code: '1', account: '1' },
    } as never)
    expect(body?.user_info).toMatchObject({ user_name: '홍길동', memo: 'x' })
    expect(warnings()).toEqual([
      'BOOTPAY_UNKNOWN_PARAMETER requestSubscribeBillingPayment: userInfo.userName: 부트페이가 모르는 이름입니다. 이름을 확인하세요: userInfo.username (userInfo.userName is no name of the gateway: did you mean userInfo.username?)',
      expect.stringContaining('userInfo.phnoe is no name of the gateway: did you mean userInfo.phone?'),
      expect.stringContaining('did you mean userInfo.address?'),
      expect.stringContaining('requestPayment: userInfo.user_name:'),
      expect.stringContaining('cancel: refund.accountHolder:'),
      expect.stringContaining('did you mean refund.bankcode?'),
    ])
  })

  it('cannot garble the log with its name', () => {
    read('seven', { 'tax\u001b_free': 1, 'fee\ndback\nurl': 1 })
    expect(warnings()).toHaveLength(2)
    for (const warning of warnings()) expect(warning).not.toMatch(/\p{Cc}/u)
  })

  it('is warned of by every function that has such a field', () => {
    const payable = { orderId: 'o', price: 1, itemName: 'x' }
    cancel({ receiptId: 'r', price: 1, tax_free: 1, cancelReason: 'x', cancel_message: 'x' } as never)
    link.requestPayment({ ...payable, return_url: 'x', metadata: 'x', user: {} } as never)
    billing.requestSubscribeBillingPayment({ ...charge, feedback_url: 'x', card_quota: 1 } as never)
    reservation.reserveSubscribeBilling({ ...charge, executeAt: 1, schedulertype: 'oneshot' } as never)
    identity.requestUserToken({ userId: 1, Email: 'x', username: 'x' } as never)
    expect(warnings().map((warning) => warning.split(/[: ]+/).slice(1, 3).join(' '))).toEqual([
      ...['cancel tax_free', 'cancel cancel_message'],
      ...['requestPayment return_url', 'requestPayment metadata', 'requestPayment user'],
      ...['requestSubscribeBillingPayment feedback_url', 'requestSubscribeBillingPayment card_quota'],
      ...['reserveSubscribeBilling schedulertype', 'requestUserToken Email', 'requestUserToken username'],
    ])
  })
})

describe('what is wrong', () => {
  it('with an id is named: missing, not a text, or an object', () => {
    const cases: [() => unknown, string, RegExp][] = [
      [
        () => payment.verify({ receiptId: 'r1' } as never),
        'verify',
        /객체가 아니라 아이디 자체를 .*the id itself, not an object/,
      ],
      [() => payment.submit(['r1'] as never), 'submit', /the id itself/],
      [
        () => billing.destroySubscribeBillingKey(new String('k') as never),
        'destroySubscribeBillingKey',
        /the id itself/,
      ],
      [() => payment.verify(612 as never), 'verify', /문자열이어야 합니다 \(receiptId must be text\)/],
      [() => payment.verify(12n as never), 'verify', /must be text/],
      [() => payment.verify(undefined as never), 'verify', /is required/],
      [() => cancel({ receiptId: 5 } as never), 'cancel', /receiptId must be text/],
      [() => cancel('r1' as never), 'cancel', /cancel\(\{ … \}\)/],
    ]
    for (const [run, method, expected] of cases) expect(refusalOf(run, method).message).toMatch(expected)
  })

  it('with an order number is named', () => {
    class ObjectId {
      toString = () => '612df0250d681b001de61de6'
    }
    for (const orderId of [new ObjectId(), 12n, true, ['o1'], new Date(), Number.NaN]) {
      const run = () => billing.requestSubscribeBillingPayment({ ...charge, orderId } as never)
      expect(refusalOf(run, 'requestSubscribeBillingPayment', 'orderId').message).toContain(
        '값은 문자열이나 숫자여야 합니다 (orderId must be text or a number)',
      )
    }
  })

  it.each<[unknown, string]>([
    ['1,000', 'must be digits alone, without commas, spaces or a currency'],
    ['1000원', 'must be digits alone'],
    [0.1 + 0.2, 'may have two decimals at most: round what was calculated'],
    ['0.30000000000000004', 'may have two decimals at most'],
    [5e-324, 'may have two decimals at most'],
    [-1, 'must be an amount above 0'],
    [Number.NaN, 'is NaN: look at what it was calculated from'],
    [1e21, 'is too large'],
    [Number.POSITIVE_INFINITY, 'is too large'],
    ['9'.repeat(16), 'is too large'],
    ['4000.5.5', 'must be digits alone'],
    [4000n, 'must be a number, or digits as text'],
    [undefined, 'is required'],
  ])('with the amount %s is named', (price, expected) => {
    const run = () => billing.requestSubscribeBillingPayment({ ...charge, price } as never)
    expect(refusalOf(run, 'requestSubscribeBillingPayment', 'price').message).toContain(`(price ${expected}`)
  })

  it('with a time is named', () => {
    const run = (executeAt: unknown) => () =>
      reservation.reserveSubscribeBilling({ ...charge, executeAt } as never)
    expect(refusalOf(run(Date.now()), 'reserveSubscribeBilling', 'executeAt').message).toContain(
      'divide milliseconds',
    )
    expect(refusalOf(run('2030-01-01'), 'reserveSubscribeBilling', 'executeAt').message).toContain(
      'or a Date',
    )
    expect(refusalOf(run(undefined), 'reserveSubscribeBilling', 'executeAt').message).toContain('is required')
  })
})

describe('values of another realm', () => {
  it('are read as those of this one', () => {
    const data = runInNewContext(`({
      billingKey: 'key-1', itemName: '상품', price: '1000.00', orderId: 'o-1', executeAt: new Date(1700000000999),
      userInfo: { username: '홍길동' }, items: [{ itemName: '컵', qty: 1 }], extra: { rawData: true },
    })`)
    expect(reservation.reserveSubscribeBilling(data).body).toMatchObject({
      price: '1000',
      execute_at: 1_700_000_000,
      user_info: { username: '홍길동' },
      items: [{ item_name: '컵', qty: 1 }],
      extra: { raw_data: true },
    })
  })

  it('are refused as those of this one', () => {
    for (const code of ['new Date(NaN)', 'new String("x")', '[]', '() => 1', 'new Number(1)']) {
      const executeAt = runInNewContext(code)
      refusalOf(
        () => reservation.reserveSubscribeBilling({ ...charge, executeAt } as never),
        'reserveSubscribeBilling',
        'executeAt',
      )
    }
    refusalOf(() => cancel(runInNewContext('[]')), 'cancel')
  })
})

describe('a promise, whose await was forgotten', () => {
  const promise = Promise.resolve('r1')
  const said = /값이 Promise입니다. await를 붙이세요 \(\w+ is a promise: await it\)/

  it.each<[string, string, () => unknown]>([
    ['cancel', 'data', () => cancel(Promise.resolve({ receiptId: 'r1' }) as never)],
    ['cancel', 'price', () => cancel({ receiptId: 'r1', price: promise } as never)],
    ['cancel', 'reason', () => cancel({ receiptId: 'r1', reason: promise } as never)],
    ['verify', 'receiptId', () => payment.verify(promise as never)],
    ['verify', 'receiptId', () => payment.verify(runInNewContext('Promise.resolve("r1")'))],
    ['destroySubscribeBillingKey', 'billingKey', () => billing.destroySubscribeBillingKey(promise as never)],
    ['verify', 'options', () => readCallOptions('verify', promise)],
  ])('is refused by %s in place of %s', (method, name, run) => {
    expect(refusalOf(run, method, name).message).toMatch(said)
  })
})

describe('a getter that throws', () => {
  it('is refused without its words, and the field is named', () => {
    const data = Object.defineProperty({}, 'price', { enumerable: true, get: fail })
    const error = refusalOf(
      () => readFields('cancel', data, (field) => field('price', text)),
      'cancel',
      'price',
    )
    expect(error.message).toContain('cannot be read')
    expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('secret')
    refusalOf(() => argument('cancel', 'price', 1, fail), 'cancel', 'price')
  })
})
