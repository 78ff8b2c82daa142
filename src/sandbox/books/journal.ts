import { copyOf } from '../rules/copy'
import { journalLength } from '../rules/decisions'

/** A list that forgets its oldest entries, so that a sandbox can run for weeks. */
export class Journal<Entry> {
  readonly #entries: Entry[] = []

  add(entry: Entry): Entry {
    this.#entries.push(entry)
    if (this.#entries.length > journalLength) this.#entries.shift()
    return entry
  }

  /** The entries as of now; later changes do not reach them. */
  copy(): Entry[] {
    return copyOf(this.#entries)
  }
}
