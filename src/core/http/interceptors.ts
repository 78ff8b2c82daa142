import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios'
import { isPromise } from '../objects'
import { Attempt } from './attempt'
import { watched } from './hand-over'

/** Keeps a request watched when a request interceptor of the application replaces its adapter or its config. */
export function watchInterceptors(http: AxiosInstance) {
  const manager = http.interceptors.request
  const use = manager.use.bind(manager)
  manager.use = (fulfilled, ...others) => {
    if (typeof fulfilled !== 'function') return use(fulfilled, ...others)
    return use(
      (config) => {
        const { transport: attempt, adapter } = config
        if (!(attempt instanceof Attempt)) return fulfilled(config)
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
}
