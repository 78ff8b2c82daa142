// A program written against `@bootpay/server-rest-client` 1.0.9, where `data` was `any`: it reads every documented path
// of an answer, and hands it on as what it is, without asking whether it is there.
import { Bootpay, parseFeedback, RestClient } from 'bootpay-backend-nodejs'

declare function text(...values: string[]): void
declare function number(...values: number[]): void

export async function receipts() {
  const { data } = await RestClient.verify('r1')
  text(data.receipt_id, data.order_id, data.name, data.item_name, data.receipt_url, data.unit)
  text(data.pg, data.pg_name, data.method, data.method_name, data.status_en, data.status_ko)
  text(data.requested_at, data.purchased_at.slice(0, 10), data.revoked_at)
  number(data.price, data.tax_free, data.remain_price, data.cancelled_price, data.status, data.escrow_status)
  text(
    data.params.cart,
    data.payment_data.pm.trim(),
    data.payment_data.card_name.padEnd(10),
    data.payment_data.tid,
  )
  text(
    data.payment_data.bankname,
    data.payment_data.account,
    data.payment_data.expiredate,
    data.payment_data.username,
  )
  number(data.payment_data.p, data.payment_data.s, data.payment_data.a_field_that_a_pg_added)
  const paidAt: Date = new Date(data.purchased_at)
  const row: { card: string; quota: number; paidAt: Date } = {
    card: data.payment_data.card_name,
    quota: parseInt(data.payment_data.card_quota, 10),
    paidAt,
  }
  return data.price === data.remain_price && data.status === 1 ? row : undefined
}

export async function others() {
  const cancelled = (await RestClient.cancel({ receiptId: 'r1' })).data
  text(cancelled.order_id, cancelled.cancel_id, cancelled.tid, cancelled.revoked_at)
  const charged = await RestClient.requestSubscribeBillingPayment({
    ...{ billingKey: 'b1', itemName: '상품', price: 1000, orderId: 'o1' },
  })
  text(
    charged.data.card_name,
    charged.data.card_no,
    charged.data.receipt_url,
    charged.data.payment_data.card_auth_no,
  )
  text((await RestClient.submit('r1')).data.payment_group_name, (await RestClient.submit('r1')).data.url)
  text((await RestClient.lookupBillingKey('b1')).data.data.card_cl)
  const { certificate, payment_data: identity } = (await RestClient.certificate('r1')).data
  text(certificate.phone, certificate.carrier, identity.di, identity.unique)
  number((await RestClient.requestUserToken({ userId: 'u1' })).data.expired_unixtime)
  const feedback = parseFeedback('', {})
  text(feedback.order_id, feedback.name, feedback.pg_name, feedback.payment_data.card_name)
}

/** What the shop keeps of an answer, in a type of its own. */
interface Payment {
  receipt_id: string
  order_id: string
  price: number
  status: number
  payment_data: { pm: string; card_name: string; p_at: string }
}
export const kept: Promise<Payment> = Bootpay.verify('r1').then(({ data }) => data)

export async function links() {
  await Bootpay.requestPayment({
    ...{ orderId: 'o1', price: 1000, itemName: '상품' },
    accountExpireAt: '2030-12-31',
    feedbackUrl: 'https://shop.example.com/bootpay/feedback',
    showAgreeWindow: 1,
    extra: {
      ...{
        expire: 30,
        quota: '0,2,3',
        escrow: true,
        theme: 'custom',
        disp_cash_result: 1,
        offer_period: '1년',
      },
      ...{
        custom_background: '#ffffff',
        custom_font_color: '#000000',
        seller_name: '상점',
        expire_month: 12,
      },
      ...{ start_at: '2030-01-01', end_at: '2030-12-31', vbank_result: 1, carrier: 'SKT', age_limit: 19 },
      ...{ popup: 1, raw_data: 1, subscribe_test_payment: 0, an_option_of_tomorrow: true },
    },
  })
  await Bootpay.requestPayment({
    ...{ orderId: 'o1', price: 1000, itemName: '상품' },
    // @ts-expect-error a colour is text
    extra: { custom_background: 0xffffff },
  })
  // @ts-expect-error a day is text
  await Bootpay.requestPayment({ orderId: 'o1', price: 1000, itemName: '상품', accountExpireAt: new Date() })
}
