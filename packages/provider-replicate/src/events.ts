import { createParser } from 'eventsource-parser'
import { maxUnit, tooLong } from '@llmrr/provider-kit'
import type { Decoder } from '@llmrr/provider-kit'
import type { WireEvent } from './wire.ts'

const none: readonly WireEvent[] = []
const more = { stream: true }

/** Server-sent events whose data is plain text: several `data` lines are one text with line breaks, an empty one counts. */
export function textEvents(): Decoder<WireEvent> {
  const text = new TextDecoder()
  let found: WireEvent[] = []
  const parser = createParser({
    maxBufferSize: maxUnit,
    onEvent: ({ event, id, data }) =>
      void found.push({ data, ...(event !== undefined && { event }), ...(id !== undefined && { id }) }),
    onComment: (data) => void found.push({ data, comment: true }),
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw tooLong()
    },
  })
  const drain = (piece: string): readonly WireEvent[] => {
    parser.feed(piece)
    if (found.length === 0) return none
    const out = found
    found = []
    return out
  }
  return {
    feed: (bytes) => drain(text.decode(bytes, more)),
    end: () => drain(`${text.decode()}\n\n`),
  }
}
