import { given, ownTools, plain, rest } from './request.ts'
import type { Bag } from './request.ts'
import type { Intent, OpaqueMessage } from '../format.ts'
import type { Part } from '@llmrr/core'

const part = ({ type, text, image_url: image }: Bag): Part =>
  type === 'image_url'
    ? { type: 'media', mediaType: 'image/*', url: image.url, ...(image.detail && { detail: image.detail }) }
    : { type: 'text', text: text ?? '' }
const parts = (content: unknown): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as Bag[]).map(part)
const call = ({ id, function: { name, arguments: text } }: Bag): Part => ({
  type: 'tool-call',
  id,
  name,
  input: JSON.parse(text || '{}') ?? {},
})

const data = (text: unknown): unknown => {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text
  } catch {
    return text // Plain text.
  }
}

/** What a tool answers: text, or documents, whose data may be JSON text. */
const outcome = (content: unknown): object => {
  if (typeof content === 'string') return { output: content }
  const documents = ((content ?? []) as Bag[]).flatMap(({ document }) =>
    document ? [data(document.data ?? document)] : [],
  )
  if (documents.length === 0) return { parts: parts(content) }
  return { output: documents.length === 1 ? documents[0] : documents }
}

const message = (sent: Bag): OpaqueMessage => {
  const { role, content, tool_calls: calls, tool_plan: plan, tool_call_id: id } = sent
  if (role === 'tool') return { role, content: [{ type: 'tool-result', id, name: 'tool', ...outcome(content) }] }
  if (role !== 'assistant') return { role: role === 'user' ? 'user' : 'system', content: parts(content) }
  const isOpaque = plan || (Array.isArray(content) && content.some(({ type }) => type === 'thinking'))
  return isOpaque
    ? { role, wire: [sent] }
    : { role, content: [...parts(content), ...((calls ?? []) as Bag[]).map(call)] }
}

const names = {
  maxOutputTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'p',
  topK: 'k',
  stop: 'stop_sequences',
  seed: 'seed',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
  logprobs: 'logprobs',
}
const read = ['model', 'messages', 'tools', 'tool_choice', 'stream', 'thinking', 'response_format', 'citation_options']

const modes = /^(?:ENABLED|DISABLED|FAST|ACCURATE|OFF)$/

/** Cohere's v2 chat: the request. */
export function readCohereRequest(sent: Bag): Intent {
  const { model, messages, tools, tool_choice: choice, stream, thinking } = sent
  const { response_format: format, citation_options: citing } = sent
  const schema = format?.json_schema ?? format?.schema
  return {
    model,
    stream: stream === true,
    request: {
      messages: messages.map(message),
      ...plain(sent, names),
      ...given({
        tools: ownTools(
          (tools ?? []).map((tool: Bag) => tool['function']),
          'parameters',
        ),
        toolChoice: choice?.toLowerCase(),
        reasoning:
          thinking && (thinking.type === 'disabled' ? 'none' : { effort: 'high', tokens: thinking.token_budget }),
        output: schema,
      }),
    },
    rest: {
      ...rest(sent, names, ...read),
      ...(format && !schema && { response_format: format }),
      ...(modes.test(citing?.mode) ? { citation_mode: citing.mode } : { citation_options: citing }),
    },
  }
}
