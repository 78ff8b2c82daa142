import { refusal } from './error'
import { argument } from './fields'
import { isRecord, own } from './objects'
import { only } from './rules'

/** 접속 환경. Which of the gateway's hosts is called. */
export type BootpayMode = 'production' | 'stage' | 'development'

/** 설정 옵션. The fourth argument of `setConfig`. */
export interface BootpayOptions {
  /** 다른 주소. Another address of the gateway, such as a sandbox's: https, or http on this machine. Default: the host of `mode`. */
  baseUrl?: string | undefined
  /**
   * 제한 시간(ms). For a whole call: token, waits, retries and the last byte of the answer. Default 60000. A call that
   * may be repeated waits at first for this divided by `maxRetries + 1`; the last try has all that is left.
   */
  timeout?: number | undefined
  /** 재시도 횟수. How often a call that may be repeated is repeated, 0 to 5. Default 2. Never repeats what moves money. */
  maxRetries?: number | undefined
}

/** 호출 옵션. The last argument of every method that calls the gateway. */
export interface BootpayCallOptions {
  /** 취소 신호. Ends the call, also while it waits for a token or for its next try. */
  signal?: AbortSignal | undefined
  /** 이 호출의 제한 시간(ms). See {@link BootpayOptions.timeout}. */
  timeout?: number | undefined
  /** 이 호출의 재시도 횟수, 0~5. See {@link BootpayOptions.maxRetries}. A token request, which calls share, keeps that of `setConfig`. */
  maxRetries?: number | undefined
}

/** One merchant's settings. Never changed: `setConfig` makes new ones, and calls keep those they began with. */
export interface Config {
  readonly applicationId: string
  readonly privateKey: string
  readonly mode: BootpayMode
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string
  readonly timeout: number
  readonly maxRetries: number
}

const hosts: Record<BootpayMode, string> = {
  production: 'https://api.bootpay.co.kr',
  stage: 'https://stage-api.bootpay.co.kr',
  development: 'https://dev-api.bootpay.co.kr',
}

/** What holds until `setConfig` is called. */
export const unconfigured = { mode: 'production', origin: hosts.production } as const

/** The longest a timer can wait. */
const longestTimeout = 2 ** 31 - 1

export function readConfig(
  applicationId: unknown,
  privateKey: unknown,
  mode: unknown,
  options: unknown,
): Config {
  if (options !== undefined && options !== null && !isOptions(options)) {
    throw configError('options는 객체여야 합니다', 'options must be an object')
  }
  // A misspelt `baseUrl` must not send a test to the real gateway.
  argument('setConfig', 'options', options ?? {}, only('baseUrl', 'timeout', 'maxRetries'), 'config')
  const given = (name: string) =>
    argument('setConfig', name, options ?? {}, (source) => own(source, name), 'config')
  const known = readMode(mode)
  const baseUrl = given('baseUrl')
  return {
    applicationId: readKey('applicationId', applicationId),
    privateKey: readKey('privateKey', privateKey),
    mode: known,
    origin: baseUrl === undefined ? hosts[known] : readOrigin(baseUrl),
    timeout: readTimeout('setConfig', given('timeout')) ?? 60_000,
    maxRetries: readMaxRetries('setConfig', given('maxRetries')) ?? 2,
  }
}

export function sameConfig(one: Config, other: Config): boolean {
  return (Object.keys(one) as (keyof Config)[]).every((key) => one[key] === other[key])
}

/** The options of one call, checked before anything is sent. */
export function readCallOptions(method: string, options: unknown): BootpayCallOptions {
  if (options === undefined || options === null) return {}
  if (!isOptions(options)) {
    throw refusal(
      'input',
      method,
      'options는 { signal, timeout, maxRetries } 객체여야 합니다',
      'options must be an object { signal, timeout, maxRetries }',
    )
  }
  // A misspelt `timeout` must not wait for a minute.
  argument(method, 'options', options, only('signal', 'timeout', 'maxRetries'))
  const given = (name: string) => argument(method, name, options, (source) => own(source, name))
  const signal = given('signal')
  if (signal !== undefined && signal !== null && !isSignal(signal)) {
    throw refusal('input', method, 'signal은 AbortSignal이어야 합니다', 'signal must be an AbortSignal')
  }
  return {
    signal: signal ?? undefined,
    timeout: readTimeout(method, given('timeout')),
    maxRetries: readMaxRetries(method, given('maxRetries')),
  }
}

