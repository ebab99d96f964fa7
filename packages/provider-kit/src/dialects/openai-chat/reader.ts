import { audioReader } from './audio.ts'
import { callReader } from './calls.ts'
import { placed, sourcesOf } from './citations.ts'
import { finishReason, isFailure } from './finish.ts'
import { partIndex } from '../../part-index.ts'
import { readLogprobs } from './logprobs.ts'
import { reportedCost } from '../../dollars.ts'
import { thoughtOf } from './thoughts.ts'
import { thinkSplitter } from '../../think.ts'
import { toUsage } from './usage.ts'
import type { ChatEvent, Citation, Context, FinishReason, Part } from '@llmrr/core'
import type { Reader, ReplyContext } from '../../chat-handler.ts'
import type { OpenAIChatQuirks } from './quirks.ts'
import type { WireChoice, WireChunk, WireContent, WireDelta, WireUsage } from './wire.ts'

const none: readonly ChatEvent[] = []

const decide = (quirk: boolean | ((context: Context) => boolean), context: Context): boolean =>
  typeof quirk === 'function' ? quirk(context) : quirk

/** The error that a chunk brings; `undefined` when it brings none. */
function errorIn(chunk: WireChunk, choice: WireChoice | undefined): unknown {
  if (chunk.error || chunk.object === 'error') return chunk
  if (choice?.error) return { ...chunk, error: choice.error }
  return choice?.finish_reason && isFailure(choice.finish_reason)
    ? { error: { code: choice.finish_reason } }
    : undefined
}

/**
 * Reads Chat Completions. The finish waits for the end of the body: usage, the tier and even the reason may be sent (again)
 * after the chunk that names a reason.
 */
