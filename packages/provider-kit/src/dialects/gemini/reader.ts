import { argumentBuilder } from './partial-args.ts'
import { citationsOf, searchesOf, sourcesOf } from './grounding.ts'
import { finishReason, isFailure } from './finish.ts'
import { mediaOf, ownPart } from './own-parts.ts'
import { readLogprobs } from './logprobs.ts'
import { readUsage, tierOfUsage } from './usage.ts'
import { signed, stateFor } from './state.ts'
import type { ChatEvent, Context, Json } from '@llmrr/core'
import type { OwnIds } from './own-parts.ts'
import type { PartState } from './state.ts'
import type { Reader, ReplyContext } from '../../chat-handler.ts'
import type { WireCandidate, WireChunk, WireFunctionCall, WirePart, WireUsage } from './wire.ts'

const none: readonly ChatEvent[] = []

/** A text or reasoning on its way. */
interface Open {
  readonly kind: 'text' | 'reasoning'
  readonly index: number
  readonly pieces: string[]
  state: PartState
}

/** A call whose arguments come in pieces. */
interface OpenCall {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly state: PartState
  readonly build: ReturnType<typeof argumentBuilder>
}

/**
 * Reads generateContent, in one piece or as a stream. The service has no terminal event: what ends without a reason was cut.
 * The finish waits for the end of the body, since counts and sources may be sent after the reason.
 */
