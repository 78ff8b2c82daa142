import type { AcceptUnknown, SandboxOptions } from '../rules/options'

export const defaultPort = 4010

/** What the command line says. */
export interface CommandLine {
  help: boolean
  version: boolean
  quiet: boolean
  force: boolean
  options: SandboxOptions
  acceptUnknown: boolean
  /** What `acceptUnknown` makes of a receipt id. */
  unknownReceipt: AcceptUnknown
  /** A file for requests and answers. */
  record: string | undefined
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
    name: '--merchants',
    value: 'any',
    korean: '어떤 application ID와 키든 각각의 상점으로 받음. 명령을 실행할 때는 늘 그렇게 함',
    english: 'each application id is a merchant of its own, as it always is for a command',
    read: (line, value) => {
      if (value !== 'any') throw new TypeError(`--merchants는 any만 받습니다 (only any): ${value}`)
      line.options.merchants = value
    },
  },
  {
    name: '--seed',
    value: '<file>',
    korean: '처음부터 있을 결제, 빌링키, 예약 (JSON 파일)',
    english: 'receipts, billing keys and reservations to begin with, from a JSON file',
    read: (line, value) => {
      line.options.seed = value
    },
  },
  {
    name: '--accept-unknown',
    korean: '장부에 없는 receipt_id를 결제된 영수증으로 봄',
    english: 'a receipt id that the books do not know is a paid receipt',
    read: (line) => {
      line.acceptUnknown = true
    },
  },
  {
    name: '--price',
    value: '<won>',
    korean: '--accept-unknown과 함께: 그 금액. 기본값 1000',
    english: 'with --accept-unknown: its amount, 1000 if not given',
    read: (line, value) => {
      line.unknownReceipt.price = readWon(value)
    },
  },
  {
    name: '--order-id',
    value: '<id>',
    korean: '--accept-unknown과 함께: 그 주문번호',
    english: 'with --accept-unknown: its order id',
    read: (line, value) => {
      line.unknownReceipt.orderId = value
    },
  },
  {
    name: '--record',
    value: '<file>',
    korean: '요청과 응답을 JSON 줄로 파일에 덧붙임. 비밀 값은 가림',
    english: 'appends requests and answers to a file as JSON lines, with secrets masked',
    read: (line, value) => {
      line.record = value
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
    name: '--version',
    korean: '버전',
    english: 'prints the version of this package',
    read: (line) => {
      line.version = true
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

function readWon(value: string): number {
  if (/^\d{1,12}$/.test(value)) return Number(value)
  throw new TypeError(`--price는 원 단위의 숫자입니다 (a number of won): ${value}`)
}
