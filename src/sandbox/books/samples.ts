import { hours } from '../rules/documented'
import type { Fields } from '../rules/shapes'
import { unixSeconds } from '../rules/time'
import type { Gateway } from './gateway'
import { certify } from './identity'
import { issueInWindow, payInWindow, reserveAhead } from './payment-window'

/*
 * The README samples share three fixed ids: one receipt that is verified, cancelled, submitted and certified, one
 * billing key, and one id that is a reservation as well as a billing key. So that each pasted sample works by itself
 * and any number of times, `readmeSamples` puts what a fixed id names into the state that its call needs.
 */

const receiptId = '612df0250d681b001de61de6'
const chargedKey = '612deb53019943001fb52312'
const deletedId = '612debc70d681b0039e6133d'

export function prepareSample(gateway: Gateway, template: string, id: string, fields: Fields): void {
  if (!gateway.settings.readmeSamples) return
  const subject = id || fields.receipt_id || fields.billing_key
  if (subject === receiptId) prepareReceipt(gateway, template)
  if (subject === chargedKey) prepareKey(gateway, chargedKey)
  if (subject === deletedId) prepareDeletion(gateway, template)
}

// Verify shows the receipt as the last call left it.
function prepareReceipt(gateway: Gateway, template: string): void {
  const sample = { price: 10_000, itemName: '테스트', receiptId }
  if (template === '/certificate/:receipt_id') certify(gateway, { receiptId })
  else if (template === '/submit') payInWindow(gateway, { ...sample, state: 'awaiting-approval' })
  else if (template === '/cancel' || !gateway.payments.has(receiptId)) payInWindow(gateway, sample)
}

function prepareKey(gateway: Gateway, billingKey: string): void {
  for (const [id, { order }] of gateway.reservations) {
    if (order.billingKey === billingKey) gateway.reservations.delete(id)
  }
  issueInWindow(gateway, { billingKey, method: 'card_rebill_rest' })
}

function prepareDeletion(gateway: Gateway, template: string): void {
  prepareKey(gateway, deletedId)
  if (!template.includes('reserve')) return
  const executeAt = unixSeconds(gateway.clock.now() + hours)
  reserveAhead(gateway, { billingKey: deletedId, price: 1_000, executeAt, reserveId: deletedId })
}
