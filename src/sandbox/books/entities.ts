import type { RefusedCard } from '../rules/decisions'
import type { Fields, SandboxHint } from '../rules/shapes'

/*
 * What the books hold. Times are milliseconds; views.ts turns them into what the wire shows.
 */

export interface AccessToken {
  readonly value: string
  readonly issuedAt: number
  readonly expiresAt: number
  revoked: boolean
}

export interface UserToken {
  readonly value: string
  readonly expiresAt: number
}

interface Card {
  readonly masked: string
  readonly quota: number
  readonly approvalNumber: string
}

interface VirtualAccount {
  readonly account: string
  readonly bankcode: string
  readonly accountholder: string
  readonly depositor: string
  readonly expiresAt: number
}

export interface Certificate {
  readonly username: string
  readonly birth: string
  readonly gender: string
  readonly phone: string
  readonly carrier: string
  readonly foreigner: boolean
  readonly unique: string
  readonly di: string
}

export interface FeedbackTarget {
  readonly url: string
  readonly contentType: 'json' | 'urlencoded'
}

/** A step in the life of a payment, drawn by the pages. */
export interface PaymentStep {
  readonly at: number
  readonly step: 'requested' | 'approved' | 'cancelled' | 'failed' | 'lapsed' | 'key-issued' | 'key-deleted'
  readonly price: number
}

export interface Payment {
  readonly id: string
  readonly orderId: string
  readonly itemName: string
  readonly price: number
  readonly taxFree: number
  pg: string
  method: string
  readonly params: unknown
  readonly userInfo: Fields
  readonly requestedAt: number
  readonly transaction: string
  readonly steps: PaymentStep[]
  status: number
  purchasedAt?: number
  revokedAt?: number
  cancelledPrice: number
  cancelledTaxFree: number
  readonly cancelIds: Set<string>
  partlyCancelledAt?: number
  card?: Card
  virtualAccount?: VirtualAccount
  certificate?: Certificate
  /** The card will be refused at approval. */
  refusedCard?: RefusedCard
  /** Set for payments by a billing key, whose webhooks have their own shape and address. */
  billing?: { readonly feedback: FeedbackTarget | undefined }
  delivery?: { readonly number: string; readonly courier: string }
}

export interface BillingKey {
  readonly id: string
  readonly pg: string
  readonly method: 'card_rebill' | 'card_rebill_rest'
  readonly cardNo: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly receiptId: string | undefined
  deleted: boolean
}

/** What a charge needs, now or at its time. */
export interface ChargeOrder {
  readonly billingKey: string
  readonly itemName: string
  readonly price: number
  readonly taxFree: number
  readonly orderId: string
  readonly quota: number
  readonly userInfo: Fields
  readonly feedback: FeedbackTarget | undefined
  readonly rawData: boolean
  readonly params: unknown
}

export interface Reservation {
  readonly id: string
  readonly order: ChargeOrder
  /** Unix seconds, as the wire has it. */
  readonly executeAt: number
  readonly createdAt: number
  status: number
  receiptId?: string
  message?: string
  hint?: SandboxHint
}

export interface Link {
  readonly id: string
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly orderId: string
  readonly name: string
  readonly price: number
  readonly taxFree: number
  readonly pg: string | undefined
  readonly method: string | undefined
  readonly methods: readonly string[]
  readonly params: unknown
  readonly userInfo: Fields
  readonly returnUrl: string | undefined
  readonly accountExpireAt: number | undefined
  /** The receipt of the customer's latest try. */
  receiptId?: string
  /** Its page was shown since the latest try. */
  isOpened: boolean
}
