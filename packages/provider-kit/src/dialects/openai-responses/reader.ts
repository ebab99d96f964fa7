import { reportedCost } from '../../dollars.ts'
import { llmError, withFields } from '@llmrr/core'
import { partIndex } from '../../part-index.ts'
import { itemParts } from './items.ts'
import type { ChatEvent, Context, FinishReason, LLMError, TokenLogprob } from '@llmrr/core'
import type { Reader, ReplyContext } from '../../chat-handler.ts'
import type { ItemPart } from './items.ts'
import type { ResponsesQuirks } from './quirks.ts'
import type { WireChunk, WireItem, WireLogprob, WireResponse } from './wire.ts'

// A hosted tool at work: not content, but a sign of life.
const isProgress = /^response\.\w+_(?:call|tools)\.(?:in_progress|searching|interpreting|generating|completed|failed)$/

const nothing: readonly ChatEvent[] = []

const reasons: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  content_filter: 'content-filter',
  completed: 'stop',
}

const readLogprobs = (logprobs: readonly WireLogprob[]): readonly TokenLogprob[] =>
  logprobs.map(({ token, logprob, top_logprobs: top }) => ({
    token,
    logprob,
    ...(top && top.length > 0 && { top: top.map(({ token, logprob }) => ({ token, logprob })) }),
  }))

const textDelta = (index: number, text: string, logprobs: readonly WireLogprob[] | undefined): ChatEvent =>
  logprobs && logprobs.length > 0
    ? { type: 'text-delta', index, text, logprobs: readLogprobs(logprobs) }
    : { type: 'text-delta', index, text }

