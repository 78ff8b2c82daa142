type AnyFunction = (this: any, ...args: any[]) => any
type Handler = ProxyHandler<AnyFunction>

/** Found by a later copy of this file: jest loads one for each test file, into a process that keeps Node's modules. */
const handlerOf = Symbol.for('bootpay-backend-nodejs/sandbox/register')

/**
 * Wraps a function or class of Node's in a proxy with `handler`. A later copy of this file replaces the handler of an
 * earlier one instead of wrapping it again, because what jest loaded for a test file does not outlive that file.
 */
export function patch(owner: object, name: string, handler: Handler): void {
  const functions = owner as Record<string, (AnyFunction & { [handlerOf]?: Handler }) | undefined>
  const found = functions[name]
  if (found === undefined) return
  const earlier = found[handlerOf]
  if (earlier !== undefined) {
    Object.assign(earlier, handler)
    return
  }
  const held: Handler = {
    ...handler,
    get: (target, key) => (key === handlerOf ? held : target[key as keyof AnyFunction]),
  }
  functions[name] = new Proxy(found, held)
}
