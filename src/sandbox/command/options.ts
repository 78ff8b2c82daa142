import type { SandboxOptions } from '../rules/options'
import { isLoopback } from '../rules/web-address'
import { type CommandLine, flags } from './flags'

// Not by `util.parseArgs`, which Node 18.0 does not have.
export function readCommandLine(args: readonly string[]): CommandLine {
  const line: CommandLine = {
    help: false,
    version: false,
    quiet: false,
    force: false,
    options: {},
    acceptUnknown: false,
    unknownReceipt: {},
    record: undefined,
    command: undefined,
    separated: false,
  }
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    // `npm exec` keeps the `--` for itself.
    if (argument === '--' || !argument.startsWith('-')) {
      line.separated = argument === '--'
      line.command = line.separated ? rest : [argument, ...rest]
      break
    }
    const [, name = argument, inline] = /^(--[^=]+)=(.*)$/s.exec(argument) ?? []
    const flag = flags.find((each) => each.name === name || each.short === name)
    if (flag === undefined || (inline !== undefined && flag.value === undefined)) {
      throw new TypeError(`모르는 옵션입니다 (unknown option): ${argument}`)
    }
    flag.read(line, flag.value === undefined ? '' : (inline ?? takeValue(name, rest)))
  }
  if (line.command?.length === 0) {
    throw new TypeError('-- 뒤에 실행할 명령이 필요합니다 (a command has to follow --)')
  }
  const { options, acceptUnknown, unknownReceipt } = line
  if (acceptUnknown) options.acceptUnknown = unknownReceipt
  else if (Object.keys(unknownReceipt).length > 0) {
    throw new TypeError('--price와 --order-id는 --accept-unknown과 함께 씁니다 (only with --accept-unknown)')
  }
  checkFeedbackUrl(options)
  return line
}

/** A value that begins with `--` is read as the next option, so this option has no value. */
function takeValue(name: string, rest: string[]): string {
  const value = rest.shift()
  if (value !== undefined && !value.startsWith('--')) return value
  throw new TypeError(`${name}에 값이 필요합니다 (needs a value)`)
}

// Refused at the start: otherwise the user would only notice that no webhook arrives.
function checkFeedbackUrl({ feedbackUrl: value, allowRemoteFeedback = false }: SandboxOptions): void {
  if (value === undefined) return
  let url: URL
  try {
    url = new URL(value)
  } catch {
    throw new TypeError(`--feedback-url이 주소가 아닙니다 (not a URL): ${value}`)
  }
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError(`--feedback-url은 http(s) 주소입니다 (http or https): ${value}`)
  if (!allowRemoteFeedback && !isLoopback(url.hostname)) {
    throw new TypeError(
      `--feedback-url이 외부 주소입니다 (not loopback; see --allow-remote-feedback): ${value}`,
    )
  }
}
