/** `itemName` → `item_name`, as 1.1.2 wrote the keys of `userInfo` and `extra`. A capital first letter gets no underscore. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (capital, index) => (index > 0 ? '_' : '') + capital.toLowerCase())
}

/** An object with its top-level keys in snake_case. An empty object is not sent, as in 1.1.2. */
export function snakeKeys(record: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  const entries = Object.entries(record ?? {}).map(([key, value]) => [snakeCase(key), value])
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The same for each object of a list; an empty list is not sent either. */
export function snakeList(list: Record<string, unknown>[] | undefined): unknown[] | undefined {
  return list && list.length > 0 ? list.map((record) => snakeKeys(record) ?? {}) : undefined
}
