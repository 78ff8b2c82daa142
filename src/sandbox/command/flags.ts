import type { SandboxOptions } from '../rules/options'

export const defaultPort = 4010

/** What the command line says. */
export interface CommandLine {
  help: boolean
  quiet: boolean
  force: boolean
  options: SandboxOptions
  /** The program to run with its arguments; undefined for the sandbox alone. */
  command: readonly string[] | undefined
  /** Whether `--` came before it. */
  separated: boolean
}

interface Flag {
  readonly name: string
  readonly short?: string
  /** How the help calls its value; a flag without one is a switch. */
  readonly value?: string
  readonly korean: string
  readonly english: string
  readonly read: (line: CommandLine, value: string) => void
}

/** Every option of the command; the help shows them in this order. */
export const flags: readonly Flag[] = [
  {
    name: '--port',
    value: '<number>',
    korean: `포트. 기본값 ${defaultPort}, 명령을 실행할 때는 빈 포트`,
    english: `port; ${defaultPort} if not given, a free one for a command; 0 takes a free one`,
    read: (line, value) => {
      line.options.port = readPort(value)
    },
  },
  {
    name: '--feedback-url',
    value: '<url>',
    korean: '일반 결제 웹훅을 받을 주소',
    english: 'where webhooks of ordinary payments go',
    read: (line, value) => {
      line.options.feedbackUrl = value
    },
  },
  {
    name: '--allow-remote-feedback',
    korean: '웹훅을 외부로도 보냄',
    english: 'lets webhooks leave this machine',
    read: (line) => {
      line.options.allowRemoteFeedback = true
    },
  },
  {
    name: '--quiet',
    korean: '명령 앞뒤의 안내와 요약을 쓰지 않음',
    english: 'no line before a command, no summary after it',
    read: (line) => {
      line.quiet = true
    },
  },
  {
    name: '--force',
    korean: 'NODE_ENV가 production이어도 실행',
    english: 'runs a command even where NODE_ENV is production',
    read: (line) => {
      line.force = true
    },
  },
  {
    name: '--help',
    short: '-h',
    korean: '도움말',
    english: 'this text',
    read: (line) => {
      line.help = true
    },
  },
]

function readPort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new TypeError(`--port는 0에서 65535 사이의 숫자입니다 (a number from 0 to 65535): ${value}`)
}
