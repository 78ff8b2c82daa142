/**
 * A deep copy of plain data. Not by `structuredClone`: jest's environment of jsdom has none, and what it makes in its
 * environment of Node are objects of another realm, which `toStrictEqual` tells apart.
 */
export function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf) as Value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)])) as Value
}
