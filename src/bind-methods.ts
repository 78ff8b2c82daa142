/**
 * Binds the methods to `client`: they work when taken off (`const { verify } = Bootpay`), passed to `map`, or behind the
 * Proxy of a tracing or dependency injection tool, whose `this` has none of the client's private fields.
 *
 * The bound methods are on an object between the client and its class. So the client still has no properties of its own to
 * print, and a method that a subclass overrides, or a test replaces in the class, is the one that is called.
 */
export function bindMethods(client: object): void {
  const prototype = Object.getPrototypeOf(client)
  const layer = Object.create(prototype)
  for (let owner = prototype; owner !== Object.prototype; owner = Object.getPrototypeOf(owner)) {
    for (const name of Reflect.ownKeys(owner)) {
      if (name === 'constructor' || Object.hasOwn(layer, name)) continue
      const { value, get, set } = Reflect.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor
      if (get || set) Object.defineProperty(layer, name, boundAccessor(client, prototype, name, set))
      else if (typeof value === 'function')
        Object.defineProperty(layer, name, boundMethod(client, prototype, name))
    }
  }
  Object.setPrototypeOf(client, layer)
}

function boundMethod(client: object, prototype: object, name: PropertyKey): PropertyDescriptor {
  const value = (...args: unknown[]) => Reflect.get(prototype, name).apply(client, argumentsOf(args))
  // Stack traces and spies show this name.
  Object.defineProperty(value, 'name', { value: name, configurable: true })
  return { value, writable: true, configurable: true }
}

function boundAccessor(
  client: object,
  prototype: object,
  name: PropertyKey,
  set: unknown,
): PropertyDescriptor {
  const get = () => Reflect.get(prototype, name, client)
  if (!set) return { get, configurable: true }
  return { get, set: (value) => void Reflect.set(prototype, name, value, client), configurable: true }
}

/** `ids.map(Bootpay.verify)` passes an index and the array as well; no method takes a collection as its third argument. */
function argumentsOf(args: unknown[]): unknown[] {
  const third = args[2]
  const isCallback =
    args.length === 3 && typeof third === 'object' && third !== null && Symbol.iterator in third
  return isCallback ? args.slice(0, 1) : args
}