export function chatReader(quirks: OpenAIChatQuirks, context: Context, reply: ReplyContext): Reader<WireChunk> {
  const index = partIndex()
  const calls = callReader((key) => index('call', key))
  const think = decide(quirks.thinkTags, context) ? thinkSplitter() : undefined
  const held: string[] | undefined = decide(quirks.citesText, context) ? [] : undefined
  const citations: Citation[] = []
  const refusal: string[] = []
  const keeper = quirks.keepReasoning?.()
  // Held only where something goes back with it.
  let thoughts: string[] | undefined = keeper && []
  let isKept = false
  let signature: string | undefined
  let taken: Set<string> | undefined
  let audio: ReturnType<typeof audioReader> | undefined
  let started = false
  let raw: string | undefined
  let usage: WireUsage | undefined
  let usd: number | undefined
  let serviceTier: string | undefined

  const reason = (text: string): ChatEvent => {
    thoughts?.push(text)
    return { type: 'reasoning-delta', index: index('reasoning'), text }
  }
  // Most chunks are a piece of text: its number is looked up once.
  let textAt = -1
  const text = (text: string, choice?: WireChoice): ChatEvent => {
    held?.push(text)
    if (textAt < 0) textAt = index('text')
    const logprobs = choice?.logprobs && readLogprobs(choice.logprobs)
    return logprobs
      ? { type: 'text-delta', index: textAt, text, logprobs }
      : { type: 'text-delta', index: textAt, text }
  }

  function addText(piece: string, choice: WireChoice, events: ChatEvent[]): void {
    if (!think) events.push(text(piece, choice))
    else
      for (const one of think.feed(piece)) events.push(one.kind === 'text' ? text(one.text, choice) : reason(one.text))
  }

  function readPiece(piece: WireContent, choice: WireChoice, events: ChatEvent[]): void {
    if (piece.type === 'text' && piece['text']) addText(piece['text'] as string, choice, events)
    else if (piece.type === 'thinking') {
      const thought = thoughtOf(piece)
      thoughts ??= []
      if (thought.text) events.push(reason(thought.text))
      signature = thought.signature ?? signature
    } else if (piece.type === 'reference') {
      for (const id of (piece['reference_ids'] ?? []) as readonly (string | number)[])
        citations.push({ sourceId: String(id) })
    }
  }

  function readDelta(delta: WireDelta, choice: WireChoice, chunk: WireChunk, events: ChatEvent[]): void {
    if (keeper?.read(delta)) isKept = true
    const reasoning = quirks.readReasoning(delta)
    if (reasoning) events.push(reason(reasoning))
    if (quirks.readParts)
      for (const { key, part } of quirks.readParts(delta, chunk, context)) {
        taken ??= new Set()
        if (taken.has(key)) continue
        taken.add(key)
        events.push({ type: 'part', index: index('part', key), part })
      }
    if (typeof delta.content === 'string') {
      if (delta.content !== '') addText(delta.content, choice, events)
    } else if (delta.content) {
      for (const piece of delta.content) readPiece(piece, choice, events)
    }
    if (delta.refusal) {
      refusal.push(delta.refusal)
      events.push({ type: 'text-delta', index: index('refusal'), text: delta.refusal })
    }
    if (delta.audio) {
      // The part is numbered where it began.
      audio ??= (index('audio'), audioReader(context))
      audio.read(delta.audio)
    }
    if (delta.annotations?.length) citations.push(...delta.annotations.flatMap((one) => quirks.readCitation(one) ?? []))
    if (delta.tool_calls) calls.read(delta.tool_calls, chunk.id, events)
    else if (delta.function_call) calls.read([{ index: 0, function: delta.function_call }], chunk.id, events)
  }

  /** The final forms of the parts that have one. */
  function parts(ended: FinishReason): ChatEvent[] {
    const events: ChatEvent[] = []
    const add = (at: number, part: Part): void => void events.push({ type: 'part', index: at, part })
    for (const piece of think?.end() ?? []) events.push(piece.kind === 'text' ? text(piece.text) : reason(piece.text))
    if (isKept || signature !== undefined) {
      const text = thoughts?.join('') ?? ''
      const state = { [context.target.provider]: isKept ? keeper!.state() : { signature: signature! } }
      add(index('reasoning'), { type: 'reasoning', text, ...(isKept && text === '' && { redacted: true }), state })
    }
    if (citations.length > 0 && held?.length) {
      const whole = held.join('')
      add(index('text'), { type: 'text', text: whole, citations: placed(citations, whole) })
    } else if (citations.length > 0) {
      for (const [at, part] of sourcesOf(citations).entries()) add(index('source', at), part)
    }
    if (refusal.length > 0) add(index('refusal'), { type: 'text', text: refusal.join(''), refusal: true })
    if (audio) add(index('audio'), audio.part())
    if (calls.count() > 0) events.push(...calls.parts(ended === 'length'))
    return events
  }

  return {
    read(sent) {
      const chunk = quirks.chunk ? quirks.chunk(sent) : sent
      // With several choices only the first is the answer. Chunks without one carry usage, or filter results.
      let choice = chunk.choices?.[0]
      if (choice?.index) choice = chunk.choices?.find(({ index }) => !index)
      const error = errorIn(chunk, choice)
      if (error !== undefined) throw reply.error(error)
      usage = quirks.readUsage(chunk) ?? usage
      usd = quirks.readCost?.(chunk) ?? usd
      serviceTier = chunk.service_tier ?? serviceTier
      const about = quirks.readEvent?.(chunk)
      if (!choice) return about ? [about] : none
      const events: ChatEvent[] = []
      if (!started) {
        started = true
        const gateway = quirks.readGateway?.(chunk)
        events.push({
          type: 'start',
          ...(chunk.id && { id: chunk.id }),
          ...(chunk.model && { model: chunk.model }),
          ...(gateway && { gateway }),
        })
      }
      if (choice.delta) readDelta(choice.delta, choice, chunk, events)
      raw = choice.finish_reason ?? raw
      if (about) events.push(about)
      return events
    },
    complete: () => raw !== undefined && usage !== undefined,
    end() {
      if (raw === undefined) return none
      const ended = finishReason(raw, calls.count() > 0, refusal.length > 0)
      const events = parts(ended)
      const meters = toUsage(usage)
      events.push({
        type: 'finish',
        reason: ended,
        ...(raw !== '' && { raw }),
        ...(meters && { usage: meters }),
        ...reportedCost(usd),
        ...(serviceTier !== undefined && { serviceTier }),
      })
      return events
    },
  }
}
