import { effortOf } from '@llmrr/provider-kit'
import { thinks } from './models-that-think.ts'
import { toMessages } from './messages.ts'
import { optionsOf } from './options.ts'
import type { Context, ReasoningEffort, ResolvedChatRequest } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'
import type { WireDocument, WireMessage } from './wire.ts'

/** Numbers that the service takes within bounds: our name, its name, the least and the most. */
const bounded = [
  ['temperature', 'temperature', 0, 1],
  ['topP', 'p', 0.01, 0.99],
  ['topK', 'k', 0, 500],
  ['frequencyPenalty', 'frequency_penalty', 0, 1],
  ['presencePenalty', 'presence_penalty', 0, 1],
] as const

/** The request fields that Cohere understands. */
export const params = [
  ...bounded.map(([ours]) => ours),
  'messages',
  'tools',
  'toolChoice',
  'output',
  'maxOutputTokens',
  'stop',
  'seed',
  'reasoning',
  'logprobs',
  'raw',
]

const mostStops = 5

function toSampling(request: ResolvedChatRequest, context: Context): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [ours, theirs, least, most] of bounded) {
    const wanted = request[ours]
    if (wanted === undefined) continue
    const given = Math.min(most, Math.max(least, wanted))
    if (given !== wanted) context.warn(ours, `Cohere takes ${least} to ${most}; ${wanted} has become ${given}.`)
    fields[theirs] = given
  }
  const { stop } = request
  if (stop && stop.length > mostStops)
    context.warn('stop', `Cohere takes ${mostStops} stop sequences; the others are left out.`)
  if (stop) fields['stop_sequences'] = stop.slice(0, mostStops)
  return fields
}

// Thinking can be bounded by tokens, otherwise it is on or off.
const efforts: readonly ReasoningEffort[] = ['none', 'high']

function toThinking({ reasoning }: ResolvedChatRequest, context: Context): Record<string, unknown> {
  if (reasoning === undefined) return {}
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  if (!thinks(context.target.model)) {
    if (effort !== 'none' && (effort ?? tokens) !== undefined)
      context.warn('reasoning', `${context.target.model} does not think before it answers.`)
    return {}
  }
  const chosen = effort === undefined ? undefined : effortOf(effort, efforts, context)
  if (chosen === 'none' || (tokens !== undefined && tokens < 1)) return { thinking: { type: 'disabled' } }
  if (tokens !== undefined) return { thinking: { type: 'enabled', token_budget: tokens } }
  return chosen === undefined ? {} : { thinking: { type: 'enabled' } }
}

function toTools({ tools, toolChoice }: ResolvedChatRequest, context: Context): Record<string, unknown> {
  if (!tools?.length) return {}
  const named = typeof toolChoice === 'object' ? toolChoice.tool : undefined
  if (named !== undefined)
    context.warn(
      'toolChoice',
      `Cohere cannot be told which tool to call; only ${named} is offered, and a call is required.`,
    )
  const strict = optionsOf(context).strictTools ?? (tools.some((tool) => tool.strict) || undefined)
  for (const [at, tool] of tools.entries()) {
    if (tool.strict !== undefined && tool.strict !== (strict ?? false))
      context.warn(
        `tools[${at}].strict`,
        `Cohere is strict with all tools or with none; here with ${strict ? 'all' : 'none'}.`,
      )
  }
  return {
    tools: tools
      .filter(({ name }) => named === undefined || name === named)
      .map(({ name, description, input }) => ({
        type: 'function',
        function: { name, ...(description !== undefined && { description }), parameters: input },
      })),
    ...(toolChoice !== undefined &&
      toolChoice !== 'auto' && { tool_choice: toolChoice === 'none' ? 'NONE' : 'REQUIRED' }),
    ...(strict !== undefined && { strict_tools: strict }),
  }
}

/** Documents as text before the conversation, for an answer that is held to a schema: the service does not take both. */
function asText(documents: readonly WireDocument[]): WireMessage {
  const told = documents.map((document) => (typeof document === 'string' ? document : JSON.stringify(document)))
  return { role: 'system', content: `Answer from these documents:\n${told.join('\n')}` }
}

function toGrounding(
  documents: readonly WireDocument[],
  { output }: ResolvedChatRequest,
  context: Context,
): { readonly before: readonly WireMessage[]; readonly fields: Record<string, unknown> } {
  if (!output) return { before: [], fields: documents.length > 0 ? { documents } : {} }
  const fields = { response_format: { type: 'json_object', json_schema: output.schema } }
  if (documents.length === 0) return { before: [], fields }
  context.warn('output', 'Cohere cites no documents in an answer that is held to a schema; they are sent as text.')
  return { before: [asText(documents)], fields }
}

/** Our request in the words of Cohere's v2 chat. */
export function toRequest(request: ResolvedChatRequest, context: Context): WireRequest {
  const { maxOutputTokens, seed, logprobs } = request
  const { documents: given = [], citationMode, safetyMode, priority } = optionsOf(context)
  const { messages, documents } = toMessages(request.messages, context)
  const { before, fields } = toGrounding([...given, ...documents], request, context)
  if (typeof logprobs === 'number' && logprobs > 0)
    context.warn('logprobs', 'Cohere tells the chosen tokens only, without alternatives.')
  return {
    path: '/v2/chat',
    body: {
      model: context.target.model,
      messages: [...before, ...messages],
      ...(context.stream && { stream: true }),
      ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
      ...toSampling(request, context),
      ...(seed !== undefined && { seed }),
      ...toTools(request, context),
      ...fields,
      ...toThinking(request, context),
      ...(logprobs !== undefined && logprobs !== false && { logprobs: true }),
      ...(citationMode && { citation_options: { mode: citationMode } }),
      ...(safetyMode && { safety_mode: safetyMode }),
      ...(priority !== undefined && { priority }),
    },
  }
}
