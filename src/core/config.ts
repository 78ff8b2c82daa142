import { refusal } from './error'
import { argument } from './fields'
import { isRecord, own } from './objects'
import { only } from './rules'

/** 접속 환경. 어느 부트페이 서버에 요청할지입니다. Which of the gateway's hosts is called. */
export type BootpayMode = 'production' | 'stage' | 'development'

/** 설정 옵션. `setConfig`의 넷째 인자입니다. The fourth argument of `setConfig`. */
export interface BootpayOptions {
  /** 다른 주소, 예: 샌드박스. https, 또는 이 컴퓨터의 http만 됩니다. 기본은 `mode`의 주소입니다. */
  baseUrl?: string | undefined
  /**
   * 호출 하나의 제한 시간(ms), 기본 60000. 토큰, 기다림, 재시도, 응답의 마지막 바이트까지입니다. 다시 보낼 수 있는 호출은
   * 한 번에 이 시간을 `maxRetries + 1`로 나눈 만큼 기다리고, 마지막 시도는 남은 시간을 모두 씁니다.
   */
  timeout?: number | undefined
  /** 재시도 횟수, 0~5, 기본 2. 돈이 움직이는 요청은 다시 보내지 않습니다. */
  maxRetries?: number | undefined
}

/** 호출 옵션. 부트페이에 요청하는 메서드의 마지막 인자입니다. The last argument of every method that calls the gateway. */
export interface BootpayCallOptions {
  /** 취소 신호. 토큰이나 다음 시도를 기다리는 동안에도 호출을 끝냅니다. */
  signal?: AbortSignal | undefined
  /** 이 호출의 제한 시간(ms), 0 초과: {@link BootpayOptions.timeout} */
  timeout?: number | undefined
  /** 이 호출의 재시도 횟수, 0~5: {@link BootpayOptions.maxRetries}. 여러 호출이 함께 쓰는 토큰 요청은 `setConfig`의 값을 따릅니다. */
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

/** The mode and the address before `setConfig` is called. */
export const unconfigured = { mode: 'production', origin: hosts.production } as const

/** The longest time of a timer of Node, in ms. */
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
  const modeRead = readMode(mode)
  const baseUrl = given('baseUrl')
  return {
    applicationId: readKey('applicationId', applicationId),
    privateKey: readKey('privateKey', privateKey),
    mode: modeRead,
    origin: baseUrl === undefined ? hosts[modeRead] : readOrigin(baseUrl),
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

/** Refuses an `AbortSignal` in place of `{ signal }`: it would have no effect. */
const isOptions = (options: unknown): options is object => isRecord(options) && !isSignal(options)

/** Not by `instanceof`: the signal may be of another realm, such as jsdom's. */
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
  // `${process.env.X}` turns an unset variable into the text 'undefined'.
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
  // Over plain http, anyone on the network could read the private key.
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw configError(
      'baseUrl은 https 주소이거나 이 컴퓨터의 http 주소여야 합니다',
      'baseUrl must be https, or http on this machine',
    )
  }
  if (url.username || url.password || url.search || url.hash || url.pathname.replaceAll('/', '')) {
    throw configError(
      'baseUrl에는 호스트와 포트만 지정할 수 있습니다',
      'baseUrl takes a host and a port, without user, path or query',
    )
  }
  return url.origin
}

/** For the hostname of a parsed URL. The sandbox has a function of its own: it imports nothing of the client. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function readTimeout(method: string, timeout: unknown): number | undefined {
  if (timeout === undefined) return undefined
  if (typeof timeout === 'number' && timeout > 0 && timeout <= longestTimeout) return timeout
  throw refusal(
    method === 'setConfig' ? 'config' : 'input',
    method,
    `timeout은 0보다 크고 ${longestTimeout} 이하인 밀리초여야 합니다`,
    `timeout must be milliseconds above 0, at most ${longestTimeout}`,
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
