import { parseToolInput } from '@llmrr/provider-kit'
import { documentPlaces, toCitation } from './citations.ts'
import { reasoningState, stateFor } from './state.ts'
import { readUsage } from './usage.ts'
import type { ChatEvent, Context, FinishReason, Json, Part, ResolvedChatRequest } from '@llmrr/core'
import type { Reader, ReplyContext } from '@llmrr/provider-kit'
import type { WireBlock, WireChunk, WireCitation, WireDelta, WireFacts, WireToolResult, WireToolUse } from './wire.ts'

const reasons: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  content_filtered: 'content-filter',
  guardrail_intervened: 'content-filter',
}

// What the model wrote makes no sense: a failure, and worth another try.
const failures = new Set(['malformed_model_output', 'malformed_tool_use'])

const none: readonly ChatEvent[] = []

/** A block on its way. */
interface Open {
  /** Number of our part; -1 until something of it shows. */
  index: number
  readonly call: WireToolUse | undefined
  readonly result: WireToolResult | undefined
  readonly imageFormat: string | undefined
  /** Its text or arguments, where the whole is needed at its end. */
  pieces: string[]
  content: WireBlock[]
  citations: WireCitation[] | undefined
  signature: string | undefined
  redacted: string | undefined
  isReasoning: boolean
}

const isServerCall = (call: WireToolUse | undefined): boolean => call?.type === 'server_tool_use'

/** Parts of a result that the service has got of a tool of its own: JSON by itself, else text and media. */
function resultOf({ content = [] }: WireToolResult): { output: Json } | { parts: readonly Part[] } {
  const [only] = content
  if (content.length === 1 && only!.json !== undefined) return { output: only!.json }
  return {
    parts: content.flatMap((block): Part[] => {
      if (block.text !== undefined) return [{ type: 'text', text: block.text }]
      if (block.json !== undefined) return [{ type: 'text', text: JSON.stringify(block.json) }]
      const { image } = block
      return image?.source.bytes === undefined
        ? []
        : [{ type: 'media', mediaType: `image/${image.format}`, data: image.source.bytes }]
    }),
  }
}

