import { type Sandbox, startSandbox } from '../index'
import type { SandboxOptions } from '../rules/options'
import type { RequestEntry } from '../rules/shapes'
import { printable } from './printable'
import { recorder } from './record'

/** The sandbox alone, until a signal ends it. */
export async function serve(options: SandboxOptions, record: string | undefined): Promise<void> {
  const write = recorder(record)
  const onRequest = (entry: RequestEntry) => {
    printRequest(entry)
    write(entry)
  }
  const sandbox = await startSandbox({ ...options, onRequest })
  // Where `head` reads no more, the log ends and the sandbox goes on.
  process.stdout.on('error', () => undefined)
  printWelcome(sandbox)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close())
}

function printWelcome({ url, applicationId, privateKey }: Sandbox): void {
  process.stdout.write(`부트페이 샌드박스 (Bootpay sandbox)

  주소 (URL)            ${url}
  장부 (books)          ${url}/
  application ID        ${applicationId}
  private key           ${privateKey}

Bootpay.setConfig('${applicationId}', '${privateKey}', 'production', { baseUrl: '${url}' })

끝내려면 Ctrl-C (Ctrl-C ends it)
`)
}

function printRequest({ received_at, method, path, status, code, hint }: RequestEntry): void {
  const result = [
    status ?? 'no answer',
    code ? `code ${code}` : '',
    hint ? `${hint.rule}: ${hint.korean} (${hint.english})` : '',
  ]
  const line = [received_at.slice(11), method.padEnd(6), path, ...result]
    .filter((part) => part !== '')
    .join(' ')
  process.stdout.write(`${printable(line)}\n`)
}
