import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SandboxAddress } from './address'

/**
 * The processes that a program starts before its sandbox listens, as a primary of node:cluster does with its workers,
 * cannot be told the address: they get a file that is going to hold it.
 */
export class UrlFile {
  readonly #address: SandboxAddress
  #file: string | undefined

  constructor(address: SandboxAddress) {
    this.#address = address
  }

  /** The path of the file; made when first asked for. */
  get path(): string {
    this.#file ??= this.#make()
    return this.#file
  }

  #make(): string {
    const folder = mkdtempSync(join(tmpdir(), 'bootpay-sandbox-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'url')
    this.#address.whenKnown(({ origin }) => {
      // In one step, for a reader at any time.
      writeFileSync(`${file}.new`, origin)
      renameSync(`${file}.new`, file)
    })
    return file
  }
}

/** Calls `use` with what the file holds as soon as it does, or with nothing when the process that makes it has ended. */
export function waitForUrl(file: string, use: (url: string | undefined) => void): void {
  if (existsSync(file)) use(readFileSync(file, 'utf8'))
  else if (existsSync(dirname(file))) setTimeout(waitForUrl, 5, file, use)
  else use(undefined)
}
