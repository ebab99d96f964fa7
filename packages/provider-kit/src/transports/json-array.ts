import { llmError } from '@llmrr/core'
import { maxUnit, parseUnit, tooLong } from './decoder.ts'
import type { Decoder } from './decoder.ts'

/**
 * The elements of one JSON array, each as soon as it is complete. A body that is no array is one chunk (a service's error
 * object, say). An array that does not end simply stops: the missing terminal chunk tells that it was cut.
 */
export function jsonArray(): Decoder {
  const text = new TextDecoder()
  let state: 'before' | 'inside' | 'single' | 'after' = 'before'
  let pieces: string[] = []
  let held = 0
  let depth = 0
  let inString = false
  let escaped = false

  const keep = (piece: string): void => {
    if (piece === '') return
    pieces.push(piece)
    held += piece.length
    if (held > maxUnit) throw tooLong()
  }
  const take = (): string => {
    const whole = pieces.join('').trim()
    pieces = []
    held = 0
    return whole
  }
  const feed = (input: string): unknown[] => {
    const chunks: unknown[] = []
    let start = 0
    for (let at = 0; at < input.length; at++) {
      const char = input[at]!
      if (state === 'before') {
        if (char === '[') {
          state = 'inside'
          start = at + 1
        } else if (char.trim() !== '' && char !== '\ufeff') state = 'single'
      } else if (state === 'inside') {
        if (inString) {
          if (escaped) escaped = false
          else if (char === '\\') escaped = true
          else if (char === '"') inString = false
        } else if (char === '"') inString = true
        else if (char === '{' || char === '[') depth++
        else if (char === '}' || (char === ']' && depth > 0)) depth--
        else if (depth === 0 && (char === ',' || char === ']')) {
          keep(input.slice(start, at))
          start = at + 1
          const element = take()
          if (element !== '') chunks.push(parseUnit(element))
          if (char === ']') state = 'after'
        }
      } else if (state === 'after' && char.trim() !== '') {
        throw llmError('bad-response', 'The service sent something after the end of its JSON array.')
      }
    }
    if (state === 'inside' || state === 'single') keep(input.slice(start))
    return chunks
  }
  return {
    feed: (bytes) => feed(text.decode(bytes, { stream: true })),
    end: () => {
      const chunks = feed(text.decode())
      if (state === 'single') chunks.push(parseUnit(take()))
      return chunks
    },
  }
}
