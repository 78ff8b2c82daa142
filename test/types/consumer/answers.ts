// What comes back: known fields have their types, and what a PG adds is there as `any`.
import {
  type BillingKey,
  Bootpay,
  type BootpayAnswer,
  type BootpayCommonResponse,
  type Cancellation,
  type Certificate,
  type CompletedPayment,
  type Receipt,
  type Reservation,
  type TokenAnswer,
  type UserToken,
} from 'bootpay-backend-nodejs'

export async function answers() {
  const token = await Bootpay.getAccessToken()
  exactly<TokenAnswer>()(token)
  exactly<number>()(token.status)
  exactly<number>()(token.code)
  exactly<string>()(token.data.token)
  exactly<number>()(token.data.expired_at)

  const verified = await Bootpay.verify('r1')
  exactly<BootpayAnswer<Receipt>>()(verified)
  exactly<number>()(verified.data.price)
  exactly<number>()(verified.data.remain_price)
  exactly<string>()(verified.data.purchased_at)
  exactly<any>()(verified.data.a_field_that_a_pg_added)
  exactly<any>()(verified.data.payment_data.a_field_that_a_pg_added)

  const cancelled = await Bootpay.cancel({ receiptId: 'r1' })
  exactly<BootpayAnswer<Cancellation>>()(cancelled)
  exactly<number>()(cancelled.data.remain_price)
  exactly<number>()(cancelled.data.request_cancel_price)
  exactly<any>()(cancelled.data.a_field_that_a_pg_added)

  const link = await Bootpay.requestPayment({ orderId: 'o1', price: 1000, itemName: '상품' })
  exactly<string>()(link.data)

  const key = await Bootpay.lookupBillingKey('b1')
  exactly<BootpayAnswer<BillingKey>>()(key)
  exactly<string>()(key.data.billing_key)
  exactly<string>()(key.data.data.card_name)
  exactly<any>()(key.data.data.a_field_that_a_pg_added)
  exactly<BootpayAnswer<BillingKey>>()(await Bootpay.lookupBillingKeyByReceipt('r1'))

  const issued = await Bootpay.requestSubscribeBillingKey({
    orderId: 'o1',
    pg: 'nicepay',
    itemName: '정기결제',
    cardNo: '4111111111111111',
    cardPw: '00',
    expireYear: '39',
    expireMonth: '01',
    identifyNumber: '900101',
  })
  exactly<BootpayAnswer<BillingKey>>()(issued)

  const charged = await Bootpay.requestSubscribeBillingPayment({
    billingKey: 'b1',
    itemName: '상품',
    price: 1000,
    orderId: 'o1',
  })
  exactly<BootpayAnswer<CompletedPayment>>()(charged)
  exactly<string>()(charged.data.receipt_id)
  exactly<any>()(charged.data.a_field_that_a_pg_added)
  exactly<BootpayAnswer<CompletedPayment>>()(await Bootpay.submit('r1'))

  const reserved = await Bootpay.reserveSubscribeBilling({
    billingKey: 'b1',
    itemName: '상품',
    price: 1000,
    orderId: 'o1',
    schedulerType: 'oneshot',
    executeAt: new Date(),
  })
  exactly<BootpayAnswer<Reservation>>()(reserved)
  exactly<string>()(reserved.data.reserve_id)
  exactly<number>()(reserved.data.execute_at)

  const user = await Bootpay.requestUserToken({ userId: 'u1' })
  exactly<BootpayAnswer<UserToken>>()(user)
  exactly<string>()(user.data.user_token)

  const identity = await Bootpay.certificate('r1')
  exactly<BootpayAnswer<Certificate>>()(identity)
  exactly<string>()(identity.data.certificate.username)
  exactly<any>()(identity.data.certificate.a_field_that_a_pg_added)

  // As long as nothing is known of it, `data` is what it was in 1.1.2.
  const destroyed = await Bootpay.destroySubscribeBillingKey('b1')
  exactly<BootpayCommonResponse>()(destroyed)
  exactly<any>()(destroyed.data)
  exactly<any>()((await Bootpay.destroyReserveSubscribeBilling('v1')).data)
  exactly<any>()(
    (await Bootpay.startDelivery({ receiptId: 'r1', deliveryNo: '1', deliveryCorp: '001' })).data,
  )
  exactly<any>()(
    (await Bootpay.resendFeedback({ receiptId: 'r1', webhookUrl: 'https://shop.example/' })).data,
  )

  exactly<BootpayCommonResponse>()(await Bootpay.request({ path: '/receipt/r1' }))
  exactly<BootpayCommonResponse<{ price: number }>>()(
    await Bootpay.request<{ price: number }>({ path: '/receipt/r1' }),
  )
}

/** Every answer is still the envelope of 1.1.2, for those who wrote its name. */
export function envelopes(): Promise<BootpayCommonResponse>[] {
  return [
    Bootpay.getAccessToken(),
    Bootpay.verify('r1'),
    Bootpay.submit('r1'),
    Bootpay.cancel({ receiptId: 'r1' }),
  ]
}
