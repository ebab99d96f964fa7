import { nearestEffort } from '@llmrr/provider-kit'
import { toMessages } from './messages.ts'
import { optionsOf } from './options.ts'
import type { Context, Reasoning, ResolvedChatRequest } from '@llmrr/core'
import type { WireRequest } from '@llmrr/provider-kit'

/** Fields of the server's `options`, by our name. */
const sampling = {
  maxOutputTokens: 'num_predict',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  seed: 'seed',
  stop: 'stop',
  frequencyPenalty: 'frequency_penalty',
  presencePenalty: 'presence_penalty',
} as const

/** The request fields of a chat that Ollama understands. */
export const params = [
  ...Object.keys(sampling),
  'messages',
  'tools',
  'toolChoice',
  'output',
  'reasoning',
  'logprobs',
  'raw',
]

// The window of a model that nobody has given another, and what characters a token takes at least.
const usualWindow = 4096
const charactersPerToken = 3

/** The window that a prompt with its answer needs, where it is more than the usual one: a power of two, so that it rarely changes. */
export function windowFor(prompt: number, answer: number | undefined): number | undefined {
  const needed = Math.ceil(prompt / charactersPerToken) + (answer !== undefined && answer > 0 ? answer : 1024)
  if (needed <= usualWindow) return undefined
  return 2 ** Math.ceil(Math.log2(needed))
}

/** The server's `options`: sampling, the window, and what the target adds. */
export function toParameters(
  request: Partial<Record<keyof typeof sampling, unknown>>,
  prompt: unknown,
  context: Context,
): Record<string, unknown> {
  const { contextWindow, minP, repeatPenalty, parameters } = optionsOf(context)
  const fields: Record<string, unknown> = {}
  for (const [ours, theirs] of Object.entries(sampling) as [keyof typeof sampling, string][])
    if (request[ours] !== undefined) fields[theirs] = request[ours]
  const window =
    contextWindow ?? windowFor(JSON.stringify(prompt).length, request.maxOutputTokens as number | undefined)
  return {
    ...fields,
    ...(window !== undefined && { num_ctx: window }),
    ...(minP !== undefined && { min_p: minP }),
    ...(repeatPenalty !== undefined && { repeat_penalty: repeatPenalty }),
    ...parameters,
  }
}

const levels = ['low', 'medium', 'high'] as const

/** gpt-oss has levels and cannot stop thinking; other models think or do not. */
function toThink(reasoning: Reasoning, context: Context): boolean | string | undefined {
  const { effort, tokens } = typeof reasoning === 'string' ? { effort: reasoning } : reasoning
  if (tokens !== undefined)
    context.warn('reasoning.tokens', `${context.target.provider} takes no budget of tokens; it is left out.`)
  if (effort === undefined) return undefined
  if (!context.target.model.includes('gpt-oss')) return effort !== 'none'
  const level = nearestEffort(effort, levels)
  if (level !== effort)
    context.warn('reasoning', `${context.target.model} reasons ${levels.join(', ')}; ${level} is asked for.`)
  return level
}

/** Tools, as far as a choice among them can be kept: none of them, or only the one that is named. */
function toTools({ tools = [], toolChoice }: ResolvedChatRequest, context: Context): object {
  if (tools.length === 0 || toolChoice === 'none') return {}
  const named = typeof toolChoice === 'object' ? toolChoice.tool : undefined
  if (toolChoice === 'required' || named !== undefined)
    context.warn(
      'toolChoice',
      `${context.target.provider} cannot be made to call a tool${named === undefined ? '' : '; only that one is offered'}.`,
    )
  return {
    tools: tools
      .filter(({ name }) => named === undefined || name === named)
      .map(({ name, description, input, strict }, at) => {
        if (strict) context.warn(`tools[${at}].strict`, 'Arguments are not held to their schema here; it is left out.')
        const definition = { name, ...(description !== undefined && { description }), parameters: input }
        return { type: 'function', function: definition }
      }),
  }
}

/** Fields that a chat and a completion share. */
export function common(context: Context): Record<string, unknown> {
  const { keepAlive, truncate = false } = optionsOf(context)
  return {
    model: context.target.model,
    // The server streams unless it is told not to.
    stream: context.stream,
    // A prompt that lost its beginning would be answered as if nothing had happened.
    truncate,
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
  }
}

/** Our request in Ollama's words. */
export function toRequest(request: ResolvedChatRequest, context: Context): WireRequest {
  const { reasoning, output, logprobs } = request
  const messages = toMessages(request.messages, context)
  const tools = toTools(request, context)
  // A model that thinks may say nothing where a schema is kept, so it does not unless it is told to.
  const wanted = reasoning === undefined ? (output ? false : undefined) : toThink(reasoning, context)
  const think = optionsOf(context).think ?? wanted
  const parameters = toParameters(request, [messages, tools], context)
  return {
    path: '/api/chat',
    body: {
      ...common(context),
      messages,
      ...tools,
      ...(think !== undefined && { think }),
      ...(output && { format: output.schema }),
      ...(logprobs !== undefined && logprobs !== false && { logprobs: true }),
      ...(typeof logprobs === 'number' && { top_logprobs: logprobs }),
      ...(Object.keys(parameters).length > 0 && { options: parameters }),
    },
  }
}