/** A signal in place of `{ signal }` would have no effect. */
const isOptions = (options: unknown): options is object => isRecord(options) && !isSignal(options)

/** By its parts: it may be of another realm, such as jsdom's. */
function isSignal(value: unknown): value is AbortSignal {
  if (typeof value !== 'object' || value === null) return false
  try {
    const { aborted, addEventListener } = value as AbortSignal
    return typeof aborted === 'boolean' && typeof addEventListener === 'function'
  } catch {
    return false
  }
}

function readKey(name: string, value: unknown): string {
  // `${process.env.X}` makes text of what is not there.
  const isUnset = value === undefined || value === null || value === 'undefined' || value === 'null'
  if (isUnset || (typeof value === 'string' && value.trim() === '')) {
    const [korean, english] = isUnset ? [`${value}입니다`, `is ${value}`] : ['비어 있습니다', 'is empty']
    throw configError(
      `${name} 값이 ${korean}. 환경 변수가 설정되어 있는지 확인하세요`,
      `${name} ${english}: is the environment variable set?`,
    )
  }
  if (typeof value !== 'string') {
    throw configError(`${name} 값은 문자열이어야 합니다`, `${name} must be text`)
  }
  if (value.trim() !== value || value.length > 4096 || /\p{Cc}/u.test(value)) {
    throw configError(
      `${name} 값에 앞뒤 공백이나 제어 문자가 있습니다`,
      `${name} has space around it or control characters`,
    )
  }
  return value
}

/** A blank mode means production, as in 1.1.2. */
function readMode(mode: unknown): BootpayMode {
  if (mode === undefined || mode === null || (typeof mode === 'string' && mode.trim() === ''))
    return 'production'
  if (typeof mode === 'string' && Object.hasOwn(hosts, mode)) return mode as BootpayMode
  throw configError(
    'mode는 production, stage, development 중 하나여야 합니다',
    'mode must be production, stage or development',
  )
}

function readOrigin(baseUrl: unknown): string {
  let url: URL
  try {
    url = new URL(baseUrl as string)
  } catch {
    throw configError('baseUrl은 URL이어야 합니다', 'baseUrl must be a URL')
  }
  // Plain http would show the private key to everyone on the way.
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw configError('baseUrl은 https 주소여야 합니다', 'baseUrl must be https, or http on this machine')
  }
  if (url.username || url.password || url.search || url.hash || url.pathname.replaceAll('/', '')) {
    throw configError(
      'baseUrl에는 호스트와 포트만 지정할 수 있습니다',
      'baseUrl takes a host and a port, without user, path or query',
    )
  }
  return url.origin
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function readTimeout(method: string, timeout: unknown): number | undefined {
  if (timeout === undefined) return undefined
  if (typeof timeout === 'number' && timeout > 0 && timeout <= longestTimeout) return timeout
  throw refusal(
    method === 'setConfig' ? 'config' : 'input',
    method,
    'timeout은 0보다 큰 밀리초여야 합니다',
    'timeout must be a number of milliseconds above 0',
  )
}

function readMaxRetries(method: string, maxRetries: unknown): number | undefined {
  if (maxRetries === undefined) return undefined
  if (Number.isInteger(maxRetries) && (maxRetries as number) >= 0 && (maxRetries as number) <= 5) {
    return maxRetries as number
  }
  throw refusal(
    method === 'setConfig' ? 'config' : 'input',
    method,
    'maxRetries는 0부터 5까지의 정수여야 합니다',
    'maxRetries must be a whole number from 0 to 5',
  )
}

const configError = (korean: string, english: string) => refusal('config', 'setConfig', korean, english)
