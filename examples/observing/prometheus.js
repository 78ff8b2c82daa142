// 요청 수와 걸린 시간을 Prometheus로 (counts and durations for Prometheus)
const { Counter, Histogram } = require('prom-client')
const { Bootpay } = require('bootpay-backend-nodejs')

/**
 * @param {import('prom-client').Registry} registry
 * @returns {() => void} 그만두는 함수 (stops it)
 */
function countRequests(registry) {
  const labelNames = ['method', 'outcome', 'status']
  const requests = new Counter({
    name: 'bootpay_requests_total',
    help: 'Requests to Bootpay, each try counted',
    labelNames,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'bootpay_request_duration_seconds',
    help: 'Time until the last byte of the answer',
    labelNames,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  })
  /** @param {import('bootpay-backend-nodejs').BootpayResponseEvent} event */
  const count = (event) => {
    const { method, outcome, status, elapsed } = event
    const labels = { method, outcome, status: status ?? 'none' }
    requests.inc(labels)
    seconds.observe(labels, elapsed / 1000)
  }
  Bootpay.on('response', count)
  return () => Bootpay.off('response', count)
}

module.exports = { countRequests }
