import type { Agent } from 'node:http'
import type { AxiosInstance, AxiosRequestConfig, AxiosStatic } from 'axios'
import type { Clock } from '../clock'
import { abortFailure, CallFailed, type Failure, timeoutFailure } from '../failure'
import { loadAxios, loadHttp, loadHttps } from '../load'
import { onAbort, type Patience } from '../time-limit'
import { sendDirectly } from './adapter'
import { Attempt, largestAnswer } from './attempt'
import type { HttpAnswer, HttpRequest } from './message'

/** HTTP 클라이언트. The axios instance behind `$http`. */
export type HttpClient = AxiosInstance

/** A server that does not even take the connection has had enough time after this. */
const connectTimeout = 10_000
const sockets = 64

const pools = new Map<string, Agent>()

/** One pool for the process, whatever the number of clients. */
function agent(encrypted: boolean, pooled: boolean): Agent {
  const kind = `${encrypted} ${pooled}`
  const found = pools.get(kind) ?? makeAgent(encrypted, pooled)
  pools.set(kind, found)
  return found
}

/** TLS is checked even if the environment says not to. */
function makeAgent(encrypted: boolean, keepAlive: boolean): Agent {
  // A limit for each host: under one for all, a host's idle sockets would keep another's requests waiting.
  const limits = { keepAlive, maxSockets: sockets }
  if (!encrypted) return new (loadHttp().Agent)(limits)
  // `ca` named, so that a polluted Object.prototype cannot lend one.
  return new (loadHttps().Agent)({
    ...limits,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ca: undefined,
  })
}

/**
 * The only file that imports axios; nothing that axios throws or answers leaves it. Requests go the short way, by
 * `sendDirectly`, until somebody wants of axios what only axios can do.
 */
export class Transport {
  #loaded: Loaded | undefined
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The axios instance. Its defaults and interceptors are the user's to set, and hold for every request from then on. */
  get http(): AxiosInstance {
    return this.#load().http
  }

  #load(): Loaded {
    if (!this.#loaded) {
      const axios = loadAxios()
      const http = axios.create()
      const defaults = http.defaults as Record<string, unknown>
      // `create` copies what the application set on axios itself: none of it may reach a payment.
      for (const key of Object.keys(defaults)) delete defaults[key]
      Object.assign(defaults, ownDefaults())
      this.#loaded = {
        http,
        getAdapter: axios.getAdapter,
        defaults: { ...defaults },
        request: http.request,
      }
    }
    return this.#loaded
  }

  /** One request, at most `patience` long, from the first socket to the last byte. */
  exchange(request: HttpRequest, patience: Patience): Promise<HttpAnswer> {
    const attempt = new Attempt(request.url.startsWith('https:'), request.pooled)
    return new Promise<HttpAnswer>((resolve, reject) => {
      let stopSignal = () => {}
      const settled = () => {
        stopTimer()
        stopSignal()
      }
      const end = (failed: Failure) => {
        settled()
        reject(new CallFailed(failed))
        attempt.destroy()
      }
      const stopTimer = this.#deadline(attempt, patience.ms, end)
      stopSignal = onAbort(patience.signal, () => end(abortFailure(attempt.maySent)))
      this.#send(request, attempt).then(
        (answer) => {
          settled()
          resolve(answer)
        },
        (error) => {
          settled()
          const answer = answerIn(error, attempt)
          if (answer) resolve(answer)
          else reject(new CallFailed(attempt.explain(error)))
        },
      )
    })
  }

  /** One timer, for all of it and for the connection from when that is begun: not while the request waits its turn. */
  #deadline(attempt: Attempt, ms: number, end: (failed: Failure) => void): () => void {
    const clock = this.#clock
    const endsAt = clock.now() + ms
    let connectBy = Number.POSITIVE_INFINITY
    attempt.onConnecting = () => {
      connectBy = clock.now() + connectTimeout
    }
    const look = () => {
      const now = clock.now()
      const next = Math.min(endsAt, attempt.isConnecting ? connectBy : endsAt)
      if (now >= next) end(timeoutFailure(attempt.maySent))
      else stop = clock.after(Math.min(next - now, connectTimeout), look)
    }
    let stop = clock.after(Math.min(ms, connectTimeout), look)
    return () => stop()
  }

  /** axios is for what somebody asked of it, and for proxies; all else it would only pass through. */
  async #send(request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
    attempt.isAlone = !this.#loaded || isUntouched(this.#loaded)
    if (!attempt.isAlone || mayBeProxied(attempt.encrypted))
      return sendByAxios(this.#load(), request, attempt)
    return sendDirectly(request, agent(attempt.encrypted, request.pooled), attempt)
  }
}