export function geminiReader(context: Context, reply: ReplyContext): Reader<WireChunk> {
  const texts: Open[] = []
  let open: Open | undefined
  let call: OpenCall | undefined
  let next = 0
  let calls = 0
  let started = false
  let responseId = ''
  let usage: WireUsage = {}
  let raw: string | undefined
  let failure: string | undefined
  let about: WireCandidate = {}
  let isBlocked = false
  let owned = 0
  const ids: OwnIds = { next: () => `own_${responseId}_${++owned}`, last: () => `own_${responseId}_${owned}` }

  /** Ends the reasoning that is open; texts wait for what cites them. */
  const close = (events: ChatEvent[]): void => {
    if (open?.kind === 'reasoning' && open.state.thoughtSignature !== undefined) {
      const { index, pieces, state } = open
      events.push({
        type: 'part',
        index,
        part: { type: 'reasoning', text: pieces.join(''), ...stateFor(context, state) },
      })
    }
    open = undefined
  }

  const write = (part: WirePart, candidate: WireCandidate, events: ChatEvent[]): void => {
    const kind = part.thought ? 'reasoning' : 'text'
    const { text = '', thoughtSignature } = part
    if (text === '' && thoughtSignature === undefined) return
    if (open?.kind !== kind || (open.state.thoughtSignature !== undefined && text !== '')) {
      close(events)
      open = { kind, index: next++, pieces: [], state: {} }
      if (kind === 'text') texts.push(open)
    }
    if (text !== '') {
      const { index } = open
      open.pieces.push(text)
      const logprobs = kind === 'text' ? readLogprobs(candidate) : undefined
      events.push(
        kind === 'reasoning'
          ? { type: 'reasoning-delta', index, text }
          : logprobs
            ? { type: 'text-delta', index, text, logprobs }
            : { type: 'text-delta', index, text },
      )
    }
    // An empty part may bring the signature of the text before it.
    if (thoughtSignature !== undefined) open.state = signed(part)
  }

  const finishCall = ({ index, id, name, state }: OpenCall, input: { readonly [name: string]: Json }): ChatEvent[] => [
    { type: 'tool-call-delta', index, id, name, input: JSON.stringify(input) },
    { type: 'part', index, part: { type: 'tool-call', id, name, input, ...stateFor(context, state) } },
  ]

  const readCall = (wire: WireFunctionCall, part: WirePart, events: ChatEvent[]): void => {
    if (!call || wire.name !== undefined) {
      const { id, name = '' } = wire
      const state = { ...signed(part), ...(id !== undefined && { id }) }
      call = { index: next++, id: id ?? `call_${responseId}_${calls}`, name, state, build: argumentBuilder() }
      calls++
      if (wire.willContinue) events.push({ type: 'tool-call-delta', index: call.index, id: call.id, name, input: '' })
    }
    if (wire.partialArgs) call.build.add(wire.partialArgs)
    if (wire.willContinue) return
    events.push(...finishCall(call, wire.args ?? call.build.whole()))
    call = undefined
  }

  const readPart = (part: WirePart, candidate: WireCandidate, events: ChatEvent[]): void => {
    if (typeof part.text === 'string') return write(part, candidate, events)
    close(events)
    if (part.functionCall) return readCall(part.functionCall, part, events)
    const isMedia = (part.inlineData ?? part.fileData) && !part.thought
    events.push({
      type: 'part',
      index: next++,
      part: isMedia ? mediaOf(part, context) : ownPart(part, ids, context),
    })
  }

  const learn = (candidate: WireCandidate): void => {
    const { finishReason: reason, finishMessage, groundingMetadata, citationMetadata, urlContextMetadata } = candidate
    if (groundingMetadata ?? citationMetadata ?? urlContextMetadata)
      about = {
        ...about,
        ...(groundingMetadata && { groundingMetadata: { ...about.groundingMetadata, ...groundingMetadata } }),
        ...(citationMetadata && { citationMetadata }),
        ...(urlContextMetadata && { urlContextMetadata }),
      }
    if (reason === undefined || reason === 'FINISH_REASON_UNSPECIFIED') return
    raw = String(reason)
    failure = finishMessage
  }

  const textParts = (events: ChatEvent[]): void => {
    const whole = texts.map(({ index, pieces, state }) => ({ index, text: pieces.join(''), state }))
    const cited = citationsOf(about, whole)
    for (const { index, text, state } of whole) {
      const citations = cited.get(index)
      if (citations || state.thoughtSignature !== undefined)
        events.push({
          type: 'part',
          index,
          part: { type: 'text', text, ...(citations && { citations }), ...stateFor(context, state) },
        })
    }
    for (const part of sourcesOf(about)) events.push({ type: 'part', index: next++, part })
    const { searchEntryPoint, webSearchQueries } = about.groundingMetadata ?? {}
    if (searchEntryPoint)
      events.push({
        type: 'part',
        index: next++,
        part: {
          type: 'x-search-suggestions',
          data: { queries: webSearchQueries ?? [], html: searchEntryPoint.renderedContent ?? '' },
        },
      })
  }

  const finish = (): readonly ChatEvent[] => {
    if (raw === undefined) return none
    if (isFailure(raw, calls > 0)) throw reply.error({ error: { status: raw, message: failure } })
    const events: ChatEvent[] = []
    close(events)
    if (call) events.push(...finishCall(call, call.build.whole()))
    textParts(events)
    const meters = readUsage(usage, searchesOf(about.groundingMetadata))
    const serviceTier = tierOfUsage(usage)
    events.push({
      type: 'finish',
      reason: isBlocked ? 'content-filter' : finishReason(raw, calls > 0),
      raw,
      ...(meters && { usage: meters }),
      ...(serviceTier !== undefined && { serviceTier }),
    })
    return events
  }

  return {
    read(chunk) {
      if (chunk.error !== undefined) throw reply.error(chunk)
      const events: ChatEvent[] = []
      if (!started) {
        started = true
        responseId = chunk.responseId ?? Math.floor(context.host.random() * 1e9).toString(36)
        // There is no other id to quote.
        const id = chunk.responseId === undefined ? {} : { id: chunk.responseId, requestId: chunk.responseId }
        events.push({ type: 'start', ...id, ...(chunk.modelVersion !== undefined && { model: chunk.modelVersion }) })
      }
      const { usageMetadata: counts, promptFeedback } = chunk
      if (counts) usage = counts.promptTokenCount === undefined ? { ...counts, ...usage } : counts
      // One answer was asked for; an index of 0 is left out.
      for (const candidate of chunk.candidates ?? []) {
        if (candidate.index) continue
        for (const part of candidate.content?.parts ?? []) readPart(part, candidate, events)
        learn(candidate)
      }
      // A prompt that was refused has no answer at all.
      if (promptFeedback?.blockReason !== undefined && !chunk.candidates?.length) {
        isBlocked = true
        raw = promptFeedback.blockReason
      }
      return events
    },
    end: finish,
    complete: () => raw !== undefined,
  }
}
