import { isMethod, isProvider } from './catalogue'
import { immediateProviders, minimumPrice } from './documented'
import type { IssueBillingKeyInput, PayInput } from './inputs'
import type { SeedReceiptState } from './seed'
import { endOfDay } from './time'

/** Ends a check with what is wrong, in both languages. */
export type RefuseInput = (korean: string, english: string) => never

/** A payment with its gaps filled, as a test or a seed describes it. */
export interface PaymentInput extends Pick<PayInput, 'price' | 'taxFree' | 'accountExpireAt'> {
  readonly pg: string
  readonly method: string
  readonly state: SeedReceiptState
}

/** States in which a payment waits, or waited, for an approval or for a deposit. */
const awaited: ReadonlyMap<SeedReceiptState, 'approval' | 'deposit'> = new Map([
  ['awaiting-approval', 'approval'],
  ['approval-failed', 'approval'],
  ['awaiting-deposit', 'deposit'],
  ['deposit-lapsed', 'deposit'],
])

/** The method of a payment that names none. */
export function usualMethod(state: SeedReceiptState): string {
  return awaited.get(state) === 'deposit' ? 'vbank' : 'card'
}

/** What a payment must be like, from a helper or a seed. */
export function checkPayment(input: PaymentInput, refuse: RefuseInput): void {
  const { price, taxFree = 0, accountExpireAt, pg, method } = input
  const awaits = awaited.get(input.state)
  if (method === 'auth')
    refuse(
      '본인인증은 certify나 시드의 certificates로 합니다',
      'an identity check is made by certify, or by certificates of a seed',
    )
  if (price < minimumPrice)
    refuse(`price는 ${minimumPrice} 이상의 정수입니다`, `an integer from ${minimumPrice}: ${price}`)
  if (taxFree > price) refuse('taxFree는 price의 일부입니다', `a part of price: ${taxFree}`)
  if (accountExpireAt !== undefined && endOfDay(accountExpireAt) === undefined)
    refuse('accountExpireAt은 YYYY-MM-DD입니다', `a day: ${accountExpireAt}`)
  if (!isProvider(pg)) refuse('모르는 PG사입니다', `unknown pg: ${pg}`)
  if (!isMethod(method)) refuse('모르는 결제수단입니다', `unknown method: ${method}`)
  if (awaits === 'deposit' && method !== 'vbank') refuse('가상계좌만 입금을 기다립니다', 'vbank only')
  if (awaits === 'approval' && (method === 'vbank' || immediateProviders.has(pg)))
    refuse('승인 단계가 없습니다', `no approval stage: ${pg} ${method}`)
}

/** What a card that is registered must be like, from a helper or a seed. */
export function checkIssue({ pg, method, receiptId }: IssueBillingKeyInput, refuse: RefuseInput): void {
  if (pg !== undefined && !isProvider(pg)) refuse('모르는 PG사입니다', `unknown pg: ${pg}`)
  if (method === 'card_rebill_rest' && receiptId !== undefined)
    refuse('receiptId는 결제창 발급(card_rebill)에만 있습니다', 'receiptId is for method card_rebill')
}