async function sendByAxios(loaded: Loaded, request: HttpRequest, attempt: Attempt): Promise<HttpAnswer> {
  const { defaults } = loaded.http
  const agentName = attempt.encrypted ? 'httpsAgent' : 'httpAgent'
  const response = await loaded.http.request({
    url: request.url,
    method: request.method.toLowerCase(),
    headers: request.headers,
    data: request.body,
    [agentName]: defaults[agentName] ?? agent(attempt.encrypted, request.pooled),
    transport: attempt,
    // Only adapters of the user's own need a signal; axios' http adapter is ended through the request itself.
    signal: attempt.signal(),
    // Plain http is this machine: a proxy from the environment would read the body.
    ...(!attempt.encrypted && { proxy: defaults.proxy ?? false }),
    // An interceptor that repeats requests may not repeat a charge, whatever adapter the user chose.
    ...(!request.pooled && { adapter: attempt.once(loaded.getAdapter(defaults.adapter)) }),
  } as AxiosRequestConfig)
  return answerOf(response, attempt)
}

/** Whether the environment names a proxy for TLS; whether NO_PROXY takes it back is for axios to say. */
function mayBeProxied(encrypted: boolean): boolean {
  return encrypted && proxyVariables.some((name) => process.env[name])
}
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']

interface Loaded {
  http: AxiosInstance
  getAdapter: AxiosStatic['getAdapter']
  /** As they were made, to see later whether the user changed any. */
  defaults: Record<string, unknown>
  request: unknown
}

/** No interceptor, and every default as it was made. */
function isUntouched({ http, defaults, request }: Loaded): boolean {
  if (http.request !== request) return false
  for (const manager of [http.interceptors.request, http.interceptors.response]) {
    const { handlers } = manager as { handlers?: unknown[] }
    if (!handlers || handlers.length > 0) return false
  }
  const now = http.defaults as Record<string, unknown>
  const keys = Object.keys(now)
  if (keys.length !== Object.keys(defaults).length) return false
  for (const key of keys) if (now[key] !== defaults[key]) return false
  // These lists are made empty, and can be filled in place.
  if ([http.defaults.transformRequest, http.defaults.transformResponse].flat().length > 0) return false
  for (const headers of Object.values(http.defaults.headers)) {
    if (typeof headers !== 'object' || Object.keys(headers as object).length > 0) return false
  }
  return true
}

/** Every setting that counts, spelled out. Redirects are refused: a followed one may charge again, or elsewhere. */
function ownDefaults(): AxiosRequestConfig {
  return {
    adapter: 'http',
    headers: { common: {}, delete: {}, get: {}, head: {}, post: {}, put: {}, patch: {} } as any,
    maxRedirects: 0,
    maxContentLength: largestAnswer,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
    allowAbsoluteUrls: true,
    transitional: { silentJSONParsing: true, forcedJSONParsing: false, clarifyTimeoutError: true },
  }
}

interface ResponseLike {
  status?: unknown
  data?: unknown
  headers?: unknown
}

function answerOf(response: unknown, attempt: Attempt): HttpAnswer {
  const like = (typeof response === 'object' && response !== null ? response : {}) as ResponseLike
  const stated = typeof like.status === 'number' ? like.status : undefined
  // An interceptor such as `response => response.data` hands on the body alone; only the body has a `code`.
  if (!('data' in like) || (!('headers' in like) && 'code' in like)) {
    return { status: attempt.status ?? stated ?? 200, body: response, retryAfter: undefined }
  }
  return {
    status: stated ?? attempt.status ?? 200,
    body: like.data,
    retryAfter: header(like.headers, 'retry-after'),
  }
}

/** An answer that axios or a user's adapter rejected with, because of a `validateStatus` of the user's. */
function answerIn(error: unknown, attempt: Attempt): HttpAnswer | undefined {
  const response = (error as { response?: ResponseLike } | null | undefined)?.response
  return response?.data !== undefined && attempt.isWhole
    ? answerOf({ headers: {}, ...response }, attempt)
    : undefined
}

function header(headers: unknown, name: string): string | undefined {
  const found = Object.entries((headers ?? {}) as Record<string, unknown>).find(
    ([key]) => key.toLowerCase() === name,
  )
  return found === undefined ? undefined : String(found[1])
}
