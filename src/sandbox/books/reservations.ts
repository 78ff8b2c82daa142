import { reservationStatus, reservationsPerBillingKey, seconds } from '../rules/documented'
import { GatewayError, refuse } from '../rules/errors'
import { number, text } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { isTime } from '../rules/time'
import { charge, chargeableKey, readOrder } from './billing'
import type { ChargeOrder, Reservation } from './entities'
import type { Gateway } from './gateway'
import { objectId } from './ids'

/** `POST /subscribe/billing/reserve`: a charge for later. */
export function reserve(gateway: Gateway, fields: Fields): Reservation {
  const order = readOrder(fields)
  const type = text(fields, 'scheduler_type') ?? 'oneshot'
  if (type !== 'oneshot') refuse('schedulerType', type)
  const executeAt = Math.trunc(number(fields, 'execute_at') || refuse('missingField', 'execute_at'))
  chargeableKey(gateway, order)
  const waiting = Array.from(gateway.reservations.values()).filter(
    (other) => other.status === reservationStatus.waiting && other.order.billingKey === order.billingKey,
  )
  if (waiting.length >= reservationsPerBillingKey) refuse('tooManyReservations', order.billingKey)
  return addReservation(gateway, order, executeAt)
}

export function addReservation(
  gateway: Gateway,
  order: ChargeOrder,
  executeAt: number,
  id?: string,
): Reservation {
  if (!isTime(executeAt * seconds)) refuse('malformedField', 'execute_at')
  const createdAt = gateway.clock.now()
  const reservation: Reservation = {
    id: id ?? objectId(createdAt),
    order,
    executeAt,
    createdAt,
    status: reservationStatus.waiting,
  }
  gateway.reservations.set(reservation.id, reservation)
  gateway.clock.schedule(executeAt * seconds, () => execute(gateway, reservation))
  return reservation
}

/** `DELETE /subscribe/billing/reserve/:reserve_id`: only before the money moves. */
export function cancelReservation(gateway: Gateway, id: string): void {
  const reservation = gateway.reservations.get(id) ?? refuse('unknownReservation', id)
  if (reservation.status !== reservationStatus.waiting)
    refuse('reservationOver', `status ${reservation.status}`)
  reservation.status = reservationStatus.cancelled
}

function execute(gateway: Gateway, reservation: Reservation): void {
  // A test may have put another one under the same id.
  const isCurrent = gateway.reservations.get(reservation.id) === reservation
  if (!isCurrent || reservation.status !== reservationStatus.waiting) return
  try {
    reservation.receiptId = charge(gateway, reservation.order).id
    reservation.status = reservationStatus.done
  } catch (error) {
    reservation.status = reservationStatus.failed
    if (!(error instanceof GatewayError)) throw error
    reservation.message = error.gatewayMessage
    reservation.hint = error.hint
  }
}
