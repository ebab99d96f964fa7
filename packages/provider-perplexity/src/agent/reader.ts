import { llmError } from '@llmrr/core'
import { partIndex } from '@llmrr/provider-kit'
import { costOf } from '../cost.ts'
import { itemParts } from './items.ts'
import { readAgentUsage } from './usage.ts'
import type { ChatEvent, Context, FinishReason } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { ItemPart } from './items.ts'
import type { WireChunk, WireItem, WireResponse } from './wire.ts'

const nothing: readonly ChatEvent[] = []

const reasons: Readonly<Record<string, FinishReason>> = {
  completed: 'stop',
  requires_action: 'tool-calls',
  incomplete: 'length',
}

/** Whether an answer is still being made. */
export const isUnfinished = (status: string | null | undefined): boolean =>
  status === 'queued' || status === 'in_progress'

/** Reads the events of one answer. Calls come whole, and items as they are done. */
export function agentReader(context: Context, reply: ReplyContext): Reader<WireChunk> {
  const index = partIndex()
  const origin = context.target.provider
  const done = new Set<number>()
  let replyId = 'answer'
  let calls = false
  // Pieces of one text follow each other, so its number is looked up once.
  let text = { place: -1, content: -1, index: 0 }

  function inOnePiece({ part }: ItemPart, at: number): readonly ChatEvent[] {
    if (part.type === 'text') return part.text === '' ? nothing : [{ type: 'text-delta', index: at, text: part.text }]
    if (part.type !== 'tool-call' || part.by) return nothing
    const input = part.invalid ?? JSON.stringify(part.input)
    return [{ type: 'tool-call-delta', index: at, id: part.id, name: part.name, input }]
  }

  function finishItem(item: WireItem, place: number): ChatEvent[] {
    done.add(place)
    return itemParts(item, `${replyId}-${place}`, origin).flatMap((piece) => {
      const known = index.count()
      const at = index(`${place}`, piece.key)
      const { part } = piece
      if (part.type === 'tool-call' && !part.by) calls = true
      const isPlain = part.type === 'text' && part.citations === undefined
      return [
        ...(at === known ? inOnePiece(piece, at) : nothing),
        ...(isPlain ? nothing : [{ type: 'part', index: at, part } as const]),
      ]
    })
  }

  function finish(response: WireResponse): readonly ChatEvent[] {
    const { status = 'completed', output } = response
    if (status === 'failed' || response.error) throw reply.error({ error: response.error ?? { type: 'server_error' } })
    if (isUnfinished(status))
      throw llmError(
        'bad-response',
        `${origin} answered that the answer is still ${status}; ask for it with "background", or by its id.`,
        { target: context.target, rawCode: status! },
      )
    const events = (output ?? []).flatMap((item, place) => (done.has(place) ? [] : finishItem(item, place)))
    const reason = reasons[status ?? 'completed'] ?? 'other'
    const usage = readAgentUsage(response.usage)
    events.push({
      type: 'finish',
      reason: reason === 'stop' && calls ? 'tool-calls' : reason,
      raw: response.incomplete_details?.reason ?? status ?? 'completed',
      ...(usage && { usage }),
      ...costOf(response.usage?.cost?.total_cost),
    })
    return events
  }

  function progress(chunk: WireChunk): readonly ChatEvent[] {
    const seen: ChatEvent[] = [{ type: 'x-progress', data: chunk.type.slice('response.'.length) }]
    if (chunk.thought) seen.push({ type: 'reasoning-delta', index: index('reasoning'), text: chunk.thought })
    return seen
  }

  return {
    read(chunk) {
      switch (chunk.type) {
        case 'response.output_text.delta': {
          const place = chunk.output_index ?? 0
          const content = chunk.content_index ?? 0
          if (place !== text.place || content !== text.content)
            text = { place, content, index: index(`${place}`, content) }
          return chunk.delta ? [{ type: 'text-delta', index: text.index, text: chunk.delta }] : nothing
        }
        case 'response.output_item.done':
          return chunk.item ? finishItem(chunk.item, chunk.output_index ?? done.size) : nothing
        case 'response.created': {
          const { id, model } = chunk.response ?? {}
          replyId = id ?? replyId
          return [{ type: 'start', ...(id && { id }), ...(model && { model }) }]
        }
        case 'response.completed':
        case 'response.incomplete':
        case 'response.cancelled':
          return finish({ status: chunk.type.slice('response.'.length), ...chunk.response })
        case 'response.failed':
        case 'error':
          throw reply.error({ error: chunk.error ?? chunk.response?.error ?? { type: 'server_error' } })
        default:
          return /^response\.(?:reasoning|skill)\./.test(chunk.type) ? progress(chunk) : nothing
      }
    },
    end: () => nothing,
  }
}

/** A whole reply, as the chunks that a stream of it would have ended with. */
export function* unfoldAgent(response: WireResponse): Iterable<WireChunk> {
  if (!Array.isArray(response?.output) && !response?.error && !response?.status)
    throw llmError('bad-response', 'The service answered JSON that is no answer: it has no output.')
  yield { type: 'response.created', response }
  yield { type: 'response.completed', response: { status: 'completed', ...response } }
}
