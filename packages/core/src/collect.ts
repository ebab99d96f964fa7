import { toBase64 } from './base64.ts'
import { llmError } from './errors.ts'
import type { SpeechEvent, SpeechResult, TranscribeEvent, TranscribeResult, TranscriptSpan } from './capabilities.ts'
import type { ChatResult } from './chat.ts'
import type { ChatEvent, FinishEvent, TokenLogprob } from './events.ts'
import type { Part, ToolCallPart } from './parts.ts'
import type { ReplyFacts } from './results.ts'

/** What a chat answers, before the router adds the facts of the call. */
export type ChatAnswer = Omit<ChatResult, 'target' | 'attempts' | 'warnings' | 'cached' | 'output'>

/** Folds the events of a stream. */
export interface Collector<Event = { readonly type: string }, Result = object> {
  /** @throws LLMError `bad-response` for an event that cannot follow the ones before. */
  add(event: Event): void
  /** What has come so far, as parts; for `partial`. */
  parts(): readonly Part[]
  /** The whole answer. */
  result(): Result
}

/** Text in pieces, joined once. Whole chunks are folded on the way, so that a long answer is not held as many small strings. */
function textPieces(): { push(piece: string): void; join(): string } {
  const chunks: string[] = []
  let pieces: string[] = []
  return {
    push(piece) {
      if (pieces.push(piece) < 64) return
      chunks.push(pieces.join(''))
      pieces = []
    },
    join: () => chunks.join('') + pieces.join(''),
  }
}

interface Slot {
  readonly event: Exclude<ChatEvent['type'], 'start' | 'finish'>
  readonly text: ReturnType<typeof textPieces>
  id?: string
  name?: string
  part?: Part
}

const built = (slot: Slot): Part => {
  if (slot.part) return slot.part
  const text = slot.text.join()
  if (slot.event === 'text-delta') return { type: 'text', text }
  if (slot.event === 'reasoning-delta') return { type: 'reasoning', text }
  // Only a cut answer leaves a tool call without its part.
  return { type: 'tool-call', id: slot.id ?? '', name: slot.name ?? '', input: null, invalid: text }
}

const shows = (part: Part): boolean =>
  !((part.type === 'text' || part.type === 'reasoning') && part.text === '' && !part.state)

/** Folds chat events into an answer. */
export function chatCollector(): Collector<ChatEvent, ChatAnswer> {
  const slots: Slot[] = []
  const logprobs: TokenLogprob[] = []
  const raw: unknown[] = []
  let facts: ReplyFacts = {}
  let finish: FinishEvent | undefined
  const slotOf = (event: Slot['event'], index: number): Slot => {
    const slot = slots[index]
    if (slot) return slot
    if (index !== slots.length) {
      throw llmError('bad-response', `Part ${index} of the answer came where part ${slots.length} was due.`)
    }
    return (slots[index] = { event, text: textPieces() })
  }
  const parts = (): Part[] => slots.map(built).filter(shows)
  return {
    add(event) {
      switch (event.type) {
        case 'text-delta':
          slotOf(event.type, event.index).text.push(event.text)
          if (event.logprobs) logprobs.push(...event.logprobs)
          break
        case 'reasoning-delta':
          slotOf(event.type, event.index).text.push(event.text)
          break
        case 'tool-call-delta': {
          const slot = slotOf(event.type, event.index)
          slot.id ??= event.id
          slot.name ??= event.name
          slot.text.push(event.input)
          break
        }
        case 'part':
          slotOf(event.type, event.index).part = event.part
          break
        case 'start': {
          const { type: _, ...rest } = event
          facts = { ...facts, ...rest }
          break
        }
        case 'finish':
          finish = event
          break
        case 'x-raw':
          raw.push(event.data)
          break
        default:
      }
    },
    parts,
    result() {
      if (!finish) throw cut()
      const { type: _, reason, raw: rawFinishReason, ...end } = finish
      const all = parts()
      let text = ''
      for (const part of all) if (part.type === 'text') text += part.text
      const toolCalls = all.filter((part): part is ToolCallPart => part.type === 'tool-call' && part.by === undefined)
      return {
        text,
        parts: all,
        toolCalls,
        finishReason: reason,
        ...(rawFinishReason !== undefined && { rawFinishReason }),
        ...facts,
        ...end,
        ...(logprobs.length > 0 && { logprobs }),
        ...(raw.length > 0 && { raw }),
      }
    },
  }
}

/** A stream that ended before its `finish`. */
export const cut = () => llmError('network', 'The answer was cut: its stream ended before it was finished. Try again.')

/**
 * The answer of events that are all there, as of one item of a batch.
 *
 * @throws LLMError `network` when there is no `finish`, `bad-response` for a gap in the parts' numbers.
 */
export function collectChat(events: Iterable<ChatEvent>): ChatAnswer {
  const collector = chatCollector()
  for (const event of events) collector.add(event)
  return collector.result()
}

/** The answer of a stream of chat events, read to its end. Throws as `collectChat` does, and whatever the stream throws. */
export async function collect(events: AsyncIterable<ChatEvent>): Promise<ChatAnswer> {
  const collector = chatCollector()
  for await (const event of events) collector.add(event)
  return collector.result()
}

const factsOf = ({ type: _, ...facts }: { readonly type: string }): object => facts

function completeCollector(): Collector<ChatEvent> {
  const chat = chatCollector()
  return {
    ...chat,
    result() {
      const { parts: _, toolCalls: __, ...rest } = chat.result()
      return rest
    },
  }
}

function speechCollector(): Collector<SpeechEvent, SpeechResult> {
  const pieces: Uint8Array[] = []
  let facts: object = {}
  let mediaType = 'audio/*'
  return {
    add(event) {
      if (event.type === 'audio-delta') pieces.push((event as { data: Uint8Array }).data)
      else if (event.type === 'start') {
        const { mediaType: kind, ...rest } = factsOf(event) as { mediaType: string }
        mediaType = kind
        facts = rest
      } else if (event.type === 'finish') facts = { ...facts, ...factsOf(event) }
    },
    parts: () => [],
    result: () => ({ audio: { type: 'media', mediaType, data: toBase64(pieces) }, ...facts }),
  }
}

function transcribeCollector(): Collector<TranscribeEvent, TranscribeResult> {
  const text = textPieces()
  const segments: TranscriptSpan[] = []
  let facts: object = {}
  return {
    add(event) {
      if (event.type === 'text-delta') text.push((event as { text: string }).text)
      else if (event.type === 'segment') segments.push((event as { segment: TranscriptSpan }).segment)
      else if (event.type === 'start' || event.type === 'finish') facts = { ...facts, ...factsOf(event) }
    },
    parts: () => [{ type: 'text', text: text.join() }],
    result: () => ({ text: text.join(), ...(segments.length > 0 && { segments }), ...facts }),
  }
}

/** A capability that core does not know: its `finish` is its result. */
function finishCollector(): Collector {
  let facts: object = {}
  return {
    add(event) {
      if (event.type === 'finish') facts = factsOf(event)
    },
    parts: () => [],
    result: () => facts,
  }
}

/** The collector of a streaming capability. */
export function collectorOf(capability: string): Collector {
  const make = {
    chat: chatCollector,
    complete: completeCollector,
    speech: speechCollector,
    transcribe: transcribeCollector,
  }[capability as 'chat'] as (() => Collector) | undefined
  return (make ?? finishCollector)()
}
