import { Refusal, type Rule } from './rules'

/** An amount above 0, as a number or as text. */
export const amount: Rule<number | string> = (value) => {
  const written = readAmount(value)
  if (Number(written) > 0) return written
  throw new Refusal('값은 0보다 큰 금액(원)이어야 합니다', 'must be an amount above 0')
}

/** A part of an amount, such as the tax-free part: 0 or more. */
export const amountOrZero: Rule<number | string> = (value) => {
  const written = readAmount(value)
  if (Number(written) >= 0) return written
  throw new Refusal('값은 0 이상의 금액(원)이어야 합니다', 'must be an amount of 0 or more')
}

/** The price of a cancel. The gateway refunds everything when it is absent, and also when it is 0, empty or `null`. */
export const refundAmount: Rule<number | string | undefined> = (value) => {
  if (value === undefined) return undefined
  if (value === null || ((typeof value === 'number' || typeof value === 'string') && Number(value) === 0)) {
    throw new Refusal(
      '값은 0보다 큰 금액(원)이어야 합니다. 전액을 취소하려면 price를 빼세요',
      'must be an amount above 0; for a full cancel leave price out',
    )
  }
  return amount(value)
}

/**
 * Databases write an amount as text with a fraction of zeros, which is dropped. Two decimals are accepted, because a
 * payment may be in dollars. An amount with more was calculated, and only the caller knows how to round it.
 */
function readAmount(value: unknown): number | string {
  if (value === undefined || value === '') throw new Refusal('값이 필요합니다', 'is required')
  if (value === null) return Number.NaN
  if (Number.isNaN(value)) {
    throw new Refusal(
      '값이 NaN입니다. 계산에 쓴 값을 확인하세요',
      'is NaN: look at what it was calculated from',
    )
  }
  if (typeof value !== 'number' && typeof value !== 'string') {
    throw new Refusal('값은 숫자나 숫자로 된 문자열이어야 합니다', 'must be a number, or digits as text')
  }
  const [, whole, fraction = ''] = parts(String(value))
  const isTooLarge =
    typeof value === 'number' ? Math.abs(value) > Number.MAX_SAFE_INTEGER : (whole ?? '').length > mostDigits
  if (isTooLarge) throw new Refusal('값이 너무 큽니다', 'is too large')
  const decimals = fraction.replace(/0+$/, '')
  if (decimals.length > 2 || (whole === undefined && typeof value === 'number')) {
    throw new Refusal(
      '값의 소수점 아래는 두 자리까지입니다. 계산한 금액은 반올림하세요',
      'may have two decimals at most: round what was calculated',
    )
  }
  if (whole === undefined) {
    throw new Refusal(
      '값은 쉼표, 공백, 단위 없이 숫자로만 적으세요',
      'must be digits alone, without commas, spaces or a currency',
    )
  }
  if (typeof value === 'number') return value
  return decimals === '' ? whole : `${whole}.${fraction.slice(0, 2)}`
}

/** The whole part and the fraction. A text of more than 80 characters is no amount, and is not searched. */
const parts = (text: string) => (text.length <= 80 && /^(-?\d+)(?:\.(\d+))?$/.exec(text)) || []

/** A number holds this many digits exactly. */
const mostDigits = 15
