import { hours, seconds } from './documented'

const koreaOffset = 9 * hours

/** The gateway writes Korean time without an offset: `2021-08-26 10:44:19`. */
export function koreanTime(at: number): string {
  return new Date(at + koreaOffset).toISOString().slice(0, 19).replace('T', ' ')
}

/** The one field with an offset: `2020-03-31 18:29:59 +0900`. */
export function koreanTimeWithOffset(at: number): string {
  return `${koreanTime(at)} +0900`
}

/** `2021-08`, to tell whether two moments lie in the same month in Korea. */
export function koreanMonth(at: number): string {
  return koreanTime(at).slice(0, 7)
}

/** The moment of a Korean time without an offset; undefined when it is none. */
export function koreanMoment(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text.replace(' ', 'T')}+09:00`)
  // Date.parse takes 31 February for a day in March.
  return isTime(at) && koreanTime(at) === text ? at : undefined
}

/** Whether the gateway can write this moment: its years have four digits. */
export function isTime(at: number): boolean {
  return at >= 0 && at < Date.UTC(9999, 0)
}

export function unixSeconds(at: number): number {
  return Math.floor(at / seconds)
}

/** Last second of a month in Korea; the month counts from 1. */
export function endOfMonth(year: number, month: number): number {
  return Date.UTC(year, month, 1) - koreaOffset - seconds
}

/** The same moment some years later. */
export function yearsAfter(at: number, years: number): number {
  const date = new Date(at)
  return date.setUTCFullYear(date.getUTCFullYear() + years)
}

/** Last second of a Korean day given as `YYYY-MM-DD`; undefined when it is no such day. */
export function endOfDay(day: string): number | undefined {
  return koreanMoment(`${day} 23:59:59`)
}
