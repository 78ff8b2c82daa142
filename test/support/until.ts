import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for something that happens soon in real time. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10)
}
