/** A line with control characters as escapes, so that a path in it cannot control the terminal. */
export function printable(line: string): string {
  return line.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
