// Every call that the README of 1.1.2 shows, as TypeScript under `strict`.
import { Bootpay } from 'bootpay-backend-nodejs'

export async function samples() {
  Bootpay.setConfig('application id', 'private key')
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) console.log(token.data.token)

  await Bootpay.verify('r1')
  await Bootpay.cancel({ receiptId: 'r1', price: 1000, name: '취소자명', reason: '취소합니다' })
  await Bootpay.requestSubscribeBillingKey({
    orderId: Date.now(),
    pg: 'nicepay',
    itemName: '정기결제 30일권',
    cardNo: '[ 카드 번호 ]',
    cardPw: '[ 카드 비밀번호 앞 2자리 ]',
    expireYear: '[ 카드 만료 연도 ]',
    expireMonth: '[ 카드 만료 월 ]',
    identifyNumber: '[ 카드 소유주 생년월일 혹은 법인 번호 ]',
    extra: { subscribeTestPayment: 1 },
  })
  await Bootpay.requestSubscribeBillingPayment({
    billingKey: 'b1',
    itemName: '테스트',
    price: 1000,
    orderId: Date.now(),
    feedbackUrl: 'https://shop.example/callback',
    feedbackContentType: 'json',
  })
  await Bootpay.reserveSubscribeBilling({
    billingKey: 'b1',
    itemName: '테스트',
    price: 1000,
    orderId: Date.now(),
    userInfo: { username: '테스트', phone: '01000000000' },
    feedbackUrl: 'https://shop.example/callback',
    feedbackContentType: 'json',
    schedulerType: 'oneshot',
    executeAt: Date.now() / 1000 + 5,
  })
  await Bootpay.destroyReserveSubscribeBilling('s1')
  await Bootpay.destroySubscribeBillingKey('b1')
  await Bootpay.requestUserToken({ userId: '1234', email: 'test@gmail.com', name: '홍길동' })
  await Bootpay.requestPayment({
    pg: 'kcp',
    method: 'card',
    orderId: Date.now(),
    price: 1000,
    itemName: '테스트 부트페이 상품',
    returnUrl: 'https://shop.example/callback',
    extra: { expire: 30 },
  })
  await Bootpay.submit('r1')
  await Bootpay.certificate('r1')
}

// The habits of those who used it.
export function habits() {
  Bootpay.getAccessToken().then((token) => {
    if (token.status === 200) return Bootpay.verify('r1')
    return undefined
  })
  Bootpay.cancel({ receiptId: 'r1' }).catch((e) => e.message)
  Bootpay.$token = undefined
  Bootpay.$http.defaults.timeout = 1000
  Bootpay.$http.interceptors.request.use((config) => config)
}
