import { type BootpayError, bootpayError } from './error'

/**
 * Node's modules and axios, each loaded when it is first needed: TLS and axios take most of a short process's
 * start-up. Not by `import()`, which jest refuses; and each by its literal name, which bundlers look for. In the
 * ES module build `load-static.ts` takes the place of this file.
 */
export const loadHttp = late('node:http', () => require('node:http') as typeof import('node:http'))
export const loadHttps = late('node:https', () => require('node:https') as typeof import('node:https'))
export const loadNet = late('node:net', () => require('node:net') as typeof import('node:net'))
export const loadTls = late('node:tls', () => require('node:tls') as typeof import('node:tls'))
export const loadZlib = late('node:zlib', () => require('node:zlib') as typeof import('node:zlib'))
export const loadCrypto = late('node:crypto', () => require('node:crypto') as typeof import('node:crypto'))
export const loadAxios = late('axios', () => {
  const axios = require('axios') as typeof import('axios').default
  // A mock of axios in an application's tests may be an ES module: an object with only a `default`.
  return 'create' in axios ? axios : ((axios as { default?: typeof axios }).default ?? axios)
})

/** Loads once, because each `require` takes some microseconds. Throws an error that names the module. */
function late<Module>(name: string, load: () => Module): () => Module {
  let loaded: Module | undefined
  return () => {
    try {
      loaded ??= load()
    } catch (error) {
      throw cannotLoad(name, error)
    }
    return loaded
  }
}

const failures = new WeakSet<object>()

/** Whether a loader of this file threw `error`. */
export function isLoadFailure(error: unknown): error is BootpayError {
  return failures.has(error as object)
}

/** Shows only the code of the cause: the text of Node's loader holds paths of the machine. */
function cannotLoad(name: string, error: unknown) {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  const suffix = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? `: ${code}` : ''
  const korean = `${name} 모듈을 불러올 수 없습니다. 설치와 번들 설정을 확인하세요`
  const english = `the module ${name} could not be loaded; check the installation and the bundler's settings`
  const message = `${korean}${suffix} (${english}${suffix})`
  const failure = bootpayError({ type: 'config', status: 400, code: -100, message })
  failures.add(failure)
  return failure
}
