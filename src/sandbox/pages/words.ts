import type { Payment, PaymentStep } from '../books/entities'
import { status } from '../rules/documented'
import type { LinkState } from '../rules/shapes'
import type { Words } from './html'

/** How good a state is; its colour shows it. */
type Tone = 'good' | 'waiting' | 'back' | 'bad' | 'quiet'

export interface State {
  readonly words: Words
  readonly tone: Tone
}

const paymentStates: ReadonlyMap<number, State> = new Map([
  [status.waiting, { words: ['결제 대기', 'requested'], tone: 'quiet' }],
  [status.paid, { words: ['결제 완료', 'paid'], tone: 'good' }],
  [status.beforeApproval, { words: ['승인 대기', 'awaiting approval'], tone: 'waiting' }],
  [status.approving, { words: ['승인 중', 'approving'], tone: 'waiting' }],
  [status.billingKeyIssued, { words: ['빌링키 발급', 'key issued'], tone: 'good' }],
  [status.cancelled, { words: ['결제 취소', 'cancelled'], tone: 'back' }],
  [status.failedBeforeApproval, { words: ['결제 실패', 'failed'], tone: 'bad' }],
  [status.approvalFailed, { words: ['승인 실패', 'approval failed'], tone: 'bad' }],
  [status.virtualAccountCancelled, { words: ['입금 기한 만료', 'lapsed'], tone: 'bad' }],
  [status.billingKeyDeleted, { words: ['빌링키 삭제', 'key deleted'], tone: 'back' }],
])

/** The state in words, which say more than the status number. */
export function stateOf(payment: Payment): State {
  if (payment.status === status.paid && payment.method === 'auth')
    return { words: ['인증 완료', 'certified'], tone: 'good' }
  if (payment.status === status.paid && payment.cancelledPrice > 0)
    return { words: ['부분 취소', 'cancelled in part'], tone: 'back' }
  if (isAwaitingDeposit(payment)) return { words: ['입금 대기', 'awaiting deposit'], tone: 'waiting' }
  return paymentStates.get(payment.status) ?? { words: ['알 수 없음', 'unknown'], tone: 'quiet' }
}

export function isAwaitingDeposit(payment: Payment): boolean {
  return payment.status === status.beforeApproval && payment.virtualAccount !== undefined
}

export const linkStates: Readonly<Record<LinkState, State>> = {
  created: { words: ['생성됨', 'created'], tone: 'quiet' },
  opened: { words: ['열림', 'opened'], tone: 'waiting' },
  paid: { words: ['결제됨', 'paid'], tone: 'good' },
  'awaiting-approval': { words: ['승인 대기', 'awaiting approval'], tone: 'waiting' },
  'awaiting-deposit': { words: ['입금 대기', 'awaiting deposit'], tone: 'waiting' },
  declined: { words: ['거절됨', 'declined'], tone: 'bad' },
  closed: { words: ['닫힘', 'closed'], tone: 'back' },
  expired: { words: ['만료됨', 'expired'], tone: 'bad' },
}

/** By the number that the API shows. */
export const reservationStates: readonly State[] = [
  { words: ['대기', 'waiting'], tone: 'waiting' },
  { words: ['실행됨', 'done'], tone: 'good' },
  { words: ['실패', 'failed'], tone: 'bad' },
  { words: ['취소됨', 'cancelled'], tone: 'back' },
]

export const stepStates: Readonly<Record<PaymentStep['step'], State>> = {
  requested: { words: ['요청', 'requested'], tone: 'quiet' },
  approved: { words: ['승인', 'approved'], tone: 'good' },
  cancelled: { words: ['취소', 'cancelled'], tone: 'back' },
  failed: { words: ['실패', 'failed'], tone: 'bad' },
  lapsed: { words: ['기한 만료', 'lapsed'], tone: 'bad' },
  'key-issued': { words: ['빌링키 발급', 'key issued'], tone: 'good' },
  'key-deleted': { words: ['빌링키 삭제', 'key deleted'], tone: 'back' },
}

const methodNames: ReadonlyMap<string, Words> = new Map([
  ['card', ['카드', 'Card']],
  ['bank', ['계좌이체', 'Bank transfer']],
  ['vbank', ['가상계좌', 'Virtual account']],
  ['phone', ['휴대폰', 'Mobile phone']],
  ['kakao', ['카카오페이', 'KakaoPay']],
  ['npay', ['네이버페이', 'Naver Pay']],
  ['payco', ['페이코', 'PAYCO']],
  ['easy', ['간편결제', 'Easy pay']],
  ['easy_card', ['카드 간편결제', 'Easy card']],
  ['easy_bank', ['계좌 간편결제', 'Easy bank']],
  ['card_rebill', ['정기결제 카드', 'Recurring card']],
  ['card_rebill_rest', ['정기결제 카드', 'Recurring card']],
  ['auth', ['본인인증', 'Identity check']],
])

export function methodWords(method: string): Words {
  return methodNames.get(method) ?? [method, method]
}

/** What a customer may choose from when the merchant leaves it open. */
export const usualMethods: readonly string[] = ['card', 'bank', 'vbank', 'phone', 'kakao', 'npay', 'payco']
