/**
 * Where two JSON values differ, as sentences with paths. `undefined` and absent are the same. Answers an empty list for
 * equal ones.
 */
export function differences(expected: unknown, actual: unknown, path = ''): readonly string[] {
  if (Object.is(expected, actual)) return []
  if (isBag(expected) && isBag(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) =>
      differences(
        expected[key],
        actual[key],
        Array.isArray(expected) ? `${path}[${key}]` : path ? `${path}.${key}` : key,
      ),
    )
  }
  return [`${path || 'the value'} is ${show(actual)} instead of ${show(expected)}`]
}

const isBag = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A value for a message: JSON, cut at 160 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? 'absent' : (JSON.stringify(value) ?? String(value))
  return text.length > 160 ? `${text.slice(0, 160)}... (${text.length} characters)` : text
}