/** Reads the events of Converse. Its terminal event is `messageStop`; usage comes behind it, in `metadata`. */
export function converseReader(context: Context, reply: ReplyContext, request: ResolvedChatRequest): Reader<WireChunk> {
  const blocks: (Open | undefined)[] = []
  const names = new Map<string, string>()
  let next = 0
  let stopped: { readonly stopReason?: string; readonly additionalModelResponseFields?: Json } | undefined
  let places: readonly number[] | undefined

  const begin = (at: number, start: NonNullable<WireChunk['contentBlockStart']>['start'] = {}): Open => {
    const open: Open = {
      index: -1,
      call: start.toolUse,
      result: start.toolResult,
      imageFormat: start.image?.format,
      pieces: [],
      content: [],
      citations: undefined,
      signature: undefined,
      redacted: undefined,
      isReasoning: false,
    }
    blocks[at] = open
    return open
  }

  const shown = (open: Open): number => (open.index < 0 ? (open.index = next++) : open.index)

  const write = (open: Open, delta: WireDelta): readonly ChatEvent[] => {
    const { text, toolUse, reasoningContent, citation, toolResult, image } = delta
    if (text !== undefined) {
      open.pieces.push(text)
      return text === '' ? none : [{ type: 'text-delta', index: shown(open), text }]
    }
    if (toolUse) {
      const { input = '' } = toolUse
      open.pieces.push(input)
      const { call } = open
      return input === '' || isServerCall(call) || !call
        ? none
        : [{ type: 'tool-call-delta', index: shown(open), id: call.toolUseId, name: call.name, input }]
    }
    if (reasoningContent) {
      open.isReasoning = true
      if (reasoningContent.signature !== undefined) open.signature = (open.signature ?? '') + reasoningContent.signature
      if (reasoningContent.redactedContent !== undefined)
        open.redacted = (open.redacted ?? '') + reasoningContent.redactedContent
      const thought = reasoningContent.text
      if (!thought) return none
      open.pieces.push(thought)
      return [{ type: 'reasoning-delta', index: shown(open), text: thought }]
    }
    if (citation) (open.citations ??= []).push(citation)
    else if (toolResult) open.content.push(...toolResult)
    else if (image?.source?.bytes !== undefined) open.pieces.push(image.source.bytes)
    return none
  }

  const partOf = (open: Open): Part | undefined => {
    const { call, result, citations, signature, redacted, imageFormat, pieces } = open
    if (call) {
      const { toolUseId: id, name } = call
      const own = isServerCall(call)
      const parsed = parseToolInput(pieces.join(''))
      const wire = { toolUse: { ...call, input: parsed.input } }
      return { type: 'tool-call', id, name, ...parsed, ...(own && { by: 'provider', state: stateFor(context, wire) }) }
    }
    if (result) {
      const whole = { ...result, content: open.content }
      const { toolUseId: id, status } = result
      return {
        type: 'tool-result',
        id,
        name: names.get(id) ?? '',
        ...resultOf(whole),
        ...(status === 'error' && { error: true }),
        by: 'provider',
        state: stateFor(context, { toolResult: whole }),
      }
    }
    if (imageFormat !== undefined) return { type: 'media', mediaType: `image/${imageFormat}`, data: pieces.join('') }
    if (citations) {
      places ??= documentPlaces(request)
      const cited = citations.map((citation) => toCitation(citation, places!))
      return { type: 'text', text: pieces.join(''), citations: cited }
    }
    if (!open.isReasoning) return undefined
    const state = reasoningState(signature, redacted, context)
    if (!state) return undefined
    return {
      type: 'reasoning',
      text: pieces.join(''),
      ...(redacted !== undefined && { redacted: true }),
      state,
    }
  }

  const end = (open: Open): readonly ChatEvent[] => {
    const part = partOf(open)
    return part ? [{ type: 'part', index: shown(open), part }] : none
  }

  const finish = (facts: WireFacts): readonly ChatEvent[] => {
    const { stopReason: raw, additionalModelResponseFields: fields } = stopped!
    const { trace, performanceConfig, serviceTier } = facts
    const usage = readUsage(facts.usage)
    const about = {
      ...(trace && { trace }),
      ...(fields !== undefined && { additionalModelResponseFields: fields }),
      ...(performanceConfig && { performanceConfig }),
    }
    return [
      ...(Object.keys(about).length > 0 ? [{ type: 'x-bedrock', data: about } as const] : []),
      {
        type: 'finish',
        reason: reasons[raw ?? ''] ?? 'other',
        ...(raw !== undefined && { raw }),
        ...(usage && { usage }),
        ...(serviceTier?.type !== undefined && { serviceTier: serviceTier.type }),
      },
    ]
  }

  return {
    read(chunk) {
      const { contentBlockDelta } = chunk
      if (contentBlockDelta) {
        const { contentBlockIndex: at, delta } = contentBlockDelta
        // Texts and reasoning have no start event.
        return write(blocks[at] ?? begin(at), delta)
      }
      if (chunk.contentBlockStart) {
        const { contentBlockIndex: at, start } = chunk.contentBlockStart
        const open = begin(at, start)
        const { call } = open
        if (!call) return none
        names.set(call.toolUseId, call.name)
        return isServerCall(call)
          ? none
          : [{ type: 'tool-call-delta', index: shown(open), id: call.toolUseId, name: call.name, input: '' }]
      }
      if (chunk.contentBlockStop) {
        const { contentBlockIndex: at } = chunk.contentBlockStop
        const open = blocks[at]
        blocks[at] = undefined
        return open ? end(open) : none
      }
      if (chunk.messageStart) return [{ type: 'start' }]
      if (chunk.messageStop) {
        stopped = chunk.messageStop
        if (failures.has(stopped.stopReason ?? '')) throw reply.error({ exception: stopped.stopReason })
        return none
      }
      // Metadata before the stop would be of an answer that was cut.
      if (chunk.metadata) return stopped ? finish(chunk.metadata) : none
      if (chunk.exception !== undefined) throw reply.error(chunk)
      return none
    },
    end: () => (stopped ? finish({}) : none),
  }
}
