import { optionsOf } from '../options.ts'
import type { Context } from '@llmrr/core'
import type { OpenAIChatContent, OpenAIChatMessage, WireRequest } from '@llmrr/provider-kit'

const argumentNames = new Set([
  'temperature',
  'top_p',
  'max_tokens',
  'stop',
  'random_seed',
  'presence_penalty',
  'frequency_penalty',
  'response_format',
  'reasoning_effort',
  'prediction',
])

type Content = string | readonly OpenAIChatContent[] | null | undefined

const piecesOf = (content: Content): readonly OpenAIChatContent[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])
const textOf = (content: Content): string =>
  piecesOf(content)
    .map((piece) => (piece['text'] as string | undefined) ?? '')
    .join('')

/** One message of a chat as entries of a conversation. */
function entriesOf({ role, content, prefix, ...message }: OpenAIChatMessage): object[] {
  if (role === 'tool') {
    const media = piecesOf(content).filter(({ type }) => type !== 'text')
    return [
      { type: 'function.result', tool_call_id: message.tool_call_id, result: textOf(content) },
      ...(media.length > 0 ? [{ type: 'message.input', role: 'user', content: media }] : []),
    ]
  }
  if (role === 'user') return [{ type: 'message.input', role, content }]
  const said = content === null || content === undefined ? [] : [{ role, content }]
  return [
    ...said.map((one) => (prefix ? { type: 'message.input', ...one, prefix } : { type: 'message.output', ...one })),
    ...(message.tool_calls ?? []).map(({ id, function: called }) => ({
      type: 'function.call',
      tool_call_id: id,
      name: called!.name,
      arguments: called!.arguments,
    })),
  ]
}

/** A chat in the words of conversations, of which none is kept unless the target says so. */
export function toConversation({ body: chat }: WireRequest, context: Context): WireRequest {
  const { tools: hosted = [], agentId, store = false, guardrails } = optionsOf(context)
  const body = chat as Record<string, unknown>
  const messages = body['messages'] as readonly OpenAIChatMessage[]
  const isSystem = ({ role }: OpenAIChatMessage): boolean => role === 'system'
  const instructions = messages.filter(isSystem).map(({ content }) => textOf(content as Content))
  const choice = body['tool_choice']
  const isNamed = typeof choice === 'object'
  if (isNamed) context.warn('toolChoice', 'A conversation cannot be held to one tool; some tool is asked for.')
  const args = Object.fromEntries(
    Object.entries({ ...body, tool_choice: isNamed ? 'any' : choice }).filter(
      ([name, value]) => value !== undefined && (name === 'tool_choice' || argumentNames.has(name)),
    ),
  )
  const tools = [
    ...((body['tools'] as readonly object[] | undefined) ?? []),
    ...hosted.map((tool) => (typeof tool === 'string' ? { type: tool } : tool)),
  ]
  return {
    path: '/conversations',
    body: {
      ...(agentId === undefined ? { model: context.target.model } : { agent_id: agentId }),
      inputs: messages.filter((message) => !isSystem(message)).flatMap(entriesOf),
      ...(instructions.length > 0 && { instructions: instructions.join('\n\n') }),
      ...(tools.length > 0 && { tools }),
      ...(Object.keys(args).length > 0 && { completion_args: args }),
      ...(guardrails && { guardrails }),
      ...(body['metadata'] !== undefined && { metadata: body['metadata'] }),
      store,
      stream: context.stream,
    },
  }
}
