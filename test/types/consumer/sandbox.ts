// What the sandbox shows fits the client's models, so a test may hand one where its program takes the other.
import type { BillingKey, PaymentData, Receipt, Reservation } from 'bootpay-backend-nodejs'
import type * as sandbox from 'bootpay-backend-nodejs/sandbox'
import type {
  SandboxBillingKey,
  SandboxPaymentData,
  SandboxReceipt,
  SandboxReservation,
} from 'bootpay-backend-nodejs/sandbox'

export const receipt = (shown: SandboxReceipt): Receipt => shown
export const paymentData = (shown: SandboxPaymentData): PaymentData => shown
export const billingKey = (shown: SandboxBillingKey): BillingKey => shown
export const reservation = (shown: SandboxReservation): Reservation => shown

// Programs that were compiled against 1.2.0 use the names without `Sandbox`.
exactly<SandboxReceipt>()({} as sandbox.Receipt)
exactly<SandboxPaymentData>()({} as sandbox.PaymentData)
exactly<SandboxBillingKey>()({} as sandbox.BillingKey)
exactly<SandboxReservation>()({} as sandbox.Reservation)
exactly<sandbox.SandboxLink>()({} as sandbox.Link)
