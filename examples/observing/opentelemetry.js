// 요청마다 OpenTelemetry 스팬 하나 (one OpenTelemetry span for each request)
const { SpanKind, SpanStatusCode, trace } = require('@opentelemetry/api')
const { Bootpay } = require('bootpay-backend-nodejs')

/** @returns {() => void} 그만두는 함수 (stops it) */
function traceRequests() {
  const tracer = trace.getTracer('bootpay-backend-nodejs')
  // 응답 이벤트는 호출한 코드의 컨텍스트에서 오므로, 스팬은 그때 진행 중인 스팬의 자식이 됩니다.
  // The event comes in the context of the call, so the span is a child of the one that is active there.
  /** @param {import('bootpay-backend-nodejs').BootpayResponseEvent} event */
  const record = (event) => {
    const { method, httpMethod, path, attempt, status, code, outcome, elapsed, requestedAt } = event
    const span = tracer.startSpan(`bootpay ${method}`, {
      kind: SpanKind.CLIENT,
      startTime: requestedAt,
      attributes: {
        'http.request.method': httpMethod,
        'url.template': path,
        'http.request.resend_count': attempt - 1,
        ...(status !== undefined && { 'http.response.status_code': status }),
        ...(code !== undefined && { 'bootpay.code': code }),
        ...(outcome !== 'success' && { 'error.type': outcome }),
      },
    })
    if (outcome !== 'success') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
    span.end(requestedAt + elapsed)
  }
  Bootpay.on('response', record)
  return () => Bootpay.off('response', record)
}

module.exports = { traceRequests }
