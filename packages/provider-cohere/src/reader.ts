import { parseToolInput, partIndex } from '@llmrr/provider-kit'
import { canCite } from './documents.ts'
import { readUsage } from './usage.ts'
import { toCitations } from './citations.ts'
import type { ChatEvent, Context, FinishReason, ResolvedChatRequest, TokenLogprob } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { PlanState } from './messages.ts'
import type { WireBlock, WireChunk, WireCitation, WireLogprobs } from './wire.ts'

const finishReasons: Readonly<Record<string, FinishReason>> = {
  COMPLETE: 'stop',
  STOP_SEQUENCE: 'stop',
  MAX_TOKENS: 'length',
  ERROR_LIMIT: 'length',
  TOOL_CALL: 'tool-calls',
  ERROR_TOXIC: 'content-filter',
}

const failed = new Set(['ERROR', 'TIMEOUT'])
const nothing: readonly ChatEvent[] = []

interface Text {
  readonly at: number
  readonly pieces: string[]
  readonly cited: WireCitation[]
}

interface Call {
  readonly at: number
  readonly id: string
  readonly name: string
  readonly pieces: string[]
}

/** The probability of a piece of text is that of all its tokens. */
const toLogprobs = ({ text = '', logprobs = [] }: WireLogprobs): readonly TokenLogprob[] => [
  { token: text, logprob: logprobs.reduce((sum, one) => sum + one, 0) },
]

/** Reads the events of Cohere's v2 chat. */
export function chatReader(context: Context, reply: ReplyContext, request: ResolvedChatRequest): Reader<WireChunk> {
  const part = partIndex() // Cohere counts content and tool calls apart.
  const keepsText = reply.unfolded || canCite(request, context)
  const texts = new Map<number, Text>()
  const thoughts = new Map<number, number>()
  const calls = new Map<number, Call>()
  let plan: string[] | undefined

  function content(index: number, { type, text, thinking }: WireBlock, logprobs?: WireLogprobs): readonly ChatEvent[] {
    if (thinking !== undefined || type === 'thinking') {
      let at = thoughts.get(index)
      if (at === undefined) thoughts.set(index, (at = part('content', index)))
      return thinking ? [{ type: 'reasoning-delta', index: at, text: thinking }] : nothing
    }
    if (text === undefined) return nothing
    let block = texts.get(index)
    if (!block) texts.set(index, (block = { at: part('content', index), pieces: [], cited: [] }))
    if (keepsText) block.pieces.push(text)
    if (text === '' && !logprobs) return nothing
    return [{ type: 'text-delta', index: block.at, text, ...(logprobs && { logprobs: toLogprobs(logprobs) }) }]
  }

  function ended(call: Call): ChatEvent {
    const text = call.pieces.join('')
    // A tool without parameters is called with `null`, or with nothing.
    const input = parseToolInput(text.trim() === 'null' ? '' : text)
    return { type: 'part', index: call.at, part: { type: 'tool-call', id: call.id, name: call.name, ...input } }
  }

  /** The parts whose final form is more than their pieces. */
  function parts(): ChatEvent[] {
    const events: ChatEvent[] = []
    if (plan) {
      const state = { [context.target.provider]: { plan: true } satisfies PlanState }
      events.push({ type: 'part', index: part('plan'), part: { type: 'reasoning', text: plan.join(''), state } })
    }
    for (const { at, pieces, cited } of texts.values()) {
      if (cited.length === 0 || !keepsText) continue
      const text = pieces.join('')
      events.push({ type: 'part', index: at, part: { type: 'text', text, citations: toCitations(cited, text) } })
    }
    for (const call of calls.values()) events.push(ended(call))
    return events
  }

  return {
    read(chunk) {
      const { index = 0, delta } = chunk
      switch (chunk.type) {
        case 'message-start':
          return [{ type: 'start', ...(chunk.id !== undefined && { id: chunk.id }) }]
        case 'content-start':
        case 'content-delta':
          return delta?.message?.content ? content(index, delta.message.content, chunk.logprobs) : nothing
        case 'tool-plan-delta': {
          const text = delta?.message?.tool_plan
          if (!text) return nothing
          ;(plan ??= []).push(text)
          return [{ type: 'reasoning-delta', index: part('plan'), text }]
        }
        case 'tool-call-start': {
          const { id, function: called } = delta?.message?.tool_calls ?? {}
          const input = called?.arguments ?? ''
          const call = { at: part('call', index), id: id || `call_${index}`, name: called?.name ?? '', pieces: [input] }
          calls.set(index, call)
          return [{ type: 'tool-call-delta', index: call.at, id: call.id, name: call.name, input }]
        }
        case 'tool-call-delta': {
          const call = calls.get(index)
          const input = delta?.message?.tool_calls?.function?.arguments
          if (!call || !input) return nothing
          call.pieces.push(input)
          return [{ type: 'tool-call-delta', index: call.at, id: call.id, name: call.name, input }]
        }
        case 'tool-call-end': {
          const call = calls.get(index)
          if (!call) return nothing
          calls.delete(index)
          return [ended(call)]
        }
        case 'citation-start': {
          const cited = delta?.message?.citations
          if (!cited || (cited.type !== undefined && cited.type !== 'TEXT_CONTENT')) return nothing
          const block = cited.content_index === undefined ? [...texts.values()].at(-1) : texts.get(cited.content_index)
          block?.cited.push(cited)
          return nothing
        }
        case 'message-end': {
          const { finish_reason: raw, usage: counts } = delta ?? {}
          // Arrives inside a 200: it goes through the same table as an HTTP error.
          if (raw !== undefined && failed.has(raw)) throw reply.error(delta)
          const usage = readUsage(counts)
          return [
            ...parts(),
            {
              type: 'finish',
              reason: finishReasons[raw ?? ''] ?? 'other',
              ...(raw !== undefined && { raw }),
              ...(usage && { usage }),
            },
          ]
        }
        default:
          if (chunk.type === undefined && chunk.message !== undefined) throw reply.error(chunk)
          return nothing
      }
    },
    end: () => nothing,
  }
}
