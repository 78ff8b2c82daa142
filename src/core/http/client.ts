import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import { CallFailed } from '../failure'
import { loadAxios } from '../load'
import { adapter } from './adapter'
import type { Attempt } from './attempt'
import { unusableAxios } from './explain'
import { watched } from './hand-over'
import { watchInterceptors } from './interceptors'
import type { HttpRequest } from './message'

/** HTTP 클라이언트. The axios instance behind `$http`. */
export type HttpClient = AxiosInstance

type MethodName = 'get' | 'post' | 'put' | 'delete'

/**
 * Sets our adapter. The other defaults that users expect to find and change are made when they are first read, because
 * axios merges every default into every request, even an empty one.
 */
function setDefaults(defaults: object) {
  const groups = ['common', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put']
  const headers = definedOnRead({}, Object.fromEntries(groups.map((name) => [name, () => ({})])))
  Object.assign(defaults, { adapter, headers })
  definedOnRead(defaults, {
    transformRequest: () => [],
    transformResponse: () => [],
    validateStatus: () => null,
  })
}

/** `target` with properties that are made when they are first read, and only then are enumerable. */
function definedOnRead(target: object, makers: Record<string, () => unknown>): object {
  for (const [name, make] of Object.entries(makers)) {
    const define = (value: unknown) => {
      Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
      return value
    }
    Object.defineProperty(target, name, { get: () => define(make()), set: define, configurable: true })
  }
  return target
}

const methodNames = ['get', 'post', 'put', 'delete', 'request'] as const

/** The axios instance of one client, and its original methods, to notice mocks and spies. */
export class Client {
  readonly http: AxiosInstance
  readonly #methods: Partial<AxiosInstance> = {}
  readonly #isMocked: boolean

  constructor() {
    const http = createInstance()
    this.http = http
    this.#isMocked = isAxiosItself(http) || !emptyDefaults(http) || !worksAsAxios(http)
    if (this.#isMocked) return
    // axios makes all its methods by one function, so their source is the same. Any other method is a mock's.
    const code = String(http.getUri)
    for (const name of methodNames) {
      if (String(http[name]) === code) Object.assign(this.#methods, { [name]: http[name] })
    }
    setDefaults(http.defaults)
    watchInterceptors(http)
  }

  /** One request. By the method that 1.1.2 used if that is mocked or spied on, else by `request`, as axios' `get` does. */
  send({ method, url, headers, body }: HttpRequest, attempt: Attempt): Promise<unknown> {
    const { http } = this
    const name = method.toLowerCase() as MethodName
    const config = { headers, ...this.#adapterFor(attempt), transport: attempt }
    if (this.isMocked(method)) attempt.handOver()
    if (!this.#isReplaced(name) || typeof http[name] !== 'function') {
      if (typeof http.request !== 'function') throw new CallFailed(unusableAxios())
      return http.request({ ...config, url, method: name, ...(body !== undefined && { data: body }) })
    }
    if (name === 'get' || name === 'delete') return http[name](url, config)
    return http[name](url, body, config)
  }

  /** Whether the application's tests have put something in place of axios, or of this method of the instance. */
  isMocked(method: string): boolean {
    return this.#isReplaced(method.toLowerCase() as MethodName) || this.#isReplaced('request')
  }

  #isReplaced(name: MethodName | 'request'): boolean {
    return this.#isMocked || this.http[name] !== this.#methods[name]
  }

  /** An adapter that the user set is wrapped, so that it keeps our rules, and gets a signal. */
  #adapterFor(attempt: Attempt): AxiosRequestConfig {
    const chosen = this.http.defaults?.adapter
    if (chosen === adapter || (this.#isMocked && !isAxiosItself(this.http))) return {}
    return { adapter: watched(chosen, attempt), signal: attempt.signal() }
  }
}

/** A mocked `axios.create` may return anything, or nothing. */
function createInstance(): AxiosInstance {
  const axios = loadAxios()
  try {
    const http: unknown = axios.create()
    if (http && (typeof http === 'object' || typeof http === 'function')) return http as AxiosInstance
  } catch {}
  throw new CallFailed(unusableAxios())
}

/** Whether a mocked `create` returned axios itself, whose defaults belong to the application. */
function isAxiosItself({ defaults }: AxiosInstance): boolean {
  return defaults !== undefined && defaults === loadAxios().defaults
}

/**
 * `create` copies the defaults that the application set on axios itself: none of them may reach a payment. Returns whether
 * they could be removed; those of a mock may be frozen.
 */
function emptyDefaults({ defaults }: AxiosInstance): boolean {
  return Object.keys(defaults ?? {}).every((key) => Reflect.deleteProperty(defaults, key))
}

/** Whether it works as an instance of axios does; that of a mock may be anything. */
function worksAsAxios(http: AxiosInstance): boolean {
  try {
    return http.getUri({ url: 'path' }) === 'path' && typeof http.interceptors.request.use === 'function'
  } catch {
    return false
  }
}
