import type { AxiosInstance, AxiosRequestConfig, InternalAxiosRequestConfig } from 'axios'
import { CallFailed } from '../failure'
import { loadAxios } from '../load'
import { adapter } from './adapter'
import { Attempt } from './attempt'
import { unusableAxios } from './explain'
import { withOurRules } from './hand-over'
import type { HttpRequest } from './message'

/** HTTP 클라이언트. The axios instance behind `$http`. */
export type HttpClient = AxiosInstance

/** Five settings and no more: axios merges each of them into every request, and the usual ones double its cost. */
const ownDefaults = (): AxiosRequestConfig => ({
  adapter,
  headers: { common: {}, delete: {}, get: {}, head: {}, post: {}, put: {}, patch: {} } as any,
  transformRequest: [],
  transformResponse: [],
  validateStatus: null,
})

/** The axios instance of one client, and what it was like before the user touched it. */
export class Client {
  readonly http: AxiosInstance
  readonly #methods: Partial<AxiosInstance>
  readonly #isMocked: boolean

  constructor() {
    const http = createInstance()
    this.http = http
    const { get, post, put, delete: remove, request } = http
    this.#methods = { get, post, put, delete: remove, request }
    this.#isMocked = http.getUri?.({ url: 'path' }) !== 'path'
    if (http.defaults) {
      const defaults = http.defaults as Record<string, unknown>
      // `create` copies what the application set on axios itself: none of it may reach a payment.
      for (const key of Object.keys(defaults)) delete defaults[key]
      Object.assign(defaults, ownDefaults())
    }
    if (!this.#isMocked) watchInterceptors(http)
  }

  /** One request by the method of 1.1.2, so that a spy on it or on `request` sees it. */
  send({ method, url, headers, body }: HttpRequest, attempt: Attempt): Promise<unknown> {
    const { http } = this
    const name = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'
    const config = { headers, ...this.#adapterFor(attempt), transport: attempt }
    // axios' own `get` and `post` do not pass through the instance's `request`, so a spy on that is called itself.
    const isSpied = http.request !== this.#methods.request
    const byRequest = isSpied || typeof http[name] !== 'function'
    if (byRequest && typeof http.request !== 'function') throw new CallFailed(unusableAxios())
    if (this.isMocked(name)) attempt.leave()
    if (byRequest) return http.request({ ...config, url, method: name, data: body })
    if (name === 'get' || name === 'delete') return http[name](url, config)
    return http[name](url, body, config)
  }

  /** Whether the application's tests have put something in place of axios, or of this method of the instance. */
  isMocked(method: string): boolean {
    const name = method.toLowerCase() as 'get'
    const { http } = this
    return this.#isMocked || http.request !== this.#methods.request || http[name] !== this.#methods[name]
  }

  /** Only an adapter of the user's needs to be told our rules, and a signal. */
  #adapterFor(attempt: Attempt): AxiosRequestConfig {
    const chosen = this.http.defaults?.adapter
    if (this.#isMocked || chosen === adapter) return {}
    const { getAdapter, defaults } = loadAxios()
    return {
      adapter: async (config) => {
        // An interceptor that sends requests again, as axios-retry does, may not send a charge again.
        if (attempt.wasReached && !attempt.isRepeatable) throw new Error('not repeatable')
        const send = getAdapter(chosen ?? defaults.adapter, config)
        attempt.enter()
        attempt.leave()
        return send(withOurRules(config, attempt))
      },
      signal: attempt.signal(),
    }
  }
}

/** What a mocked axios makes may be anything, or nothing. */
function createInstance(): AxiosInstance {
  const axios = loadAxios()
  try {
    const http: unknown = axios.create()
    if (http && (typeof http === 'object' || typeof http === 'function')) return http as AxiosInstance
  } catch {}
  throw new CallFailed(unusableAxios())
}

/** Notes on the attempt when an interceptor puts another adapter, or a config of its own, into a request. */
function watchInterceptors(http: AxiosInstance) {
  const manager = http.interceptors.request
  const use = manager.use.bind(manager)
  manager.use = (fulfilled, ...others) => {
    if (typeof fulfilled !== 'function') return use(fulfilled, ...others)
    return use(
      (config) => {
        const { transport: attempt, adapter } = config
        const changed = fulfilled(config)
        if (!(attempt instanceof Attempt)) return changed
        const look = (result: InternalAxiosRequestConfig) => {
          if (result?.transport !== attempt || result.adapter !== adapter) attempt.leave()
          return result
        }
        return isPromise(changed) ? changed.then(look) : look(changed)
      },
      ...others,
    )
  }
}

const isPromise = <Value>(value: Value | Promise<Value>): value is Promise<Value> =>
  typeof (value as Promise<Value> | undefined)?.then === 'function'
