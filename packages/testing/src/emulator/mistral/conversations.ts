import { promptTokens } from '../brain/tokens.ts'
import type { Ask, AskMessage, Thought } from '../brain/types.ts'
import { textOf } from '../family/ask.ts'
import { isUnknownModel } from '../family/member.ts'
import type { Loose } from '../http/loose.ts'
import { a, inspect, type Fields } from '../http/shape.ts'
import { named } from '../http/sse.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { chatFields } from './chat.ts'
import { mistralWords as words } from './words.ts'

const argumentFields = [
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
]

const fields: Fields = {
  inputs: { type: ['string', 'array'], required: true },
  agent_id: a.string,
  agent_version: { type: ['string', 'integer'] },
  completion_args: {
    type: 'object',
    fields: {
      ...Object.fromEntries(argumentFields.map((name) => [name, chatFields[name]!])),
      tool_choice: { type: 'string', values: ['auto', 'none', 'any', 'required'] },
    },
  },
  description: a.string,
  guardrails: a.array,
  handoff_execution: { type: 'string', values: ['client', 'server'] },
  instructions: a.string,
  metadata: a.object,
  model: a.string,
  name: a.string,
  store: a.boolean,
  stream: a.boolean,
  tools: a.array,
}

const entryTypes = [
  'message.input',
  'message.output',
  'function.call',
  'function.result',
  'tool.execution',
  'agent.handoff',
]

function messageOf(entry: Loose): AskMessage {
  if (entry.type === 'function.result') return { role: 'tool', text: entry.result, media: [] }
  if (entry.type === 'function.call')
    return { role: 'assistant', text: `${entry.name}(${JSON.stringify(entry.arguments)})`, media: [] }
  const media = Array.isArray(entry.content)
    ? entry.content.filter(({ type }: Loose) => /image|document/u.test(type))
    : []
  return {
    role: entry.role === 'assistant' ? 'assistant' : 'user',
    text: textOf(entry.content ?? ''),
    media: media.map(({ type }: Loose) => (type === 'image_url' ? 'image' : 'document')),
  }
}

function askOf({ service, body }: Call): Ask {
  const { completion_args: args = {}, tools = [] } = body
  const entries: Loose[] =
    typeof body.inputs === 'string' ? [{ type: 'message.input', role: 'user', content: body.inputs }] : body.inputs
  const format = args.response_format
  const stop = args.stop ?? []
  return {
    service: service.slug,
    model: body.model ?? body.agent_id,
    system: body.instructions ?? '',
    messages: entries.map(messageOf),
    tools: tools
      .filter(({ type }: Loose) => type === 'function')
      .map(({ function: tool }: Loose) => ({ name: tool.name, schema: tool.parameters })),
    toolChoice: args.tool_choice === 'any' ? 'required' : (args.tool_choice ?? 'auto'),
    parallel: true,
    schema: format?.type === 'json_schema' ? format.json_schema.schema : format?.type === 'json_object' || undefined,
    reasoning: args.reasoning_effort === 'high',
    maxTokens: args.max_tokens,
    stop: typeof stop === 'string' ? [stop] : stop,
    serverTools: tools.some(({ type }: Loose) => type.startsWith('web_search')) ? ['web_search'] : [],
    documents: [],
  }
}

/** `POST /conversations`: entries in, entries out. */
export function converse(call: Call): Reply {
  const { body, state } = call
  const problem = inspect(body, fields)
  if (problem) refuse(words.problem(problem))
  if (!body.model === !body.agent_id) refuse(words.refusal('Exactly one of model and agent_id is required.'))
  if (isUnknownModel(body.model ?? '')) refuse(words.unknownModel(body.model))
  for (const [at, { type }] of (Array.isArray(body.inputs) ? body.inputs : []).entries())
    if (!entryTypes.includes(type))
      refuse(words.problem({ kind: 'value', path: ['inputs', at, 'type'], values: entryTypes, got: type }))
  const ask = askOf(call)
  const thought = call.think(ask)
  const prompt = promptTokens(ask)
  const output = thought.tokens.output + thought.tokens.reasoning
  const searches = thought.searches.length
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output + searches * 50,
    ...(searches > 0 && { connector_tokens: searches * 50, connectors: { web_search: searches } }),
  }
  const id = `conv_${state.id('', 32)}`
  const outputs = outputsOf(thought, call, ask.model)
  if (!body.stream) return { json: { object: 'conversation.response', conversation_id: id, outputs, usage } }
  const failure = (code: string | undefined) => [
    named('conversation.response.error', {
      type: 'conversation.response.error',
      message: 'Internal server error',
      code: Number(code ?? 500),
    }),
  ]
  return { events: eventsOf(id, outputs, usage), broken: failure }
}

function outputsOf(thought: Thought, { state }: Call, model: string): Loose[] {
  const entry = (type: string, more: object): Loose => ({ object: 'entry', type, id: state.id(''), model, ...more })
  const found = thought.searches.flatMap(({ results }) => results)
  const content = [
    ...(thought.reasoning.length > 0
      ? [{ type: 'thinking', thinking: thought.reasoning.map((text) => ({ type: 'text', text })), closed: true }]
      : []),
    ...thought.text.map((text) => ({ type: 'text', text })),
    ...found.map(({ title, url }) => ({ type: 'tool_reference', tool: 'web_search', title, url })),
  ]
  return [
    ...thought.searches.map(({ query }) =>
      entry('tool.execution', { name: 'web_search', arguments: JSON.stringify({ query }), info: {} }),
    ),
    ...(content.length > 0 ? [entry('message.output', { role: 'assistant', content })] : []),
    ...thought.calls.map(({ id, name, input }) =>
      entry('function.call', { name, tool_call_id: id ?? state.id('', 9), arguments: input }),
    ),
  ]
}

function* eventsOf(id: string, outputs: readonly Loose[], usage: Loose): Iterable<string> {
  const event = (type: string, more: object): string => named(type, { type, ...more })
  yield event('conversation.response.started', { conversation_id: id })
  for (const [output_index, { object: _, type, content, info, ...entry }] of outputs.entries()) {
    const facts = { output_index, ...entry }
    if (type === 'function.call') yield event('function.call.delta', facts)
    else if (type === 'tool.execution') {
      yield event('tool.execution.started', facts)
      yield event('tool.execution.done', { output_index, id: entry.id, name: entry.name, info })
    } else
      for (const [content_index, piece] of content.entries())
        yield event('message.output.delta', {
          ...facts,
          content_index,
          content: piece.type === 'text' ? piece.text : piece,
        })
  }
  yield event('conversation.response.done', { usage })
}
