import { describe, expect, it } from 'vitest'
import { resendFeedback } from '../../src/api/webhook'
import { refusalOf } from '../support/refusal'

describe('resendFeedback', () => {
  it('sends the receipt and the address, once', () => {
    expect(resendFeedback({ receiptId: 'r1', webhookUrl: 'https://shop.example/feedback' })).toEqual({
      name: 'resendFeedback',
      method: 'POST',
      path: '/webhook',
      template: '/webhook',
      body: { receipt_id: 'r1', webhook_url: 'https://shop.example/feedback' },
      safety: 'once',
      advice: { korean: expect.stringMatching(/\.$/), english: expect.any(String) },
      secrets: [],
    })
  })

  it.each([
    ['receiptId', { webhookUrl: 'https://shop.example/' }],
    ['receiptId', { receiptId: '', webhookUrl: 'https://shop.example/' }],
    ['webhookUrl', { receiptId: 'r1' }],
    ['webhookUrl', { receiptId: 'r1', webhookUrl: '' }],
    ['webhookUrl', { receiptId: 'r1', webhookUrl: null }],
  ])('refuses a missing %s: %j', (field, data) => {
    refusalOf(() => resendFeedback(data as never), 'resendFeedback', field)
  })

  it('asks about a name that is almost right', () => {
    const data = { receiptId: 'r1', feedbackUrl: 'https://shop.example/' }
    expect(() => resendFeedback(data as never)).toThrow(/webhookUrl/)
  })
})
