/** The arguments of `tls.connect` or `socket.connect`, in whichever form they were passed. */
export interface ConnectArguments {
  readonly options: Record<string, unknown>
  readonly callback: (() => void) | undefined
}

/** Reads `(options)`, `(port, host, options)`, `(port, options)` and the one list that Node passes to itself. */
export function readConnectArguments(args: readonly unknown[]): ConnectArguments {
  const [first] = args
  const list: readonly unknown[] = Array.isArray(first) ? first : args
  const options: Record<string, unknown> = {}
  let callback: (() => void) | undefined
  list.forEach((argument, index) => {
    if (typeof argument === 'function') callback ??= argument as () => void
    else if (typeof argument === 'object' && argument !== null) Object.assign(options, argument)
    else if (index === 0) options.port = argument
    else if (typeof argument === 'string') options.host = argument
  })
  return { options, callback }
}
