import { expect } from 'vitest'
import { type BootpayError, BootpayInputError } from '../../src'

/** The error that `run` throws or rejects with. */
export async function errorOf(run: () => unknown): Promise<BootpayError> {
  try {
    await run()
  } catch (error) {
    return error as BootpayError
  }
  throw new Error('nothing was thrown')
}

/** The error that `run` throws; it has to be an input error of `method` that names `field`. */
export function refusalOf(run: () => unknown, method: string, field = ''): BootpayError {
  let thrown: unknown
  try {
    run()
  } catch (error) {
    thrown = error
  }
  expect(thrown, 'it was accepted').toBeInstanceOf(BootpayInputError)
  const error = thrown as BootpayError
  expect({ ...error }).toEqual({ status: 400, code: -100, message: error.message })
  expect(error).toMatchObject({ type: 'input', method, attempts: 0, outcomeUnknown: false })
  expect(error.message).toContain(`${method}: ${field}`)
  return error
}
