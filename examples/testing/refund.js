// 시험할 프로그램: 가게의 환불 (the program under test: a shop's refund)
const { Bootpay, isBootpayError } = require('bootpay-backend-nodejs')

Bootpay.setConfig('[ REST API Application ID ]', '[ Private Key ]')

async function refund(receiptId, refundId, price) {
  // 금액이 없는 취소는 전액 취소입니다 (a cancel without a price is a full refund)
  if (price === undefined) throw new TypeError('price')
  try {
    const { data } = await Bootpay.cancel({ receiptId, price, cancelId: refundId })
    return `${data.request_cancel_price}원을 환불했습니다`
  } catch (error) {
    if (!isBootpayError(error)) throw error
    if (error.outcomeUnknown) return '확인이 필요합니다'
    // 이미 취소되었다는 거절이면 앞선 요청이 환불한 것입니다 (cancelled already: by an earlier request)
    return error.type === 'api' ? '거절되었습니다' : '환불하지 못했습니다'
  }
}

module.exports = { refund }
