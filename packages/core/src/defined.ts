/** The same object without the fields that are `undefined`; `null` stays. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const field in value) if (value[field] !== undefined) kept[field] = value[field] as never
  return kept
}
