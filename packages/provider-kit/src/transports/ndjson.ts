import { lineCutter, parseUnit } from './decoder.ts'
import type { Decoder } from './decoder.ts'

/** One JSON value a line; empty lines pass. */
export function ndjson(): Decoder {
  const text = new TextDecoder()
  const lines = lineCutter()
  const parse = (pieces: readonly string[]): unknown[] => {
    const chunks: unknown[] = []
    for (const line of pieces) if (line.trim() !== '') chunks.push(parseUnit(line))
    return chunks
  }
  return {
    feed: (bytes) => parse(lines.feed(text.decode(bytes, { stream: true }))),
    end: () => parse([...lines.feed(text.decode()), lines.rest()]),
  }
}
