import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios'
import { isPromise } from '../objects'
import { Attempt } from './attempt'
import { watched } from './hand-over'

/** Keeps a request watched when an interceptor puts another adapter, or a config of its own, in its place. */
export function watchInterceptors(http: AxiosInstance) {
  const manager = http.interceptors.request
  const use = manager.use.bind(manager)
  manager.use = (fulfilled, ...others) => {
    if (typeof fulfilled !== 'function') return use(fulfilled, ...others)
    return use(
      (config) => {
        const { transport: attempt, adapter } = config
        if (!(attempt instanceof Attempt)) return fulfilled(config)
        // The config of a request that failed, which the interceptor of a retry library sends again.
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
}
