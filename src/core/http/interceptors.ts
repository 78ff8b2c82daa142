import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios'
import { isPromise } from '../objects'
import { watched } from './hand-over'
import { attemptOf } from './under-way'

/**
 * Keeps a request watched when a request interceptor of the application replaces its adapter or its config, or a
 * response interceptor sends it again.
 */
export function watchInterceptors({ interceptors }: AxiosInstance) {
  const manager = interceptors.request
  const use = manager.use.bind(manager)
  manager.use = (fulfilled, ...others) => {
    if (typeof fulfilled !== 'function') return use(fulfilled, ...others)
    return use(
      (config) => {
        const attempt = attemptOf(config)
        if (!attempt) return fulfilled(config)
        const { adapter } = config
        // A retry library sends the config of a failed request again.
        if (attempt.wasReached && !attempt.isRepeatable) throw new Error('not repeatable')
        const watch = (changed: InternalAxiosRequestConfig) => {
          const chosen = changed.adapter ?? adapter
          changed.adapter = chosen === adapter ? adapter : watched(chosen, attempt)
          changed.transport = attempt
          return changed
        }
        const changed = fulfilled(config)
        return isPromise(changed) ? changed.then(watch) : watch(changed)
      },
      ...others,
    )
  }
  // A response interceptor may send with an adapter of its own, which only a request interceptor sees.
  const { response } = interceptors
  const useResponse = response.use
  response.use = (...given) => {
    response.use = useResponse
    manager.use((config) => config, undefined, { synchronous: true })
    return response.use(...given)
  }
}
