// The calls that the README of 1.1.2 shows, one function each. As there, each loads the package, configures it,
// asks for a token, looks at the status and only then calls. Run as it is, and rewritten for ES modules.

const applicationId = '[ REST API 애플리케이션 ID ]'
const privateKey = '[ 프라이빗 키 ]'

async function getAccessToken() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  try {
    const response = await Bootpay.getAccessToken()
    console.log(response)
  } catch (e) {
    console.log(e)
  }
}

async function verify() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let result
    try {
      result = await Bootpay.verify('612df0250d681b001de61de6')
    } catch (e) {
      return console.log(e)
    }
    console.log(result)
  }
}

async function cancel() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.cancel({
        receiptId: '612df0250d681b001de61de6',
        price: 1000,
        name: '취소자명',
        reason: '취소합니다',
      })
    } catch (e) {
      console.log(e)
      return
    }
    console.log(response)
  }
}

async function requestSubscribeBillingKey() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.requestSubscribeBillingKey({
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
    } catch (e) {
      console.log(e)
      return
    }
    console.log(response)
  }
}

async function requestSubscribeBillingPayment() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.requestSubscribeBillingPayment({
        billingKey: '612deb53019943001fb52312',
        itemName: '테스트',
        price: 1000,
        orderId: Date.now(),
        feedbackUrl: 'https://dev-api.bootpay.co.kr/callback',
        feedbackContentType: 'json',
      })
    } catch (e) {
      return console.log(e)
    }
    console.log(response)
  }
}

async function reserveSubscribeBilling() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.reserveSubscribeBilling({
        billingKey: '612deb53019943001fb52312',
        itemName: '테스트',
        price: 1000,
        orderId: Date.now(),
        userInfo: { username: '테스트', phone: '01000000000' },
        feedbackUrl: 'https://dev-api.bootpay.co.kr/callback',
        feedbackContentType: 'json',
        schedulerType: 'oneshot',
        executeAt: Date.now() / 1000 + 5,
      })
    } catch (e) {
      return console.log(e)
    }
    console.log(response)
  }
}

async function destroyReserveSubscribeBilling() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    try {
      console.log(await Bootpay.destroyReserveSubscribeBilling('612debc70d681b0039e6133d'))
    } catch (e) {
      return console.log(e)
    }
  }
}

async function destroySubscribeBillingKey() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    try {
      console.log(await Bootpay.destroySubscribeBillingKey('612debc70d681b0039e6133d'))
    } catch (e) {
      return console.log(e)
    }
  }
}

async function requestUserToken() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    try {
      console.log(await Bootpay.requestUserToken({ userId: '1234', email: 'test@gmail.com', name: '홍길동' }))
    } catch (e) {
      return console.log(e)
    }
  }
}

async function requestPayment() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.requestPayment({
        pg: 'kcp',
        method: 'card',
        orderId: Date.now(),
        price: 1000,
        itemName: '테스트 부트페이 상품',
        returnUrl: 'https://dev-api.bootpay.co.kr/callback',
        extra: { expire: 30 },
      })
    } catch (e) {
      return console.log(e)
    }
    console.log(response)
  }
}

async function submit() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.submit('612df0250d681b001de61de6')
    } catch (e) {
      return console.log(e)
    }
    console.log(response)
  }
}

async function certificate() {
  const Bootpay = require('bootpay-backend-nodejs').Bootpay
  Bootpay.setConfig(applicationId, privateKey)
  const token = await Bootpay.getAccessToken()
  if (token.status === 200) {
    let response
    try {
      response = await Bootpay.certificate('612df0250d681b001de61de6')
    } catch (e) {
      return console.log(e)
    }
    console.log(response)
  }
}

async function main() {
  await getAccessToken()
  await verify()
  await cancel()
  await requestSubscribeBillingKey()
  await requestSubscribeBillingPayment()
  await reserveSubscribeBilling()
  await destroyReserveSubscribeBilling()
  await destroySubscribeBillingKey()
  await requestUserToken()
  await requestPayment()
  await submit()
  await certificate()
}

main()
