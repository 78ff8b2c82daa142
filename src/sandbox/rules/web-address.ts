export function isWebAddress(value: string): boolean {
  try {
    return /^https?:$/.test(new URL(value).protocol)
  } catch {
    return false
  }
}

/**
 * Names and addresses that never leave this machine. Not the client's `isLoopback` (core/config.ts): the sandbox imports
 * nothing of the client, and reads host names that people write (`LOCALHOST`, `[::1]`), not only those of a parsed URL.
 */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** A text as one part of a path, or as the id of an element. Half of a surrogate pair, which has no encoding, is replaced. */
export function pathPart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
