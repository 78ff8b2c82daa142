import type { Fields } from '../rules/shapes'
import type { Gateway } from './gateway'
import { certify } from './identity'
import { payInWindow } from './payment-window'
import { putReceipt } from './seed'

/*
 * A program often begins with a receipt id that a browser brought from the payment window. `acceptUnknown` makes each
 * unknown id the receipt of that visit, in the state that the call expects.
 */

const usualPrice = 1_000

type Maker = (
  gateway: Gateway,
  receipt: { receiptId: string; price: number; orderId?: string | number },
) => void

const makers: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['/receipt/:receipt_id', putReceipt],
  ['/cancel', putReceipt],
  ['/delivery/start/:receipt_id', putReceipt],
  ['/webhook', putReceipt],
  ['/request/webhook', putReceipt],
  ['/submit', (gateway, receipt) => payInWindow(gateway, { ...receipt, state: 'awaiting-approval' })],
  ['/certificate/:receipt_id', (gateway, { receiptId }) => certify(gateway, { receiptId })],
])

/** Before a call: creates its receipt if `acceptUnknown` is on and the id is unknown. */
export function acceptUnknown(gateway: Gateway, template: string, id: string, fields: Fields): void {
  const accepted = gateway.settings.acceptUnknown
  const make = makers.get(template)
  const receiptId = id || fields.receipt_id
  if (accepted === undefined || make === undefined || typeof receiptId !== 'string') return
  if (receiptId === '' || gateway.payments.has(receiptId)) return
  make(gateway, { price: usualPrice, ...accepted, receiptId })
}
