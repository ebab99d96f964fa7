import { inspect } from 'node:util'

/** Everything that shows of a value when it is logged, sent or printed: also of an error's cause. */
export function shown(value: unknown): string {
  const texts = [inspect(value, { depth: 12, maxStringLength: null, maxArrayLength: null })]
  const seen = new Set<unknown>()
  for (let error = value; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error)
    texts.push(String(error), error.message, error.stack ?? '', inspect(error, { depth: 12 }))
  }
  texts.push(JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? String(field) : field)) ?? '')
  return texts.join('\n')
}

/** Every own field of an error and its causes, hidden ones too, as text. */
export function held(value: unknown): string {
  return inspect(value, { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null })
}

/** Which of the planted values stand in a text, by name. */
export function leaks(text: string, planted: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(planted)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name)
}
