import { parseToolInput, partIndex } from '@llmrr/provider-kit'
import type { Context, FinishReason } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { AcmeChunk, AcmeReply } from './wire.ts'

// #region reader
const reasons: Readonly<Record<string, FinishReason>> = {
  done: 'stop',
  full: 'length',
  asks: 'tool-calls',
}

/** Acme's chunks in, our events out. */
export function reader(_context: Context, reply: ReplyContext): Reader<AcmeChunk> {
  const index = partIndex()
  return {
    read(chunk) {
      switch (chunk.kind) {
        case 'hello':
          return [{ type: 'start', id: chunk.id, model: chunk.model }]
        case 'say':
          return [{ type: 'text-delta', index: index('say'), text: chunk.text }]
        case 'ask': {
          const { id, tool: name } = chunk
          const part = { type: 'tool-call' as const, id, name, ...parseToolInput(chunk.with) }
          return [{ type: 'part', index: index('ask', id), part }]
        }
        case 'bye': {
          const { read, remembered, written } = chunk.count
          const usage = { input: read - remembered, cacheRead: remembered, output: written }
          return [{ type: 'finish', reason: reasons[chunk.why] ?? 'other', raw: chunk.why, usage }]
        }
        case 'oops':
          throw reply.error({ oops: chunk })
        default:
          return [] // what Acme adds one day is passed over
      }
    },
    end: () => [],
  }
}
// #endregion reader

// #region unfold
/** An answer in one piece, as the chunks that its stream would have sent. */
export const unfold = ({ id, model, say, asks, why, count }: AcmeReply): readonly AcmeChunk[] => [
  { kind: 'hello', id, model },
  { kind: 'say', text: say },
  ...asks.map((ask) => ({ kind: 'ask' as const, ...ask })),
  { kind: 'bye', why, count },
]
// #endregion unfold
