#!/usr/bin/env node
import { type Sandbox, startSandbox } from './index'
import type { SandboxOptions } from './rules/inputs'
import { isLoopback } from './rules/settings'
import type { RequestEntry } from './rules/shapes'

const defaultPort = 4010

const usage = `bootpay-sandbox: 부트페이 v1 게이트웨이를 내 컴퓨터에서 (the Bootpay v1 gateway on your own machine)

  --port <number>           포트, 기본값 ${defaultPort} (port, ${defaultPort} if not given; 0 takes a free one)
  --feedback-url <url>      일반 결제 웹훅을 받을 주소 (where webhooks of ordinary payments go)
  --allow-remote-feedback   웹훅을 외부로도 보냄 (lets webhooks leave this machine)
  --help                    도움말 (this text)
`

void main(process.argv.slice(2))

/** Exit codes: 0 ended by the user, 1 could not start, 2 wrong command line. */
async function main(args: string[]): Promise<void> {
  let options: SandboxOptions | 'help'
  try {
    options = readOptions(args)
  } catch (error) {
    return stop(2, `${messageOf(error)} (--help)`)
  }
  if (options === 'help') {
    process.stdout.write(usage)
    return
  }
  try {
    const sandbox = await startSandbox({ ...options, onRequest: printRequest })
    printWelcome(sandbox)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close())
  } catch (error) {
    stop(
      1,
      isPortInUse(error) ? `이미 사용 중인 포트입니다: ${options.port} (port in use)` : messageOf(error),
    )
  }
}

// By hand, because the parser that comes with Node is younger than Node 18.0.
function readOptions(args: readonly string[]): SandboxOptions | 'help' {
  const options: SandboxOptions = { port: defaultPort }
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [, name = argument, inline] = /^(--[^=]+)=(.*)$/s.exec(argument) ?? []
    const value = () => inline ?? rest.shift() ?? needsValue(name)
    if (argument === '--help' || argument === '-h') return 'help'
    if (argument === '--allow-remote-feedback') options.allowRemoteFeedback = true
    else if (name === '--port') options.port = readPort(value())
    else if (name === '--feedback-url') options.feedbackUrl = value()
    else throw new TypeError(`모르는 옵션입니다 (unknown option): ${argument}`)
  }
  if (options.feedbackUrl !== undefined) checkFeedbackUrl(options.feedbackUrl, options.allowRemoteFeedback)
  return options
}

function needsValue(name: string): never {
  throw new TypeError(`${name}에 값이 필요합니다 (needs a value)`)
}

function readPort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new TypeError(`--port는 0에서 65535 사이의 숫자입니다 (a number from 0 to 65535): ${value}`)
}

// Better told at the start than found out when no webhook arrives.
function checkFeedbackUrl(value: string, allowRemote = false): void {
  let url: URL
  try {
    url = new URL(value)
  } catch {
    throw new TypeError(`--feedback-url이 주소가 아닙니다 (not a URL): ${value}`)
  }
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError(`--feedback-url은 http(s) 주소입니다 (http or https): ${value}`)
  if (!allowRemote && !isLoopback(url.hostname)) {
    throw new TypeError(
      `--feedback-url이 외부 주소입니다 (not loopback; see --allow-remote-feedback): ${value}`,
    )
  }
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

/** A path may hold anything; a terminal must not obey it. */
function printable(line: string): string {
  return line.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}

function stop(exitCode: number, line: string): void {
  process.stderr.write(`bootpay-sandbox: ${line}\n`)
  process.exitCode = exitCode
}
