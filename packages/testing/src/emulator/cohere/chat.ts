import { argumentPieces, promptTokens } from '../brain/tokens.ts'
import type { Ask, Citation, Thought } from '../brain/types.ts'
import type { Loose } from '../http/loose.ts'
import { named } from '../http/sse.ts'
import type { Call, Reply } from '../service.ts'
import { askOf } from './ask.ts'
import { checkChat } from './check.ts'
import { failureOf } from './words.ts'

/** `POST /v2/chat`. */
export function chat(call: Call): Reply {
  const headers = checkChat(call)
  const { body, state, requestId } = call
  const ask = askOf(call)
  const thought = call.think(ask)
  const written = writtenOf(thought, call)
  const { message, reason } = written
  const usage = usageOf(thought, ask)
  const id = state.uuid()
  if (body.stream)
    return {
      headers,
      events: eventsOf(id, written, thought, usage, body.logprobs),
      broken: (code) => [brokenEnd(code)],
    }
  return {
    headers,
    json: {
      id,
      message: { role: 'assistant', ...message },
      finish_reason: reason,
      usage,
      ...(body.logprobs && { logprobs: thought.text.map(logprobOf) }),
    },
    broken: (code) => failureOf(500, code, requestId).json,
  }
}

interface Written {
  readonly message: Loose
  readonly reason: string
}

const reasons = { stop: 'COMPLETE', length: 'MAX_TOKENS', 'tool-calls': 'TOOL_CALL', 'content-filter': 'ERROR_TOXIC' }

/** The answer as the service writes it: what it thought, a plan where it did not think, calls, text with citations. */
function writtenOf(thought: Thought, { state, body }: Call): Written {
  const { reasoning, calls, finish, stopped, refusal } = thought
  const text = refusal ?? thought.text.join('')
  const content = [
    ...(reasoning.length > 0 ? [{ type: 'thinking', thinking: reasoning.join('') }] : []),
    ...(text === '' ? [] : [{ type: 'text', text }]),
  ]
  const plan =
    calls.length > 0 && reasoning.length === 0 ? `I will use ${calls.map(({ name }) => name).join(' and ')}.` : ''
  const at = content.length - 1
  const citations = thought.citations.map((one) => citationOf(one, thought.text, body.documents ?? [], at))
  return {
    message: {
      ...(content.length > 0 && { content }),
      ...(plan !== '' && { tool_plan: plan }),
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ id, name, input }) => ({
          id: id ?? state.id(`${name}_`, 12),
          type: 'function',
          function: { name, arguments: input },
        })),
      }),
      ...(citations.length > 0 && { citations }),
    },
    reason: stopped === undefined ? reasons[finish] : 'STOP_SEQUENCE',
  }
}

const points = (text: string): number => [...text].length

function citationOf(
  { from, to, document = 0 }: Citation,
  pieces: readonly string[],
  documents: Loose[],
  at: number,
): Loose {
  const before = pieces.slice(0, from).join('')
  const whole = pieces.slice(from, to).join('')
  const text = whole.trimStart()
  const start = points(before) + points(whole) - points(text)
  const given = documents[document]
  const id = given?.id ?? `doc:${document}`
  const data =
    typeof given === 'string' || typeof given?.data === 'string' ? { text: given.data ?? given } : given?.data
  return {
    start,
    end: start + points(text),
    text,
    sources: [{ type: 'document', id, document: { id, ...data } }],
    type: 'TEXT_CONTENT',
    content_index: at,
  }
}

// The service counts its own prompt beside what is billed.
const hidden = 490

function usageOf({ tokens, usage }: Thought, ask: Ask): Loose {
  const input =
    usage?.input ?? promptTokens(ask) + Math.ceil(ask.documents.reduce((sum, { text }) => sum + text.length, 0) / 4)
  const reasoning = usage?.reasoning ?? tokens.reasoning
  const output = (usage?.output ?? tokens.output) + reasoning
  const images = ask.messages.reduce((sum, { media }) => sum + media.length * 85, 0)
  return {
    billed_units: { input_tokens: input, output_tokens: output },
    tokens: {
      input_tokens: input - images + hidden,
      output_tokens: output + 3,
      ...(reasoning > 0 && { reasoning_tokens: reasoning }),
      ...(images > 0 && { image_tokens: images }),
    },
    cached_tokens: usage?.cacheRead ?? 0,
  }
}

const logprobOf = (text: string): Loose => ({ text, token_ids: [text.length], logprobs: [-0.125] })

const event = (type: string, facts: Loose): string => named(type, { ...facts, type })
const messageEvent = (type: string, message: Loose, index?: number): string =>
  event(type, { ...(index !== undefined && { index }), delta: { message } })

function* eventsOf(
  id: string,
  { message, reason }: Written,
  thought: Thought,
  usage: Loose,
  logprobs: boolean,
): Iterable<string> {
  yield event('message-start', {
    id,
    delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
  })
  if (message.tool_plan)
    for (const piece of argumentPieces(message.tool_plan)) yield messageEvent('tool-plan-delta', { tool_plan: piece })
  for (const [index, block] of (message.content ?? []).entries()) {
    const kind = block.type as 'text' | 'thinking'
    const pieces = kind === 'thinking' ? thought.reasoning : thought.refusal === undefined ? thought.text : [block.text]
    yield messageEvent('content-start', { content: { type: kind, [kind]: '' } }, index)
    const head = `event: content-delta\ndata: {"type":"content-delta","index":${index},"delta":{"message":{"content":{"${kind}":`
    for (const piece of pieces) {
      const more = logprobs && kind === 'text' ? `,"logprobs":${JSON.stringify(logprobOf(piece))}` : ''
      // Put together from text, since this is where benchmarks spend their time.
      yield `${head}${JSON.stringify(piece)}}}}${more}}\n\n`
    }
    if (kind === 'text') {
      for (const [at, cited] of (message.citations ?? []).entries()) {
        yield messageEvent('citation-start', { citations: cited }, at)
        yield event('citation-end', { index: at })
      }
    }
    yield event('content-end', { index })
  }
  for (const [index, { function: called, ...call }] of (message.tool_calls ?? []).entries()) {
    yield messageEvent(
      'tool-call-start',
      { tool_calls: { ...call, function: { name: called.name, arguments: '' } } },
      index,
    )
    for (const piece of argumentPieces(called.arguments))
      yield messageEvent('tool-call-delta', { tool_calls: { function: { arguments: piece } } }, index)
    yield event('tool-call-end', { index })
  }
  yield event('message-end', { delta: { finish_reason: reason, usage } })
  yield 'data: [DONE]\n\n'
}

/** How a stream ends that fails in the middle. `code` is an error type, or `TIMEOUT`. */
function brokenEnd(code: string | undefined): string {
  if (code === 'TIMEOUT') return event('message-end', { delta: { finish_reason: 'TIMEOUT', usage: {} } })
  const type = code ?? 'INVALID_TOOL_GENERATION'
  const error = 'your request resulted in an invalid tool generation. Try updating the messages or tool definitions'
  return event('message-end', { delta: { finish_reason: 'ERROR', usage: {}, error, error_type: type } })
}
