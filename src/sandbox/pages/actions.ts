import { setTimeout as wait } from 'node:timers/promises'
import type { Gateway } from '../books/gateway'
import { certify } from '../books/identity'
import { depositTo, issueInWindow, payInWindow } from '../books/payment-window'
import { refusedCards } from '../rules/decisions'
import { days, hours, minutes } from '../rules/documented'
import { refuse } from '../rules/errors'
import { amount, requiredPrice, requiredText, text, whole } from '../rules/fields'
import type { Fields } from '../rules/shapes'
import { isTime } from '../rules/time'
import { cardNumber } from './payment-page'

type Action = (gateway: Gateway, fields: Fields) => unknown

/** The buttons of the books, by the last part of their address. They do what a sandbox's helpers do in a test. */
const actions: Readonly<Record<string, Action>> = {
  pay,
  deposit: (gateway, fields) => depositTo(gateway, requiredText(fields, 'receipt_id')),
  certify: (gateway) => certify(gateway, {}),
  'billing-key': issueKey,
  clock: moveClock,
}

export function findAction(name: string): Action | undefined {
  return Object.hasOwn(actions, name) ? actions[name] : undefined
}

const paymentStates = ['paid', 'awaiting-approval', 'awaiting-deposit'] as const

function pay(gateway: Gateway, fields: Fields): void {
  const state = paymentStates.find((known) => known === text(fields, 'state')) ?? 'paid'
  const itemName = text(fields, 'item_name')
  const orderId = text(fields, 'order_id')
  payInWindow(gateway, {
    price: requiredPrice(fields, 'price'),
    taxFree: amount(fields, 'tax_free') ?? 0,
    // Only virtual accounts wait for a deposit, so the state decides.
    method: state === 'awaiting-deposit' ? 'vbank' : requiredText(fields, 'method'),
    state,
    ...(itemName === undefined ? {} : { itemName }),
    ...(orderId === undefined ? {} : { orderId }),
  })
}

function issueKey(gateway: Gateway, fields: Fields): void {
  const card = text(fields, 'card')
  if (card !== undefined && !refusedCards.has(card)) refuse('malformedField', 'card')
  issueInWindow(gateway, card === undefined ? {} : { cardNo: cardNumber(card) })
}

const units: ReadonlyMap<string, number> = new Map([
  ['minutes', minutes],
  ['hours', hours],
  ['days', days],
])
const longestMove = 3_660 * days

/** Longest wait for webhook receivers, in ms; what ends later appears on the page by itself. */
const longestWait = 1_000

async function moveClock(gateway: Gateway, fields: Fields): Promise<void> {
  const step = text(fields, 'step') ?? 'custom'
  const [count, unit] =
    step === 'custom' ? [whole(fields, 'count') ?? 0, text(fields, 'unit') ?? ''] : [Number(step), 'minutes']
  const milliseconds = count * (units.get(unit) ?? refuse('malformedField', 'unit'))
  const isMove = milliseconds > 0 && milliseconds <= longestMove && isTime(gateway.clock.now() + milliseconds)
  if (!isMove) refuse('malformedField', 'count')
  const move = gateway.clock.advance(milliseconds)
  await Promise.race([move, wait(longestWait, undefined, { ref: false })])
}
