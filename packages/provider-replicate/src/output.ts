/** The words of an output: a text, or its pieces; of an object, its text. */
export function textOf(output: unknown): string {
  if (typeof output === 'string') return output
  if (output === null || output === undefined) return ''
  if (Array.isArray(output)) return output.map(textOf).join('')
  if (typeof output === 'object') {
    const { text, transcription, output: inner } = output as Readonly<Record<string, unknown>>
    const words = text ?? transcription ?? inner
    return words === undefined ? JSON.stringify(output) : textOf(words)
  }
  return JSON.stringify(output)
}
