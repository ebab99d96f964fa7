import { argumentPieces, pieces } from '../brain/tokens.ts'
import type { Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'

/** Numbers the events of one stream. */
export interface Counter {
  n: number
}

/** The events of one answer, from `response.created` (or `response.queued`) to the terminal one. `counter` goes on where it stands. */
export function* responseEvents(response: Loose, thought: Thought, counter: Counter): Iterable<string> {
  const say = (type: string, facts: Loose): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...facts, sequence_number: counter.n++ })}\n\n`
  const begun = {
    ...response,
    status: 'in_progress',
    output: [],
    usage: null,
    completed_at: null,
    incomplete_details: null,
  }
  if (response.background) yield say('response.queued', { response: { ...begun, status: 'queued' } })
  yield say('response.created', { response: begun })
  yield say('response.in_progress', { response: begun })
  for (const [output_index, item] of response.output.entries()) {
    const at = { item_id: item.id, output_index }
    yield say('response.output_item.added', { output_index, item: started(item) })
    switch (item.type) {
      case 'reasoning':
        for (const [summary_index, part] of item.summary.entries()) yield* summary(part, { ...at, summary_index }, say)
        for (const [content_index, part] of (item.content ?? []).entries())
          yield* readable(part, { ...at, content_index }, say)
        break
      case 'web_search_call':
        for (const step of ['in_progress', 'searching', 'completed']) yield say(`response.web_search_call.${step}`, at)
        break
      case 'image_generation_call':
        for (const step of ['in_progress', 'generating']) yield say(`response.image_generation_call.${step}`, at)
        yield say('response.image_generation_call.partial_image', {
          ...at,
          partial_image_index: 0,
          partial_image_b64: item.result,
          output_format: item.output_format,
        })
        yield say('response.image_generation_call.completed', at)
        break
      case 'message':
        yield* message(item, thought, { ...at, content_index: 0 }, say, counter)
        break
      case 'function_call':
        for (const delta of argumentPieces(item.arguments))
          yield say('response.function_call_arguments.delta', { ...at, delta, obfuscation: '' })
        yield say('response.function_call_arguments.done', { ...at, arguments: item.arguments })
        break
      default:
        for (const delta of argumentPieces(item.input))
          yield say('response.custom_tool_call_input.delta', { ...at, delta, obfuscation: '' })
        yield say('response.custom_tool_call_input.done', { ...at, input: item.input })
    }
    yield say('response.output_item.done', { output_index, item })
  }
  yield say(response.status === 'incomplete' ? 'response.incomplete' : 'response.completed', { response })
}

type Say = (type: string, facts: Loose) => string

const emptied: Readonly<Record<string, Loose>> = {
  reasoning: { summary: [], content: [] },
  message: { content: [], status: 'in_progress' },
  function_call: { arguments: '', status: 'in_progress' },
  custom_tool_call: { input: '', status: 'in_progress' },
  web_search_call: { status: 'in_progress', action: { type: 'search' } },
  image_generation_call: { status: 'in_progress', result: null },
}

const started = (item: Loose): Loose => ({ ...item, ...emptied[item.type] })

function* summary(part: Loose, at: Loose, say: Say): Iterable<string> {
  yield say('response.reasoning_summary_part.added', { ...at, part: { type: 'summary_text', text: '' } })
  for (const delta of pieces(part.text))
    yield say('response.reasoning_summary_text.delta', { ...at, delta, obfuscation: '' })
  yield say('response.reasoning_summary_text.done', { ...at, text: part.text })
  yield say('response.reasoning_summary_part.done', { ...at, part })
}

/** Reasoning that is told as it is, by services that do not hide it. */
function* readable(part: Loose, at: Loose, say: Say): Iterable<string> {
  yield say('response.content_part.added', { ...at, part: { ...part, text: '' } })
  for (const delta of pieces(part.text)) yield say('response.reasoning_text.delta', { ...at, delta })
  yield say('response.reasoning_text.done', { ...at, text: part.text })
  yield say('response.content_part.done', { ...at, part })
}

function* message(item: Loose, thought: Thought, at: Loose, say: Say, counter: Counter): Iterable<string> {
  const [part] = item.content
  if (part.type === 'refusal') {
    yield say('response.content_part.added', { ...at, part: { type: 'refusal', refusal: '' } })
    for (const delta of pieces(part.refusal)) yield say('response.refusal.delta', { ...at, delta, obfuscation: '' })
    yield say('response.refusal.done', { ...at, refusal: part.refusal })
    yield say('response.content_part.done', { ...at, part })
    return
  }
  yield say('response.content_part.added', {
    ...at,
    part: { type: 'output_text', annotations: [], logprobs: [], text: '' },
  })
  // Put together from text, since this is where benchmarks spend their time.
  const head = `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","item_id":"${at.item_id}","output_index":${at.output_index},"content_index":0,"delta":`
  const more = (i: number): string => (part.logprobs.length > 0 ? JSON.stringify([part.logprobs[i]]) : '[]')
  const citations = part.annotations as Loose[]
  let sent = 0
  let cited = 0
  for (const [i, piece] of thought.text.entries()) {
    yield `${head}${JSON.stringify(piece)},"logprobs":${more(i)},"obfuscation":"","sequence_number":${counter.n++}}\n\n`
    sent += piece.length
    for (; cited < citations.length && citations[cited].end_index <= sent; cited++) {
      yield say('response.output_text.annotation.added', {
        ...at,
        annotation_index: cited,
        annotation: citations[cited],
      })
    }
  }
  yield say('response.output_text.done', { ...at, text: part.text, logprobs: part.logprobs })
  yield say('response.content_part.done', { ...at, part })
}
