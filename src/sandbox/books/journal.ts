import { copyOf } from '../rules/copy'
import { journalLength } from '../rules/decisions'

export interface Numbered<Entry> {
  /** How many entries came before; stays the same when the journal forgets them. */
  readonly number: number
  readonly entry: Entry
}

/** A list that forgets its oldest entries, so that a sandbox can run for weeks. */
export class Journal<Entry> {
  readonly #entries: Entry[] = []
  #forgotten = 0

  add(entry: Entry): Entry {
    this.#entries.push(entry)
    if (this.#entries.length > journalLength) {
      this.#entries.shift()
      this.#forgotten++
    }
    return entry
  }

  /** The entries as of now; later changes do not reach them. */
  copy(): Entry[] {
    return copyOf(this.#entries)
  }

  /** The entries themselves, for a page that is made at once. */
  numbered(): Numbered<Entry>[] {
    return this.#entries.map((entry, index) => ({ number: this.#forgotten + index, entry }))
  }
}
