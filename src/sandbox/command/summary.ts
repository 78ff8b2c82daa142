import type { Sandbox } from '../index'
import type { RequestEntry } from '../rules/shapes'
import { functionOf } from './functions'
import { printable } from './printable'

/** Counts while a command runs: the books forget their oldest requests. */
export class Tally {
  readonly #functions = new Map<string, number>()
  readonly #refusals = new Map<string, number>()
  requests = 0

  readonly note = ({ method, path, status, code, hint }: RequestEntry): void => {
    this.requests++
    const name = printable(functionOf(method, path))
    add(this.#functions, name)
    if (status === undefined || status >= 400) {
      const reason = [code, hint?.rule].filter((part) => part !== undefined).join(' ')
      add(
        this.#refusals,
        `${name} ${status ?? '응답 없음 (no answer)'}${reason === '' ? '' : ` (${reason})`}`,
      )
    }
  }

  /** The totals, one line each; a line whose count is 0 is left out, but for the requests. */
  summary({ merchants }: Sandbox): string {
    const receipts = merchants.flatMap((merchant) => merchant.receipts)
    const paid = receipts.filter(({ price, purchased_at }) => price > 0 && purchased_at)
    const cancelled = receipts.filter(({ cancelled_price }) => cancelled_price > 0)
    const feedbacks = merchants.flatMap((merchant) => merchant.feedbacks)
    const answered = feedbacks.filter((feedback) => feedback.answered).length
    const lines = [
      ['요청 (requests)', this.requests, list(this.#functions)],
      ['결제 (payments)', paid.length, won(paid.map(({ price }) => price))],
      ['취소 (cancels)', cancelled.length, won(cancelled.map(({ cancelled_price }) => cancelled_price))],
      ['거절 (refusals)', sum(this.#refusals.values()), list(this.#refusals)],
      [
        '웹훅 (webhooks)',
        feedbacks.length,
        `OK ${answered}, 응답 없음 (not answered) ${feedbacks.length - answered}`,
      ],
    ] as const
    return lines
      .filter(([, count], index) => index === 0 || count > 0)
      .map(
        ([title, count, detail]) => `  ${title.padEnd(16)} ${count}${detail === '' ? '' : `: ${detail}`}\n`,
      )
      .join('')
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function list(counts: Map<string, number>): string {
  return Array.from(counts, ([name, count]) => `${name} ${count}`).join(', ')
}

function won(amounts: readonly number[]): string {
  return `${sum(amounts).toLocaleString('ko-KR')}원`
}

function sum(amounts: Iterable<number>): number {
  return Array.from(amounts).reduce((total, amount) => total + amount, 0)
}
