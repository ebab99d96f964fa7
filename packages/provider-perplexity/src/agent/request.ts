import { defined, llmError } from '@llmrr/core'
import { effortOf, isStrictSchema, kindOf, mediaUrl } from '@llmrr/provider-kit'
import { filtersOf, locationOf } from '../filters.ts'
import { optionsOf } from '../options.ts'
import type {
  Context,
  Part,
  ReasoningEffort,
  ResolvedChatRequest,
  ResolvedMessage,
  Target,
  TextPart,
} from '@llmrr/core'
import type { PerplexityOptions } from '../options.ts'
import type { WireInput } from './wire.ts'

const efforts: readonly ReasoningEffort[] = ['minimal', 'low', 'medium', 'high', 'xhigh']

/** The request fields that the Agent API understands. */
export const agentParams = [
  'messages',
  'maxOutputTokens',
  'temperature',
  'topP',
  'tools',
  'toolChoice',
  'output',
  'reasoning',
  'raw',
]

/** What a reader leaves on a call, for the call and its result to be sent back with. */
export interface CallState {
  readonly signature: string
}

/** The request in the words of the Agent API. */
export function toAgentBody(request: ResolvedChatRequest, context: Context): Record<string, unknown> {
  const options = optionsOf(context)
  const { instructions, input } = toInput(request.messages, context)
  const effort = effortOf(request.reasoning, efforts, context)
  return defined({
    ...modelOf(context.target),
    instructions,
    input,
    max_output_tokens: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    tools: toTools(request, options),
    tool_choice: toToolChoice(request, options),
    reasoning: effort && { effort },
    response_format: request.output && {
      type: 'json_schema',
      json_schema: defined({
        name: request.output.name,
        description: request.output.description,
        schema: request.output.schema,
        strict: request.output.strict ?? isStrictSchema(request.output.schema),
      }),
    },
    models: options.models,
    profile: options.profile && defined({ type: 'custom', ...options.profile }),
    max_steps: options.maxSteps,
    skills: options.skills,
    previous_response_id: options.previousResponseId,
    store: options.store,
    background: options.background,
    language_preference: options.languagePreference,
    stream: context.stream && !options.background ? true : undefined,
  })
}

/** A model of the list has its maker in its id. What has none is a ready-made set. */
function modelOf(target: Target): Record<string, unknown> {
  const { preset, presetField = 'preset' } = optionsOf({ target })
  if (!target.model.includes('/')) return { [presetField]: target.model }
  return { model: target.model, ...(preset !== undefined && { [presetField]: preset }) }
}

function toTools(request: ResolvedChatRequest, options: PerplexityOptions): readonly object[] | undefined {
  const own = (request.tools ?? []).map(({ name, description, input, strict }) =>
    defined({ type: 'function', name, description, parameters: input, strict }),
  )
  const hosted = (options.tools ?? []).map((tool) => {
    if (typeof tool !== 'string') return tool
    return tool === 'web_search' ? webSearch(options) : { type: tool }
  })
  const tools = [...own, ...hosted]
  return tools.length > 0 ? tools : undefined
}

function webSearch({ search = {} }: PerplexityOptions): object {
  const filters = filtersOf(search)
  return defined({
    type: 'web_search',
    filters: Object.keys(filters).length > 0 ? filters : undefined,
    search_context_size: search.contextSize,
    max_tokens: search.maxTokens,
    max_tokens_per_page: search.maxTokensPerPage,
    user_location: locationOf(search),
  })
}

/** A tool that must be used: one of the caller's, or one that the service runs. */
function toToolChoice({ toolChoice, tools }: ResolvedChatRequest, options: PerplexityOptions): unknown {
  if (typeof toolChoice !== 'object') return toolChoice
  const name = toolChoice.tool
  if (tools?.some((tool) => tool.name === name)) return { type: 'function', name }
  const isHosted = options.tools?.some((tool) => (typeof tool === 'string' ? tool : tool.type) === name)
  return isHosted ? { type: name } : { type: 'function', name }
}

/** The conversation as `instructions` (what the system says first) and `input`. */
function toInput(
  messages: readonly ResolvedMessage[],
  context: Context,
): { instructions?: string; input: WireInput[] } {
  const { provider } = context.target
  const input: WireInput[] = []
  const signatures = new Map<string, string>()
  const end = messages.findIndex(({ role }) => role !== 'system')
  const opening = end < 0 ? messages : messages.slice(0, end)
  for (const { role, content } of messages.slice(opening.length)) {
    if (role === 'tool') {
      for (const part of content) {
        if (part.type !== 'tool-result' || part.by === 'provider') continue
        const output = part.parts
          ? toContent(part.parts, context)
          : typeof part.output === 'string'
            ? part.output
            : JSON.stringify(part.output ?? null)
        const signature = signatures.get(part.id)
        input.push({
          type: 'function_call_output',
          call_id: part.id,
          output,
          name: part.name,
          ...(signature !== undefined && { thought_signature: signature }),
        })
      }
    } else if (role === 'assistant') {
      for (const part of content) {
        if (part.type === 'text') input.push({ type: 'message', role, content: part.text })
        if (part.type !== 'tool-call' || part.by === 'provider') continue
        const { signature } = (part.state?.[provider] ?? {}) as unknown as Partial<CallState>
        if (signature !== undefined) signatures.set(part.id, signature)
        input.push({
          type: 'function_call',
          call_id: part.id,
          name: part.name,
          arguments: part.invalid ?? JSON.stringify(part.input),
          ...(signature !== undefined && { thought_signature: signature }),
        })
      }
    } else input.push({ type: 'message', role, content: toContent(content, context) })
  }
  const instructions = opening.map(({ content }) => textOf(content)).join('\n\n')
  return { ...(instructions !== '' && { instructions }), input }
}

const textOf = (parts: readonly Part[]): string =>
  parts
    .filter((part): part is TextPart => part.type === 'text')
    .map(({ text }) => text)
    .join('')

/** Texts and pictures; a text alone as it is. @throws LLMError `unsupported` for other media. */
function toContent(parts: readonly Part[], context: Context): string | readonly WireInput[] {
  const content = parts.flatMap((part): readonly WireInput[] => {
    if (part.type === 'text') return [{ type: 'input_text', text: part.text }]
    if (part.type !== 'media') return []
    const url = kindOf(part.mediaType) === 'image' ? mediaUrl(part) : undefined
    if (url !== undefined) return [{ type: 'input_image', image_url: url }]
    throw llmError(
      'unsupported',
      `${context.target.provider} reads text and pictures (by address or as data) over the Agent API, and was given ${part.mediaType}.`,
      { target: context.target },
    )
  })
  const [only] = content
  return content.length === 1 && only?.type === 'input_text' ? (only['text'] as string) : content
}
