import { callPart, wholeParts } from './blocks.ts'
import { documentPlaces, toCitation } from './citations.ts'
import { containerPart } from './container.ts'
import { stateFor, thinkingKey } from './state.ts'
import { mergedUsage, readUsage, tierOfUsage } from './usage.ts'
import type { ChatEvent, Context, FinishReason, Part, ResolvedChatRequest } from '@llmrr/core'
import type { Reader, ReplyContext } from '../../chat-handler.ts'
import type { WireBlock, WireChunk, WireCitation, WireDelta, WireEnd, WireMessage, WireUsage } from './wire.ts'

const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool-calls',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'content-filter',
}

const none: readonly ChatEvent[] = []

/** A block on its way. */
interface Open {
  block: WireBlock
  /** Number of our part; -1 until something of it shows. */
  index: number
  /** Its text, where the whole is needed at its end. */
  pieces: string[] | undefined
  citations: WireCitation[] | undefined
  signature: string
}

/** Whether texts of the answer may be cited, so that they are kept until their end. */
function mayCite({ messages }: ResolvedChatRequest, { target }: Context): boolean {
  const cites = (part: Part): boolean =>
    (part.type === 'media' && part.citations === true) ||
    part.type === 'source' ||
    (part.type === 'tool-result' && (part.by === 'provider' || (part.parts?.some(cites) ?? false)))
  return target.options?.['tools'] !== undefined || messages.some(({ content }) => content.some(cites))
}

/** Reads the events of a message. Its end is `message_stop`: what ends without it was cut. */
export function messagesReader(context: Context, reply: ReplyContext, request: ResolvedChatRequest): Reader<WireChunk> {
  const blocks: (Open | undefined)[] = []
  const names = new Map<string, string>()
  const keepsTexts = mayCite(request, context)
  let next = 0
  let usage: WireUsage = {}
  let end: WireEnd = {}
  const about: Record<string, unknown> = {}
  let places: readonly number[] | undefined

  const begin = (index: number, block: WireBlock): readonly ChatEvent[] => {
    const keeps = block.type !== 'text' || keepsTexts || block.citations != null
    const open: Open = {
      block,
      index: -1,
      pieces: keeps ? [] : undefined,
      citations: undefined,
      signature: block.signature ?? '',
    }
    blocks[index] = open
    if (block.id !== undefined && block.name !== undefined) names.set(block.id, block.name)
    if (block.type === 'tool_use') {
      open.index = next++
      return [{ type: 'tool-call-delta', index: open.index, id: block.id ?? '', name: block.name ?? '', input: '' }]
    }
    if (block.type === 'text' && block.text) return write(open, 'text-delta', block.text)
    if (block.type === 'thinking' && block.thinking) return write(open, 'reasoning-delta', block.thinking)
    return none
  }

  const write = (
    open: Open,
    type: 'text-delta' | 'reasoning-delta',
    text: string | undefined,
  ): readonly ChatEvent[] => {
    if (!text) return none
    if (open.index < 0) open.index = next++
    open.pieces?.push(text)
    return [{ type, index: open.index, text }]
  }

  const grow = (open: Open, delta: WireDelta): readonly ChatEvent[] => {
    switch (delta.type) {
      case 'text_delta':
        return write(open, 'text-delta', delta.text)
      case 'thinking_delta':
        return write(open, 'reasoning-delta', delta.thinking)
      case 'input_json_delta': {
        const input = delta.partial_json
        if (!input) return none
        open.pieces!.push(input)
        const { type, id = '', name = '' } = open.block
        return type === 'tool_use' ? [{ type: 'tool-call-delta', index: open.index, id, name, input }] : none
      }
      case 'signature_delta':
        open.signature = delta.signature ?? ''
        return none
      case 'citations_delta':
        if (!delta.citation) return none
        if (!open.pieces) {
          // Nothing let expect it, so the text before it has not been kept; what follows becomes a part of its own.
          open.pieces = []
          open.index = -1
        }
        ;(open.citations ??= []).push(delta.citation)
        return none
      default:
        // `compaction_delta` brings the fields of its block.
        open.block = { ...open.block, ...delta, type: open.block.type }
        return none
    }
  }

  const finishBlock = (open: Open): readonly ChatEvent[] => {
    const { block, citations, signature } = open
    if (block.type === 'text') {
      if (!citations) return none
      if (open.index < 0) open.index = next++
      places ??= documentPlaces(request)
      const cited = citations.map((citation) => toCitation(citation, places!))
      const part: Part = {
        type: 'text',
        text: open.pieces!.join(''),
        citations: cited,
        state: stateFor(context, { citations }),
      }
      return [{ type: 'part', index: open.index, part }]
    }
    const whole = open.pieces!.join('')
    if (block.type === 'thinking') {
      if (signature === '') return none
      if (open.index < 0) open.index = next++
      return [
        {
          type: 'part',
          index: open.index,
          part: { type: 'reasoning', text: whole, state: { [thinkingKey]: { signature } } },
        },
      ]
    }
    if (block.type === 'tool_use') return [{ type: 'part', index: open.index, part: callPart(block, whole, context) }]
    return wholeParts(block, whole, names, context).map((part) => ({ type: 'part' as const, index: next++, part }))
  }

  const learn = (message: WireMessage): void => {
    end = { ...end, ...message }
    usage = mergedUsage(usage, message.usage)
    for (const field of ['context_management', 'diagnostics', 'stop_sequence', 'stop_details'] as const)
      if (message[field] != null) about[field] = message[field]
  }

  const finish = (): ChatEvent[] => {
    const { stop_reason: raw, container } = end
    const meters = readUsage(usage)
    const serviceTier = tierOfUsage(usage)
    const events: ChatEvent[] = []
    if (container) {
      const state = stateFor(context, { container })
      events.push({ type: 'part', index: next++, part: { type: containerPart, data: container, state } })
    }
    if (Object.keys(about).length > 0) events.push({ type: 'x-anthropic', data: about })
    events.push({
      type: 'finish',
      reason: reasons[raw ?? ''] ?? 'other',
      ...(raw != null && { raw }),
      ...(meters && { usage: meters }),
      ...(serviceTier !== undefined && { serviceTier }),
    })
    return events
  }

  return {
    read(chunk) {
      switch (chunk.type) {
        case 'content_block_delta': {
          const open = blocks[chunk.index]
          return open ? grow(open, chunk.delta) : none
        }
        case 'content_block_start':
          return begin(chunk.index, chunk.content_block)
        case 'content_block_stop': {
          const open = blocks[chunk.index]
          blocks[chunk.index] = undefined
          return open ? finishBlock(open) : none
        }
        case 'message_start': {
          const message = chunk.message ?? {}
          learn({ ...message, content: undefined } as WireMessage)
          const { id, model } = message
          return [{ type: 'start', ...(id !== undefined && { id }), ...(model !== undefined && { model }) }]
        }
        case 'message_delta':
          learn({ ...chunk.delta, usage: chunk.usage, context_management: chunk.context_management } as WireMessage)
          return none
        case 'message_stop':
          return finish()
        case 'error':
          throw reply.error(chunk)
        default:
          return none
      }
    },
    end: () => none,
  }
}
