/** A path may hold anything; a terminal must not obey it. */
export function printable(line: string): string {
  return line.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
