import { llmError } from '@llmrr/core'

/**
 * Turns the bytes of a body into chunks (parsed JSON units). Synchronous, so that one flat generator drives it; bytes may
 * be split anywhere, also inside a UTF-8 sequence.
 */
export interface Decoder<Chunk = unknown> {
  feed(bytes: Uint8Array): readonly Chunk[]
  /** What the last bytes complete. Called once, when the body has ended. */
  end(): readonly Chunk[]
}

/** The longest unit (in characters) that a decoder holds before it gives up: 64 Mi. */
export const maxUnit = 64 * 1024 * 1024

/** JSON of one unit of a stream. */
export function parseUnit(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // The parser's message quotes the text, which may be the model's words: it stays in the cause's class only.
    throw llmError(
      'bad-response',
      `The service sent a unit of its stream that is not JSON (${text.length} characters).`,
      {
        cause: (cause as Error).name,
      },
    )
  }
}

/** The error for a unit that does not end. */
export const tooLong = () =>
  llmError('bad-response', `The service sent a unit of more than ${maxUnit} characters without an end.`)

/** Cuts text into lines at `\n`; a `\r` before it stays (JSON parsers skip it). */
export function lineCutter(): { feed(text: string): string[]; rest(): string } {
  let pending: string[] = []
  let held = 0
  return {
    feed(text) {
      const pieces = text.split('\n')
      if (pieces.length === 1) {
        pending.push(text)
        held += text.length
        if (held > maxUnit) throw tooLong()
        return []
      }
      pieces[0] = pending.join('') + pieces[0]!
      const last = pieces.pop()!
      pending = last ? [last] : []
      held = last.length
      return pieces
    },
    rest() {
      const text = pending.join('')
      pending = []
      return text
    },
  }
}
