import { describe, expect, it } from 'vitest'
import { isMisspelt, listed, mayMean } from '../../src/core/parameter-names'

describe('a misspelt name', () => {
  it.each([
    [
      'receiptId',
      ['receipt_id', 'receiptid', 'RECEIPT_ID', 'ReceiptID', 'receipt-id', 'recieptId', 'receptId'],
    ],
    ['taxFree', ['tax_free', 'TAX_FREE', 'taxfree', 'taxFre', 'taxFee', 'taxfee', 'taxFreee']],
    [
      'feedbackUrl',
      ['feedback_url', 'feedbackURL', 'feedbakUrl', 'feedbackUlr', 'feedbackUri', 'feedbackurll'],
    ],
    ['feedbackContentType', ['feedback_content_type', 'feedBackContentType', 'feedbackContenType']],
    ['executeAt', ['execute_at', 'executeat', 'excuteAt', 'ExecuteAt']],
    ['price', ['Price', 'prices', 'pric', 'priec', 'prize']],
    ['interest', ['intrest', 'interset', 'interests', 'Interest']],
    ['quota', ['qouta', 'quotas', 'QUOTA']],
    ['pg', ['PG', 'Pg']],
    ['cancelId', ['cancel_id', 'cancelID', 'canelId', 'cancellId', 'cancelIds', 'acncelId']],
    ['gender', ['egnder', 'genders', 'gendr']],
    ['name', ['anme', 'nmae', 'names']],
    ['accountExpireAt', ['account_expire_at', 'acountExpireAt', 'accountExpiresAt']],
    ['userInfo', ['user_info', 'userinfo', 'userInfos', 'UserInfo', 'userinof']],
  ])('of %s is found', (known, misspelt) => {
    for (const given of misspelt) expect(isMisspelt(given, known), given).toBe(true)
  })

  it('is not seen in other columns of a shop', () => {
    const known = [
      ...['receiptId', 'price', 'taxFree', 'name', 'reason', 'cancelId', 'refund', 'pg', 'method', 'methods'],
      ...['orderId', 'itemName', 'params', 'userInfo', 'items', 'extra', 'returnUrl', 'interest', 'quota'],
      ...[
        'feedbackUrl',
        'feedbackContentType',
        'schedulerType',
        'executeAt',
        'email',
        'gender',
        'birth',
        'phone',
      ],
    ]
    const columns = [
      ...[
        'id',
        'uuid',
        'status',
        'state',
        'type',
        'title',
        'total',
        'amount',
        'memo',
        'note',
        'date',
        'photo',
      ],
      ...[
        'createdAt',
        'updated_at',
        'deletedAt',
        'canceled',
        'cancelled',
        'cancelAt',
        'canceledAt',
        'isCancelled',
      ],
      ...[
        'customer',
        'address',
        'userName',
        'user_id',
        'userNo',
        'sender',
        'season',
        'person',
        'region',
        'detail',
      ],
      ...[
        'width',
        'game',
        'image',
        'model',
        'page',
        'pid',
        'pages',
        'seller',
        'product',
        'productId',
        'shopId',
      ],
      ...[
        'paymentId',
        'paidAt',
        'currency',
        'discount',
        'point',
        'coupon',
        'shipping',
        'url',
        'callback',
        '__v',
      ],
      ...['_id', '_doc', '$__', 'dataValues', 'isNewRecord', 'record', 'version', '금액', '이름', ''],
    ]
    for (const given of columns) {
      const near = known.filter((name) => isMisspelt(given, name))
      expect(near, given).toEqual([])
    }
  })

  it('may differ more when the name is required and missing', () => {
    for (const given of ['orderNo', 'order', 'orders', 'order_id', 'oderid']) {
      expect(mayMean(given, 'orderId'), given).toBe(true)
    }
    for (const given of ['ath', 'apth', 'paths']) expect(mayMean(given, 'path'), given).toBe(true)
    for (const given of ['id', 'user', 'price', 'title']) expect(mayMean(given, 'orderId'), given).toBe(false)
  })

  it('is not looked for in a name of more than 40 characters', () => {
    const given = `feedback${'_'.repeat(40)}url`
    expect([isMisspelt(given, 'feedbackUrl'), mayMean(given, 'feedbackUrl')]).toEqual([false, false])
  })
})

describe('names in a message', () => {
  it('are shown as they are, the first of many', () => {
    expect(listed(['amount', 'cancel_amount', '금액', '$x', 'a-b'])).toBe(
      'amount, cancel_amount, 금액, $x, a-b',
    )
    expect(listed(Array.from({ length: 30 }, (_, index) => `name${index}`))).toMatch(
      /^name0, .*name7, … \+22$/,
    )
  })

  it('are only counted where they could garble a terminal or hold a value', () => {
    const hidden = [
      ...['\u001b[31mprice', 'price\n', 'a\u202eb', '', ' ', 'price ', 'a\u200bb', '\ud800', 'x'.repeat(41)],
      ...['{"cardNo":"5570420412341074"}', '5570420412341074', 'key5f2a9c01', 'a=b&c=d', 'rm6EYECr6/aroQ='],
    ]
    for (const name of hidden) expect(listed([name])).toBe('… +1')
    expect(listed(['amount', ...hidden])).toBe(`amount, … +${hidden.length}`)
  })
})
