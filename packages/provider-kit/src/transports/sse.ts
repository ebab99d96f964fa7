import { createParser } from 'eventsource-parser'
import { maxUnit, parseUnit, tooLong } from './decoder.ts'
import type { Decoder } from './decoder.ts'

/**
 * Server-sent events whose `data` is JSON. Comments and pings without data pass; `[DONE]` ends nothing by itself (the
 * service's terminal chunk does) and is left out, as is whatever follows it. With `bareJson`, lines that are no event are
 * one more unit if they are JSON: some services write an error so. `last` is the unit that `[DONE]` stands for, where nothing
 * else says that the stream is complete.
 */
export function sse({ bareJson = false, last }: { readonly bareJson?: boolean; readonly last?: object } = {}): Decoder {
  const text = new TextDecoder()
  let chunks: unknown[] = []
  let done = false
  const bare: string[] = []
  const parser = createParser({
    maxBufferSize: maxUnit,
    onEvent({ data }) {
      if (done || data === '') return
      if (data === '[DONE]') {
        done = true
        if (last) chunks.push(last)
      } else chunks.push(parseUnit(data))
    },
    onError(error) {
      if (error.type === 'max-buffer-size-exceeded') throw tooLong()
      if (bareJson && error.type === 'unknown-field') bare.push(error.line ?? '')
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
    end() {
      const rest = drain(text.decode() + '\n\n')
      const unit = bare.length > 0 ? jsonOf(bare.join('\n')) : undefined
      return unit === undefined ? rest : [...rest, unit]
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Lines of something else, which a parser of events passes over.
  }
}

const none: readonly unknown[] = []
const stream = { stream: true }
