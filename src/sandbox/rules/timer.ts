/** Longest time of a timer, in ms: Node runs at once what should wait longer. */
export const longestTimer = 2 ** 31 - 1

/** Lets the process end before the timer does. In jest's environment of jsdom a timer is a number. */
export function unref(timer: NodeJS.Timeout): void {
  timer.unref?.()
}
