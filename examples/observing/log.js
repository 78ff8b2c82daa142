// 요청마다 로그 한 줄 (one line of a log for each request)
const { Bootpay } = require('bootpay-backend-nodejs')

/**
 * @param {(line: string) => void} write
 * @returns {() => void} 그만두는 함수 (stops it)
 */
function logRequests(write) {
  /** @param {import('bootpay-backend-nodejs').BootpayResponseEvent} event */
  const log = ({ requestedAt, elapsed, ...facts }) => {
    const time = new Date(requestedAt).toISOString()
    write(JSON.stringify({ time, ...facts, ms: Math.round(elapsed) }))
  }
  Bootpay.on('response', log)
  return () => Bootpay.off('response', log)
}

module.exports = { logRequests }
