/*
 * Reads objects that come from outside: from the caller, the gateway, axios. They may come from another realm (jest,
 * `node:vm`), so `instanceof` is not used, and no property is read from `Object.prototype`, which may be polluted.
 */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A property of the object or of its class, but not one that other code put on `Object.prototype`. */
export function own(source: object, name: string): unknown {
  if (name in Object.prototype && !Object.hasOwn(source, name)) return undefined
  return (source as Record<string, unknown>)[name]
}

/** A copy whose missing fields are `undefined`, also where other code has put such names on `Object.prototype`. */
export function ownFields<Fields extends object>(source: Fields | undefined): Partial<Fields> {
  return { __proto__: null, ...source } as object
}

/** The names of an object's properties: its own, hidden ones too, and the accessors of its classes. */
export function namesOf(source: object): string[] {
  const names = Object.keys(Object.getOwnPropertyDescriptors(source))
  let owner = Object.getPrototypeOf(source)
  while (owner && !isObjectPrototype(owner)) {
    for (const [name, { get, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (get || enumerable) names.push(name)
    }
    owner = Object.getPrototypeOf(owner)
  }
  return names
}

/** Whether it is `Object.prototype`, of any realm. A prototype made by `Object.create(null)` is not. */
const isObjectPrototype = (owner: object) =>
  Object.getPrototypeOf(owner) === null && Object.hasOwn(owner, 'isPrototypeOf')

/** The text in bytes (a `Buffer`, another view, or an `ArrayBuffer`); `undefined` for anything else. */
export function textOf(value: unknown): string | undefined {
  const bytes = ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : isArrayBuffer(value) && Buffer.from(value)
  return bytes ? bytes.toString() : undefined
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))
}

/** The time of a `Date`, in ms; `undefined` for anything else. */
export function timeOf(value: unknown): number | undefined {
  try {
    return Date.prototype.getTime.call(value)
  } catch {
    return undefined
  }
}

/** Whether it has a `then`: user code may return a promise of another realm. */
export function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof (value as Promise<Value> | undefined)?.then === 'function'
}
