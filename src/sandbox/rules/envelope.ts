/** What every API answer looks like. */
export interface Envelope {
  status: number
  code: number
  message?: string
  data?: unknown
}
