import { failure } from '../../src/core/failure'

/** An error in JSON. A `code` of null: none, as in that of another server. */
export const answered = (httpStatus: number, code: number | null = -1) =>
  failure('api', 'x', {
    httpStatus,
    status: httpStatus,
    code: code ?? -100,
    gatewayCode: code !== null && code < 0 ? code : Number.NaN,
  })

export const unreadable = (httpStatus: number, incomplete = false) =>
  failure('invalid', 'x', { httpStatus, incomplete })