/** Reads the events of one answer. */
export function responsesReader(
  quirks: Pick<ResponsesQuirks, 'isHosted' | 'readCost' | 'readUsage'>,
  context: Context,
  reply: ReplyContext,
): Reader<WireChunk> {
  const part = partIndex()
  const origin = context.target.provider
  const sources = new Set<string>()
  // Calls that have begun, for the name and id that their pieces lack; by place in the output.
  const begun = new Map<number | string, WireItem>()
  const done = new Set<number | string>()
  let after: string | undefined
  let calls = false
  let refused = false
  let thought: string | undefined
  // Pieces of one text follow each other, so its number is looked up once.
  let text = { place: undefined as number | string | undefined, content: 0, index: 0 }

  const placeOf = (chunk: WireChunk): number | string => chunk.output_index ?? chunk.item_id ?? chunk.item?.id ?? 0

  function finishItem(item: WireItem, place: number | string): ChatEvent[] {
    done.add(place)
    if (item.id !== undefined) done.add(item.id)
    const events: ChatEvent[] = []
    for (const piece of itemParts(item, { origin, after, sources, isHosted: quirks.isHosted })) {
      const known = part.count()
      const index = part(`${place}`, piece.key)
      if (index === known) events.push(...inOnePiece(piece, index))
      else if (item.type === 'custom_tool_call') events.push(deltaOf(item, index, '"'))
      if (piece.part.type === 'tool-call' && !piece.part.by) calls = true
      if (piece.part.type === 'text' && piece.part.refusal) refused = true
      if (needsPart(piece)) events.push({ type: 'part', index, part: piece.part })
    }
    if (item.type === 'reasoning') after = item.id
    return events
  }

  function finish(response: WireResponse): ChatEvent[] {
    const { status = 'completed', incomplete_details: cut, service_tier: tier, output = [] } = response
    const usage = quirks.readUsage(response)
    if (status === 'failed' || response.error) {
      const error = reply.error({ error: response.error ?? { code: 'server_error' } }) as LLMError
      throw usage ? withFields(error, { usage }) : error
    }
    if (status === 'queued' || status === 'in_progress') {
      throw llmError(
        'bad-response',
        `${origin} answered with an answer that is still ${status}; ask for it again by its id, or stream it.`,
        { target: context.target, rawCode: status },
      )
    }
    const events = output.flatMap((item, place) =>
      done.size === 0 || (begun.has(place) && !done.has(place) && !done.has(item.id ?? place))
        ? finishItem(item, place)
        : [],
    )
    const raw = cut?.reason ?? status
    const stopped = reasons[raw] ?? 'other'
    const reason = stopped !== 'stop' ? stopped : refused ? 'content-filter' : calls ? 'tool-calls' : 'stop'
    events.push({
      type: 'finish',
      reason,
      raw,
      ...(usage && { usage }),
      ...reportedCost(quirks.readCost?.(response)),
      ...(tier && { serviceTier: tier }),
    })
    return events
  }

  function think(chunk: WireChunk): readonly ChatEvent[] {
    const index = part(`${placeOf(chunk)}`, '')
    const piece = `${index} ${chunk.summary_index ?? ''} ${chunk.content_index ?? ''}`
    const next = thought !== undefined && thought !== piece && thought.startsWith(`${index} `)
    thought = piece
    return [{ type: 'reasoning-delta', index, text: next ? `\n\n${chunk.delta}` : (chunk.delta ?? '') }]
  }

  function argue(chunk: WireChunk): readonly ChatEvent[] {
    const place = placeOf(chunk)
    const item = begun.get(place)
    // Without its beginning the call is told whole, when its item is done.
    if (!item || !chunk.delta || quirks.isHosted?.(item)) return nothing
    const known = part.count()
    const index = part(`${place}`, '')
    // The input of a custom tool is text; as JSON it is a string, whose closing quote comes with the finished item.
    const text =
      item.type === 'custom_tool_call'
        ? `${index === known ? '"' : ''}${JSON.stringify(chunk.delta).slice(1, -1)}`
        : chunk.delta
    return [deltaOf(item, index, text)]
  }

  function inOnePiece({ part, logprobs }: ItemPart, index: number): readonly ChatEvent[] {
    if (part.type === 'text' && part.text !== '') return [textDelta(index, part.text, logprobs)]
    if (part.type === 'reasoning' && part.text !== '') return [{ type: 'reasoning-delta', index, text: part.text }]
    if (part.type !== 'tool-call' || part.by) return nothing
    return [
      {
        type: 'tool-call-delta',
        index,
        id: part.id,
        name: part.name,
        input: part.invalid ?? JSON.stringify(part.input),
      },
    ]
  }

  return {
    read(chunk) {
      switch (chunk.type) {
        case 'response.output_text.delta':
        case 'response.refusal.delta': {
          const place = placeOf(chunk)
          const content = chunk.content_index ?? 0
          if (place !== text.place || content !== text.content)
            text = { place, content, index: part(`${place}`, content) }
          return [textDelta(text.index, chunk.delta ?? '', chunk.logprobs)]
        }
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          return think(chunk)
        case 'response.function_call_arguments.delta':
        case 'response.custom_tool_call_input.delta':
          return argue(chunk)
        case 'response.output_item.added':
          if (chunk.item) begun.set(placeOf(chunk), chunk.item)
          return nothing
        case 'response.output_item.done':
          return chunk.item ? finishItem(chunk.item, placeOf(chunk)) : nothing
        case 'response.created': {
          const { id, model } = chunk.response ?? {}
          return [{ type: 'start', ...(id !== undefined && { id }), ...(model !== undefined && { model }) }]
        }
        case 'response.completed':
        case 'response.incomplete':
        case 'response.failed':
        case 'response.cancelled':
          return finish({ status: chunk.type.slice('response.'.length), ...chunk.response })
        case 'response.image_generation_call.partial_image':
          return [{ type: 'x-partial-image', data: pictureOf(chunk) }]
        case 'error':
          throw reply.error(chunk)
        default:
          // Some services report a failure without its type.
          if (chunk.error) throw reply.error(chunk)
          return isProgress.test(chunk.type)
            ? [{ type: 'x-progress', data: chunk.type.slice('response.'.length) }]
            : nothing
      }
    },
    end: () => nothing,
  }
}

const deltaOf = (item: WireItem, index: number, input: string): ChatEvent => ({
  type: 'tool-call-delta',
  index,
  id: item.call_id ?? item.id ?? '',
  name: item.name ?? '',
  input,
})

const needsPart = ({ part }: ItemPart): boolean =>
  part.type !== 'text' || part.state !== undefined || part.refusal !== undefined || part.citations !== undefined

const pictureOf = (chunk: WireChunk) => ({
  place: chunk.partial_image_index,
  mediaType: `image/${chunk.output_format ?? 'png'}`,
  data: chunk.partial_image_b64,
})

/** A whole reply, as the chunks that a stream of it would have ended with: each item in one piece. */
export function* unfold(response: WireResponse): Iterable<WireChunk> {
  if (!Array.isArray(response?.output)) {
    if (!response?.error)
      throw llmError('bad-response', 'The service answered JSON that is no answer: it has no output.')
    yield { type: 'error', ...(response as object) }
    return
  }
  yield { type: 'response.created', response }
  for (const [place, item] of response.output.entries()) {
    yield { type: 'response.output_item.done', output_index: place, item }
  }
  yield { type: 'response.completed', response: { status: 'completed', ...response } }
}
