export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * One thing measured: for each subject one number per round. Subjects take turns within a round, so what disturbs
 * the machine disturbs neighbours alike, and a ratio is the median of the ratios within rounds.
 */
export class Figure {
  rounds = {}

  constructor(id, title, unit) {
    Object.assign(this, { id, title, unit })
  }

  add(subject, value) {
    this.rounds[subject] ??= []
    this.rounds[subject].push(value)
  }

  value(subject) {
    return this.rounds[subject] && median(this.rounds[subject])
  }

  ratio(subject, other) {
    const [mine, theirs] = [this.rounds[subject], this.rounds[other]]
    return mine && theirs && median(mine.map((value, round) => value / theirs[round]))
  }

  /** How much more than `other`, in the figure's own unit. */
  excess(subject, other) {
    const [mine, theirs] = [this.rounds[subject], this.rounds[other]]
    return mine && theirs && median(mine.map((value, round) => value - theirs[round]))
  }
}
