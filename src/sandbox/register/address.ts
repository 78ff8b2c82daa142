/** Where a sandbox listens. */
export interface Address {
  readonly origin: string
  readonly host: string
  readonly port: number
}

/** The address of the sandbox, which may still be starting; what connects before that waits for it. */
export class SandboxAddress {
  #address: Address | undefined
  readonly #waiting: ((address: Address) => void)[] = []

  set(url: string): void {
    const { origin, hostname, port } = new URL(url)
    this.#address = { origin, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) }
    for (const use of this.#waiting.splice(0)) use(this.#address)
  }

  /** Calls `use` with the address: at once if it is known. */
  whenKnown(use: (address: Address) => void): void {
    if (this.#address === undefined) this.#waiting.push(use)
    else use(this.#address)
  }
}
