import { createParser } from 'eventsource-parser'
import { maxUnit, parseUnit, tooLong } from './decoder.ts'
import type { Decoder } from './decoder.ts'

/**
 * Server-sent events whose `data` is JSON. Comments and pings without data pass; `[DONE]` ends nothing by itself (the
 * service's terminal chunk does) and is left out, as is whatever follows it.
 */
export function sse(): Decoder {
  const text = new TextDecoder()
  let chunks: unknown[] = []
  let done = false
  const parser = createParser({
    maxBufferSize: maxUnit,
    onEvent({ data }) {
      if (done || data === '') return
      if (data === '[DONE]') done = true
      else chunks.push(parseUnit(data))
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw tooLong()
    },
  })
  const drain = (piece: string): readonly unknown[] => {
    parser.feed(piece)
    if (chunks.length === 0) return none
    const out = chunks
    chunks = []
    return out
  }
  return {
    feed: (bytes) => drain(text.decode(bytes, stream)),
    // Some services end without the blank line that completes the last event.
    end: () => drain(text.decode() + '\n\n'),
  }
}

const none: readonly unknown[] = []
const stream = { stream: true }
