import { isMethod, isProvider } from './catalogue'
import { immediateProviders, minimumPrice } from './documented'
import type { PayInput } from './inputs'
import { endOfDay } from './time'

/** Ends a check with what is wrong, in both languages. */
export type RefuseInput = (korean: string, english: string) => never

/** A payment with its gaps filled, as a test or a seed describes it. */
export interface PaymentInput extends Pick<PayInput, 'price' | 'taxFree' | 'accountExpireAt'> {
  readonly pg: string
  readonly method: string
  /** It waits, or waited, for an approval or for a deposit. */
  readonly awaits?: 'approval' | 'deposit' | undefined
}

/** What a payment must be like, from a helper or a seed. */
export function checkPayment(input: PaymentInput, refuse: RefuseInput): void {
  const { price, taxFree = 0, accountExpireAt, pg, method, awaits } = input
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
