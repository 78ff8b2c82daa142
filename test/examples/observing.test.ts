import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox'
import { requireAsUser } from '../support/as-user'

const { Bootpay } = requireAsUser('bootpay-backend-nodejs') as typeof import('../../src')
const { startSandbox } = requireAsUser('bootpay-backend-nodejs/sandbox')
const { logRequests } = requireAsUser('./examples/observing/log.js')
const { traceRequests } = requireAsUser('./examples/observing/opentelemetry.js')
const { countRequests } = requireAsUser('./examples/observing/prometheus.js')

let sandbox: Sandbox
let stop: () => void
beforeEach(async () => {
  sandbox = await startSandbox()
  Bootpay.setConfig(sandbox.applicationId, sandbox.privateKey, 'production', { baseUrl: sandbox.url })
  Bootpay.clearAccessToken()
  sandbox.pay({ price: 1000, receiptId: 'receipt-1' })
})
afterEach(async () => {
  stop()
  Bootpay.clearAccessToken()
  await sandbox.close()
})

/** A lookup that is answered by the second try, and a refund that is refused. */
async function work() {
  await Bootpay.getAccessToken()
  sandbox.failNext({ fault: 'server-error' })
  await Bootpay.verify('receipt-1')
  await Bootpay.cancel({ receiptId: 'receipt-1', price: 2000 }).catch(() => {})
}

describe('the example of observing by', () => {
  it('a log writes a line of JSON for each request, without ids', async () => {
    const lines: string[] = []
    stop = logRequests((line: string) => lines.push(line))
    await work()
    const entries = lines.map((line) => JSON.parse(line))
    expect(entries).toMatchObject([
      { method: 'getAccessToken', path: '/request/token', outcome: 'success', status: 200 },
      { method: 'verify', httpMethod: 'GET', path: '/receipt/:id', attempt: 1, outcome: 'api', status: 500 },
      { method: 'verify', attempt: 2, outcome: 'success', status: 200, code: 0 },
      { method: 'cancel', httpMethod: 'POST', path: '/cancel', attempt: 1, outcome: 'api' },
    ])
    expect(entries[0].time).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(entries[0].ms).toBeGreaterThanOrEqual(0)
    expect(lines.join()).not.toContain('receipt-1')
    stop()
    await Bootpay.verify('receipt-1')
    expect(lines).toHaveLength(4)
  })

  it('OpenTelemetry makes a span for each request, within the span of the caller', async () => {
    const exporter = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
    trace.setGlobalTracerProvider(provider)
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    stop = traceRequests()
    try {
      await trace.getTracer('shop').startActiveSpan('order', async (span) => {
        await work()
        span.end()
      })
      const spans = exporter.getFinishedSpans()
      const order = spans.find(({ name }) => name === 'order')
      const requests = spans.filter((span) => span !== order)
      expect(requests.map(({ name, status }) => [name, status.code])).toEqual([
        ['bootpay getAccessToken', 0],
        ['bootpay verify', 2],
        ['bootpay verify', 0],
        ['bootpay cancel', 2],
      ])
      for (const { parentSpanContext, kind, duration } of requests) {
        expect(parentSpanContext?.spanId).toBe(order?.spanContext().spanId)
        expect(kind).toBe(2)
        expect(duration[0] * 1e9 + duration[1]).toBeGreaterThan(0)
      }
      expect(requests[1]?.attributes).toMatchObject({
        'http.request.method': 'GET',
        'url.template': '/receipt/:id',
        'http.response.status_code': 500,
        'error.type': 'api',
      })
      expect(requests[2]?.attributes).toMatchObject({ 'http.request.resend_count': 1, 'bootpay.code': 0 })
      expect(JSON.stringify(spans.map(({ name, attributes }) => [name, attributes]))).not.toContain(
        'receipt-1',
      )
    } finally {
      trace.disable()
      context.disable()
      await provider.shutdown()
    }
  })

  it('Prometheus counts each request by method and outcome, and its seconds', async () => {
    const registry = new Registry()
    stop = countRequests(registry)
    await work()
    const text = await registry.metrics()
    expect(text).toContain('bootpay_requests_total{method="verify",outcome="api",status="500"} 1')
    expect(text).toContain('bootpay_requests_total{method="verify",outcome="success",status="200"} 1')
    expect(text).toMatch(/bootpay_requests_total\{method="cancel",outcome="api",status="\d+"\} 1/)
    expect(text).toContain(
      'bootpay_request_duration_seconds_count{method="getAccessToken",outcome="success",status="200"} 1',
    )
    await sandbox.close()
    await Bootpay.verify('receipt-1', { maxRetries: 0 }).catch(() => {})
    expect(await registry.metrics()).toContain('{method="verify",outcome="conn",status="none"} 1')
  })
})
