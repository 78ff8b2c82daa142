/** The path of a request, decoded. */
export interface RequestPath {
  /** Decoded parts of the path. */
  readonly segments: readonly string[]
  /** The same as one line, without doubled slashes and the `.json` suffix. */
  readonly path: string
}

/**
 * Reads the request line as the gateway does: repeated slashes count as one and one trailing `.json` is dropped.
 * Undefined when an escape in it cannot be decoded.
 */
export function readRequestPath(url: string): RequestPath | undefined {
  const [rawPath = ''] = url.split('?')
  const parts = rawPath.split('/').filter((part) => part !== '')
  const last = parts.length - 1
  try {
    const segments = parts.map((part, index) =>
      decodeURIComponent(index === last ? part.replace(/\.json$/, '') : part),
    )
    return { segments, path: `/${segments.join('/')}` }
  } catch {
    return undefined
  }
}
