// 시험할 프로그램: 가게의 환불 (the program under test: a shop's refund)
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')

Bootpay.setConfig('[ REST API Application ID ]', '[ Private Key ]')

async function refund(receiptId, refundId, price) {
  try {
    const { data } = await Bootpay.cancel({ receiptId, price, cancelId: refundId })
    return `${data.request_cancel_price}원을 환불했습니다`
  } catch (error) {
    if (!isBootpayError(error)) throw error
    return error.outcomeUnknown ? '확인이 필요합니다' : '환불하지 못했습니다'
  }
}

module.exports = { refund }
