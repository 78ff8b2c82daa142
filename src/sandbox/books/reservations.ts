import { reservationStatus, reservationsPerBillingKey, seconds } from '../rules/documented'
import { refuse } from '../rules/errors'
import { number, text } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { isTime } from '../rules/time'
import { charge, chargeableKey, readOrder } from './billing'
import type { Gateway } from './gateway'
import { objectId } from './ids'
import type { ChargeOrder, ReservationRecord } from './records'

/** `POST /subscribe/billing/reserve`: a charge for later. */
export function reserve(gateway: Gateway, fields: Fields): ReservationRecord {
  const order = readOrder(fields)
  const type = text(fields, 'scheduler_type') ?? 'oneshot'
  if (type !== 'oneshot') refuse('schedulerType', type)
  const executeAt = Math.trunc(number(fields, 'execute_at') || refuse('missingField', 'execute_at'))
  chargeableKey(gateway, order)
  const waiting = Array.from(gateway.reservations.values()).filter(
    (other) => other.status === reservationStatus.waiting && other.order.billingKey === order.billingKey,
  )
  if (waiting.length >= reservationsPerBillingKey) refuse('tooManyReservations', order.billingKey)
  return recordReservation(gateway, order, executeAt)
}

export function recordReservation(
  gateway: Gateway,
  order: ChargeOrder,
  executeAt: number,
  id?: string,
): ReservationRecord {
  if (!isTime(executeAt * seconds)) refuse('malformedField', 'execute_at')
  const createdAt = gateway.clock.now()
  const record: ReservationRecord = {
    id: id ?? objectId(createdAt),
    order,
    executeAt,
    createdAt,
    status: reservationStatus.waiting,
  }
  gateway.reservations.set(record.id, record)
  gateway.clock.schedule(executeAt * seconds, () => execute(gateway, record))
  return record
}

/** `DELETE /subscribe/billing/reserve/:reserve_id`: only before the money moves. */
export function cancelReservation(gateway: Gateway, id: string): void {
  const record = gateway.reservations.get(id) ?? refuse('unknownReservation', id)
  if (record.status !== reservationStatus.waiting) refuse('reservationOver', `status ${record.status}`)
  record.status = reservationStatus.cancelled
}

function execute(gateway: Gateway, record: ReservationRecord): void {
  if (record.status !== reservationStatus.waiting) return
  try {
    record.receiptId = charge(gateway, record.order).id
    record.status = reservationStatus.done
  } catch (error) {
    record.status = reservationStatus.failed
    record.message = error instanceof Error ? error.message : String(error)
  }
}
