import { parseToolInput, partIndex } from '@llmrr/provider-kit'
import type { Context, FinishReason } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'

type Begin = { readonly id: string; readonly model: string }
type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly tool: string; readonly input: string }
type End = { readonly why: string; readonly tokens: { readonly read: number; readonly written: number } }
type Oops = { readonly kind: 'error'; readonly error: object }
type Chunk = ({ readonly kind: 'begin' } & Begin) | Content | ({ readonly kind: 'end' } & End) | Oops

const reasons: Readonly<Record<string, FinishReason>> = { done: 'stop', full: 'length', calls: 'tool-calls' }

/** Acme's chunks in, our events out. */
export function reader(_context: Context, reply: ReplyContext): Reader<Chunk> {
  const index = partIndex()
  return {
    read(chunk) {
      switch (chunk.kind) {
        case 'begin':
          return [{ type: 'start', id: chunk.id, model: chunk.model }]
        case 'text':
          return [{ type: 'text-delta', index: index('text'), text: chunk.text }]
        case 'call': {
          const part = { type: 'tool-call', id: chunk.id, name: chunk.tool, ...parseToolInput(chunk.input) } as const
          return [{ type: 'part', index: index('call', chunk.id), part }]
        }
        case 'end': {
          const { why, tokens } = chunk
          const usage = { input: tokens.read, output: tokens.written }
          return [{ type: 'finish', reason: reasons[why] ?? 'other', raw: why, usage }]
        }
        case 'error':
          throw reply.error(chunk)
        default: // What Acme adds one day is passed over.
          return []
      }
    },
    end: () => [],
  }
}

/** An answer in one piece, as the chunks that its stream would have sent. */
export const unfold = ({ id, model, content, why, tokens }: Begin & End & { content: Content[] }): Chunk[] => [
  { kind: 'begin', id, model },
  ...content,
  { kind: 'end', why, tokens },
]
