/*
 * Names of parameters that the caller gave: whether one is misspelt, and how a message may show it.
 */

/** Whether `given` is `known` in another spelling (`receipt_id`, `orderid`) or with a letter wrong in a word. */
export function isMisspelt(given: string, known: string): boolean {
  if (given.length > longestName) return false
  const [letters, target] = [lettersOf(given), lettersOf(known)]
  if (letters === target) return true
  if (Math.abs(letters.length - target.length) > 2 * mostMistakes) return false
  const [words, targets] = [wordsOf(given), wordsOf(known)]
  if (words.length === targets.length) return words.every((word, index) => isNearly(word, targets[index]!))
  // Otherwise `canceled`, written as one word, would count as a misspelt `cancelId`.
  const last = targets.at(-1)!
  const keepsLast = last.length > 2 || letters.endsWith(last)
  return words.length === 1 && target.length >= 7 && keepsLast && mistakesIn(letters, target) <= 1
}

/** Whether `given` may be meant for the required name `known`, which is missing. Less strict than `isMisspelt`. */
export function mayMean(given: string, known: string): boolean {
  if (given.length > longestName) return false
  if (isMisspelt(given, known)) return true
  const [letters, target] = [lettersOf(given), lettersOf(known)]
  return target.length >= 4 && mistakesIn(letters, target) <= (target.length < 5 ? 1 : mostMistakes)
}

/** Names as a message may show them: those that are long, hold digits or could garble a terminal are only counted. */
export function listed(names: readonly string[]): string {
  const printable = names.filter(isHarmless).slice(0, mostListed)
  const more = names.length - printable.length
  return [...printable, ...(more > 0 ? [`… +${more}`] : [])].join(', ')
}

const longestName = 40
const mostListed = 8
const mostMistakes = 2

/** Whether it is a name of letters of any script, with fewer digits than an id, a card number or a key has. */
function isHarmless(name: string): boolean {
  const isName = name.length <= longestName && /^[\p{L}_$][\p{L}\p{N}_$.-]*$/u.test(name)
  return isName && name.replace(/\P{N}/gu, '').length < 4
}

const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const wordsOf = (name: string) =>
  name
    .replace(/([a-z\d])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** In a short word the first letter has to be right, or swapped: `sender` is not `gender`, but `egnder` is. */
function isNearly(word: string, target: string): boolean {
  if (word === target || word === `${target}s`) return true
  if (target.length < 3) return false
  if (target.length < 7 && word[0] !== target[0] && sorted(word) !== sorted(target)) return false
  return mistakesIn(word, target) <= (target.length < 8 ? 1 : mostMistakes)
}

const sorted = (word: string) => [...word].sort().join('')

/** How many letters are wrong, missing, too many, or swapped with their neighbour. */
function mistakesIn(word: string, target: string): number {
  // The edit distance (optimal string alignment), with the last two rows of its table.
  let before: number[] = []
  let last = Array.from({ length: target.length + 1 }, (_, index) => index)
  for (let row = 1; row <= word.length; row++) {
    const current = [row]
    for (let column = 1; column <= target.length; column++) {
      const isSame = word[row - 1] === target[column - 1]
      const isSwap = row > 1 && word[row - 2] === target[column - 1] && word[row - 1] === target[column - 2]
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwap ? before[column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = current
  }
  return last[target.length]!
}
