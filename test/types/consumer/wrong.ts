// Calls that cannot be meant do not compile.
import { Bootpay, type BootpayError, PaymentStatus } from 'bootpay-backend-nodejs'

export async function wrong(error: BootpayError) {
  // @ts-expect-error the private key is missing
  Bootpay.setConfig('application id')
  // @ts-expect-error the option is called baseUrl
  Bootpay.setConfig('application id', 'private key', 'production', { baseURL: 'https://shop.example' })
  // @ts-expect-error milliseconds, not text
  Bootpay.setConfig('application id', 'private key', 'production', { timeout: '10s' })

  // @ts-expect-error which payment?
  await Bootpay.verify()
  // @ts-expect-error an id is text
  await Bootpay.verify(1)
  // @ts-expect-error not an object
  await Bootpay.verify({ receiptId: 'r1' })
  // @ts-expect-error the option is called timeout
  await Bootpay.verify('r1', { timeOut: 1000 })

  // @ts-expect-error not a bare id: that reads as a full refund
  await Bootpay.cancel('r1')
  // @ts-expect-error which payment?
  await Bootpay.cancel({ price: 1000 })
  // @ts-expect-error null is no amount
  await Bootpay.cancel({ receiptId: 'r1', price: null })
  // @ts-expect-error the gateway's spelling is not ours
  await Bootpay.cancel({ receipt_id: 'r1' })
  // @ts-expect-error a refund needs the bank, too
  await Bootpay.cancel({ receiptId: 'r1', refund: { account: '1', accountholder: '홍길동' } })

  // @ts-expect-error no price
  await Bootpay.requestSubscribeBillingPayment({ billingKey: 'b1', itemName: '상품', orderId: 'o1' })
  // @ts-expect-error no order
  await Bootpay.requestSubscribeBillingPayment({ billingKey: 'b1', itemName: '상품', price: 1000 })
  // @ts-expect-error no card
  await Bootpay.requestSubscribeBillingKey({ orderId: 'o1', pg: 'nicepay', itemName: '상품' })
  await Bootpay.reserveSubscribeBilling({
    billingKey: 'b1',
    itemName: '상품',
    price: 1000,
    orderId: 'o1',
    schedulerType: 'oneshot',
    // @ts-expect-error a time is a number of seconds or a Date
    executeAt: '2026-01-01',
  })
  // @ts-expect-error whose token?
  await Bootpay.requestUserToken({ email: 'a@b.kr' })
  // @ts-expect-error no item
  await Bootpay.requestPayment({ orderId: 'o1', price: 1000 })
  // @ts-expect-error no such method
  await Bootpay.refund('r1')

  const { data } = await Bootpay.verify('r1')
  // @ts-expect-error an amount is a number
  data.remain_price.toUpperCase()
  const link = await Bootpay.requestPayment({ orderId: 'o1', price: 1000, itemName: '상품' })
  // @ts-expect-error the address is `data` itself
  link.data.url
  // @ts-expect-error an error is read, not written
  error.status = 200
  // @ts-expect-error a table is read, not written
  PaymentStatus.PAID = 2
}
